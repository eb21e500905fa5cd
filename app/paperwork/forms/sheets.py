"""The forms that are written on: ticket, sign-in sheets, room record, supervisor's sheet, data confirmation.

Why this room exists: these are printed before a day and signed on it; each is also printed blank, for a day without
power.  A report of None stands for a blank form.
"""

from collections.abc import Sequence

from app.centre.report_values import RosterLine, SittingReport
from app.exam.bank import Text
from app.paperwork.forms.parts import (
    Align,
    Box,
    Code,
    Column,
    Facts,
    Form,
    Grid,
    Heading,
    Note,
    Part,
    Signatures,
    Words,
)  # fmt: skip

SUBJECTS = {
    "theory": Text("科目一 理论", "Subject 1: theory"),
    "clip": Text("科目二 引流短视频", "Subject 2: short video"),
    "pitch": Text("科目三 产品直播", "Subject 3: live pitch"),
}
SEXES = {"male": Text("男", "male"), "female": Text("女", "female"), "": Text("--")}
BLANK_ROWS = 16
"""Rows of a blank list."""

_NUMBER = Column(Text("序号", "No."), 5, Align.CENTRE)
_ADMISSION = Column(Text("准考证号", "Admission no."), 14)
_NAME = Column(Text("姓名", "Name"), 16)


def head_facts(report: SittingReport | None) -> Facts:
    """Return what stands at the head of every form of a sitting."""
    head = report.head if report else None
    return Facts(
        (
            (Text("场次", "Sitting"), head.code if head else ""),
            (Text("考核日期", "Date"), head.held_on.isoformat() if head else ""),
            (Text("考核地点", "Place"), head.place if head else ""),
            (Text("直播间数", "Booths"), str(head.booths) if head else ""),
        )
    )


def under(report: SittingReport | None) -> Words:
    """Return the line under a title: what is examined."""
    return report.head.scheme if report else Text("空白表", "Blank form")


def foot(report: SittingReport | None) -> Words:
    """Return what stands at the foot: who issues, and which sitting."""
    if report is None:
        return Text("填写后与电子记录一并归档", "File with the electronic record once filled in")
    head = report.head
    return Text(f"{head.issuer.zh} · {head.code}", f"{head.issuer.in_language('en')} · {head.code}")


def blank_rows(columns: Sequence[Column], count: int = BLANK_ROWS) -> list[list[Words]]:
    """Return numbered rows to fill in."""
    return [[str(index), *[""] * (len(columns) - 1)] for index in range(1, count + 1)]


def admission_tickets(report: SittingReport | None) -> list[Form]:
    """One ticket a candidate: who, when, where, which subjects, a QR code of the admission number."""
    title = Text("准考证", "Admission ticket")
    lines = report.roster if report else (None,)
    return [Form(title, under(report), _ticket(report, line), foot(report)) for line in lines]


def _ticket(report: SittingReport | None, line: RosterLine | None) -> list[Part]:
    head = report.head if report else None
    who = Facts(
        (
            (Text("准考证号", "Admission no."), line.admission_number if line else ""),
            (Text("姓名", "Name"), line.name if line else ""),
            (Text("性别", "Sex"), SEXES[line.sex] if line else ""),
            (Text("证件类型", "Document"), line.document_kind if line else ""),
            (Text("证件号码", "Document no."), line.masked_number if line else ""),
        ),
        columns=1,
    )
    subjects = line.subjects if line else tuple(SUBJECTS)
    when: list[tuple[Words, Words]] = [
        (Text("考核日期", "Date"), head.held_on.isoformat() if head else ""),
        (Text("报到时间", "Come at"), line.time if line else ""),
        (Text("考核地点", "Place"), head.place if head else ""),
        (Text("直播间", "Booth"), line.booth if line else ""),
    ]
    return [
        Code(line.admission_number if line else "", who, Text("报到时出示", "Show at check-in"), photo=True),
        Heading(Text("时间与地点", "When and where")),
        Facts(when),
        Heading(Text("考核科目", "Subjects")),
        Grid(_TICKET_COLUMNS, [[SUBJECTS[subject], "□", ""] for subject in subjects], row_mm=9),
        Heading(Text("请注意", "Please note")),
        *[Note(text) for text in _TICKET_NOTES],
    ]


