"""The lists that come out of a day: results, public notice, certificate register.

Why this room exists: what hangs on a wall must be masked, what goes into the archive must be whole; two forms of the
same lines, so that nobody masks by hand.
"""

from datetime import date

from app.centre.report_values import OUTCOMES, ResultLine, SittingReport
from app.exam.bank import Text
from app.exam.notice import last_notice_day
from app.paperwork.forms.parts import Align, Column, Facts, Form, Grid, Note, Part, Signatures, Words
from app.paperwork.forms.sheets import blank_rows, foot, head_facts, under

NO_MARK = "--"
_NUMBER = Column(Text("序号", "No."), 5, Align.CENTRE)
_ADMISSION = Column(Text("准考证号", "Admission no."), 15)
_NAME = Column(Text("姓名", "Name"), 13)


def points(half_points: int) -> str:
    """Return half-points as points: ``86``, ``86.5``, ``--`` for none."""
    if half_points < 0:
        return NO_MARK
    return f"{half_points // 2}.5" if half_points % 2 else str(half_points // 2)


def outcome(word: str) -> Words:
    """Return an outcome in words."""
    return OUTCOMES[word]


def results_table(report: SittingReport | None) -> Form:
    """The results of a sitting, for the archive."""
    columns = (
        _NUMBER, _ADMISSION, _NAME, Column(Text("证件号码", "Document no."), 20),
        Column(Text("理论", "Theory"), 8, Align.RIGHT), Column(Text("短视频", "Video"), 8, Align.RIGHT),
        Column(Text("直播", "Pitch"), 8, Align.RIGHT), Column(Text("评定结果", "Outcome"), 11, Align.CENTRE),
        Column(Text("证书编号", "Certificate no."), 18),
    )  # fmt: skip
    rows: list[list[Words]] = (
        blank_rows(columns, 10)
        if report is None
        else [
            [str(n), line.admission_number, line.name, line.document_number, *_marks(line), outcome(line.outcome),
             line.certificate_number]
            for n, line in enumerate(report.results, start=1)
        ]
    )  # fmt: skip
    parts: list[Part] = [head_facts(report)]
    if report is not None:
        parts.append(_summary(report))
    parts += [
        Grid(columns, rows, row_mm=8),
        Signatures(
            (Text("统计人", "Drawn up by"), Text("考评组长", "Lead examiner"), Text("考点负责人", "Head of centre"))
        ),
    ]
    return Form(Text("评价结果汇总表", "Results of the sitting"), under(report), parts, foot(report), wide=True)


def _marks(line: ResultLine) -> list[Words]:
    return [points(line.theory), points(line.clip), points(line.pitch)]


def _summary(report: SittingReport) -> Facts:
    counts = {word: sum(line.outcome == word for line in report.results) for word in OUTCOMES}
    others = sum(counts[word] for word in ("deferred", "not_taken", "misconduct", "void", "open", "purged"))
    return Facts(
        (
            (Text("合格", "Passed"), str(counts["passed"])),
            (Text("不合格", "Failed"), str(counts["failed"])),
            (Text("缺考", "Absent"), str(counts["absent"])),
            (Text("其他", "Others"), str(others)),
        ),
        columns=4,
    )


def public_notice(report: SittingReport | None) -> Form:
    """The public notice of who passed, with names and numbers masked."""
    columns = (
        _NUMBER, _ADMISSION, _NAME, Column(Text("证件号码", "Document no."), 18),
        Column(Text("职业能力", "Ability"), 19), Column(Text("评定结果", "Outcome"), 11, Align.CENTRE),
    )  # fmt: skip
    rows: list[list[Words]] = blank_rows(columns)
    if report is not None:
        masked = {line.admission_number: line for line in report.roster}
        shown = [line for line in report.results if line.outcome == "passed" and line.admission_number in masked]
        rows = [
            [
                str(n), line.admission_number, masked[line.admission_number].masked_name,
                masked[line.admission_number].masked_number, report.head.ability, outcome(line.outcome),
            ]
            for n, line in enumerate(shown, start=1)
        ]  # fmt: skip
    days = str(report.head.notice_working_days) if report else "____"
    said = Text(
        f"下列人员经考核合格，拟发给专项职业能力证书，现予公示，公示期 {days} 个工作日。"
        "对结果有异议的，请在公示期内以书面形式向本考点提出。",
        "The persons below passed and are to receive the certificate. Objections may be made to the centre in "
        f"writing within {days} working days.",
    )
    parts: list[Part] = [
        head_facts(report),
        Note(said, soft=False),
        Grid(columns, rows, row_mm=8),
        Note(Text("姓名与证件号码已作隐去处理。", "Names and document numbers are masked.")),
        Facts(
            (
                (Text("公示单位", "Published by"), report.head.issuer if report else ""),
                (Text("联系电话", "Telephone"), ""),
                (Text("公示起止", "From and to"), _notice_days(report)),
            ),
            columns=1,
        ),
    ]
    return Form(Text("考核结果公示", "Public notice of results"), under(report), parts, foot(report))


def _notice_days(report: SittingReport | None) -> Words:
    """Return from when to when the notice stands; empty, to be written in, where the results have no one day."""
    published = {line.published_on for line in report.results if line.outcome == "passed"} if report else set()
    if report is None or len(published) != 1 or "" in published or not report.head.notice_working_days:
        return ""
    first = date.fromisoformat(published.pop())
    last = last_notice_day(first, report.head.notice_working_days, report.head.calendar)
    return Text(f"{first} 至 {last}", f"{first} to {last}")


_STATES = {"": Text("有效", "valid"), "reissued": Text("补发", "reissued"), "revoked": Text("撤销", "revoked")}


def certificate_register(report: SittingReport | None) -> Form:
    """The certificate register: number, holder, day, state, who received it."""
    columns = (
        _NUMBER, Column(Text("证书编号", "Certificate no."), 15), _NAME, Column(Text("证件号码", "Document no."), 17),
        Column(Text("职业能力", "Ability"), 17), Column(Text("发证日期", "Issued on"), 11),
        Column(Text("状态", "State"), 7, Align.CENTRE), Column(Text("领取人签字", "Received by"), 15),
        Column(Text("领取日期", "On"), 10),
    )  # fmt: skip
    rows: list[list[Words]] = (
        blank_rows(columns, 9)
        if report is None
        else [
            [
                str(n), line.number, line.name, line.masked_number, line.ability, line.issued_on,
                _STATES.get(line.state, line.state), "", "",
            ]
            for n, line in enumerate(report.register, start=1)
        ]
    )  # fmt: skip
    parts: list[Part] = [
        head_facts(report),
        Grid(columns, rows, row_mm=9),
        Signatures((Text("发证人", "Issued by"), Text("复核人", "Checked by"))),
    ]
    return Form(Text("证书发放登记表", "Certificate register"), under(report), parts, foot(report), wide=True)