_TICKET_COLUMNS = (
    Column(Text("科目", "Subject"), 40), Column(Text("已完成", "Done"), 14, Align.CENTRE),
    Column(Text("考评员签字", "Examiner's signature"), 30),
)  # fmt: skip
_TICKET_NOTES = (
    Text(
        "1. 请携带本证和有效身份证件原件，于报到时间前到场。没有证件原件不能参加考核。",
        "1. Bring this ticket and your original identity document, and come on time. "
        "Nobody is admitted without the original document.",
    ),
    Text(
        "2. 手机等通信设备交由考务人员保管。考核所用手机由考点提供。",
        "2. Leave phones and other devices with the staff. The exam's phone is provided.",
    ),
    Text(
        "3. 试卷和产品样品均由抽签决定。抽签承诺值印在签到表上，考核结束后公布密钥，任何人都可以复算。",
        "3. Papers and product samples are drawn by lot. The commitment is printed on the sign-in sheet; the secret is "
        "published afterwards, so that anybody can recompute each draw.",
    ),
    Text(
        "4. 直播考核全程录像，用于评分、复核与申诉，保存期满后销毁。录像前会征得您的同意。",
        "4. The live pitch is filmed for marking, review and appeals, and destroyed when its time is over. "
        "You are asked before filming begins.",
    ),
)


def candidates_sign_in(report: SittingReport | None) -> Form:
    """The candidates' sign-in sheet, with the promise that the draws rest on."""
    columns = (
        _NUMBER, _ADMISSION, _NAME, Column(Text("证件号码", "Document no."), 18),
        Column(Text("报到时间", "Came at"), 9, Align.CENTRE), Column(Text("本人签字", "Signature"), 18),
    )  # fmt: skip
    if report is None:
        rows = blank_rows(columns)
    else:
        rows = [
            [str(index), line.admission_number, line.name, line.masked_number, "", ""]
            for index, line in enumerate(report.roster, start=1)
        ]
    parts: list[Part] = [
        head_facts(report),
        *_commitment(report),
        Grid(columns, rows, row_mm=10),
        Signatures((Text("考务员", "Clerk"), Text("考评员", "Examiner"), Text("督导员", "Supervisor"))),
    ]
    return Form(Text("考生签到表", "Candidates' sign-in sheet"), under(report), parts, foot(report))


def _commitment(report: SittingReport | None) -> list[Part]:
    """The commitment in full, with the sentence that says what it is for; a line to copy it onto when blank."""
    label = Text("抽签承诺值", "Draw commitment")
    if report is None:
        return [Facts(((label, ""),), columns=1)]
    why = Text(
        "以下 64 位承诺值在考生到场前已确定，决定本场全部试卷与产品样品的抽签结果。考核结束后公布密钥："
        "“kaobo/commit/1”、换行符与密钥相连，其 SHA-256 与此相符，即证明抽签未被更改。",
        "The 64 digits below were fixed before anybody arrived and decide every paper and sample of this sitting. "
        "The secret is published afterwards: the SHA-256 of “kaobo/commit/1”, a line feed and the secret must equal "
        "them, which proves that no draw was changed.",
    )
    return [Note(why), Note(report.head.commitment, digest=True)]


def examiners_sign_in(report: SittingReport | None) -> Form:
    """The examiners' sign-in sheet."""
    columns = (
        _NUMBER, _NAME, Column(Text("职责", "Role"), 16), Column(Text("直播间", "Booth"), 9, Align.CENTRE),
        Column(Text("到岗时间", "From"), 10, Align.CENTRE), Column(Text("离岗时间", "To"), 10, Align.CENTRE),
        Column(Text("签字", "Signature"), 18),
    )  # fmt: skip
    rows: list[list[Words]] = (
        blank_rows(columns, 12)
        if report is None
        else [[str(n), each.name, each.roles, "", "", "", ""] for n, each in enumerate(report.staff, start=1)]
    )
    avoid = Text(
        "签字即声明：与本场考生无亲属、师生或利益关系；如有，已申请回避。",
        "By signing I declare that I am no relative, teacher or partner of any candidate of this sitting, or have "
        "stood aside.",
    )
    parts: list[Part] = [
        head_facts(report),
        Note(avoid),
        Grid(columns, rows, row_mm=11),
        Signatures((Text("考评组长", "Lead examiner"), Text("督导员", "Supervisor"))),
    ]
    return Form(Text("考评人员签到表", "Examiners' sign-in sheet"), under(report), parts, foot(report))


def room_record(report: SittingReport | None) -> Form:
    """The room record: how many came, who did not, misconduct, incidents."""
    counts: list[tuple[Words, Words]] = [
        (Text("应到人数", "Planned"), str(len(report.roster)) if report else ""),
        (Text("实到人数", "Came"), str(report.came) if report else ""),
        (Text("缺考人数", "Absent"), str(len(report.absent)) if report else ""),
        (Text("违纪与异常", "Incidents"), str(len(report.incidents)) if report else ""),
    ]
    absent = (_NUMBER, _ADMISSION, _NAME, Column(Text("备注", "Remark"), 30))
    incidents = (
        Column(Text("时间", "Time"), 12), _ADMISSION, Column(Text("类别", "Kind"), 14),
        Column(Text("情况与处理", "What happened and what was done"), 40),
    )  # fmt: skip
    missing: list[list[Words]]
    happened: list[list[Words]]
    if report is None:
        missing, happened = blank_rows(absent, 4), [[""] * len(incidents)] * 5
    else:
        missing = [[str(n), each.admission_number, each.name, ""] for n, each in enumerate(report.absent, start=1)]
        happened = [[each.at, each.admission_number, each.kind, each.words] for each in report.incidents]
    parts: list[Part] = [
        head_facts(report),
        Facts(counts, columns=2),
        Heading(Text("缺考考生", "Absent candidates")),
        Grid(absent, missing, row_mm=9),
        Heading(Text("违纪与异常情况", "Misconduct and incidents")),
        Grid(incidents, happened, row_mm=9),
        Box(Text("补充说明", "Remarks"), 24),
        Signatures((Text("考评员", "Examiner"), Text("考务员", "Clerk"), Text("督导员", "Supervisor"))),
    ]
    return Form(Text("考场情况记录单", "Room record"), under(report), parts, foot(report))


_WATCHED = (
    Text(
        "考点与直播间按要求布置，设备开考前已检查", "Place and booths are set up; devices were checked before the start"
    ),
    Text("考评员、考务员证件齐全，回避情况已核对", "Staff are identified; nobody examines a relative or pupil"),
    Text("逐人核对身份证件原件与本人", "Each person was compared with the original document"),
    Text("抽签承诺值在考生到场前已印出并公示", "The draw commitment was printed and shown before anybody arrived"),
    Text("告知书已宣读，同意后才开始录像", "The notice was given; filming began only after consent"),
    Text("试卷、样品由系统当场抽取，无人为调换", "Papers and samples were drawn on the spot and not exchanged"),
    Text("考评员独立评分，不提示、不商议", "Examiners marked on their own, without hints or talk"),
    Text("中断、补时、违纪均已当场记录", "Interruptions, granted time and misconduct were recorded at once"),
    Text("评分表全部签字，记录已封存", "All sheets are signed and the record is sealed"),
)


def supervisors_sheet(report: SittingReport | None) -> Form:
    """The supervisor's sheet: each thing to watch with yes or no, an opinion, a signature."""
    columns = (
        _NUMBER, Column(Text("督导内容", "What was watched"), 44), Column(Text("符合", "Yes"), 7, Align.CENTRE),
        Column(Text("不符合", "No"), 8, Align.CENTRE), Column(Text("情况说明", "Remark"), 22),
    )  # fmt: skip
    rows: list[list[Words]] = [[str(n), text, "□", "□", ""] for n, text in enumerate(_WATCHED, start=1)]
    parts: list[Part] = [
        head_facts(report),
        Grid(columns, rows, row_mm=10),
        Box(Text("督导意见与整改要求", "Opinion and what must change"), 34),
        Signatures((Text("督导员", "Supervisor"), Text("考点负责人", "Head of the centre"))),
    ]
    return Form(Text("内部督导表", "Supervisor's sheet"), under(report), parts, foot(report))


def data_confirmation(report: SittingReport | None) -> Form:
    """The data-confirmation sheet: what will stand on each certificate, confirmed by its holder."""
    columns = (
        _NUMBER, _ADMISSION, _NAME, Column(Text("性别", "Sex"), 6, Align.CENTRE),
        Column(Text("证件类型", "Document"), 13), Column(Text("证件号码", "Document no."), 17),
        Column(Text("职业能力", "Ability"), 17), Column(Text("本人签字", "Signature"), 16),
    )  # fmt: skip
    if report is None:
        rows = blank_rows(columns, 7)
    else:
        passed = {line.admission_number for line in report.results if line.outcome == "passed"}
        sure = [line for line in report.roster if line.admission_number in passed]
        rows = [
            [
                str(n), line.admission_number, line.name, SEXES[line.sex], line.document_kind, line.document_number,
                report.head.ability, "",
            ]
            for n, line in enumerate(sure, start=1)
        ]  # fmt: skip
    ask = Text(
        "以下信息将印在证书上。请逐字核对姓名和证件号码，确认无误后签字；有误请当场提出。",
        "This will stand on your certificate. Compare name and number letter by letter and sign; say at once if it is "
        "wrong.",
    )
    parts: list[Part] = [
        head_facts(report),
        Note(ask),
        Grid(columns, rows, row_mm=11),
        Signatures((Text("考务员", "Clerk"), Text("复核人", "Checked by"))),
    ]
    return Form(
        Text("证书数据审核确认表", "Certificate data confirmation"), under(report), parts, foot(report), wide=True
    )
