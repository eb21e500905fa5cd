"""The score record of one candidate: marks, tags with their times, remarks, signatures.

Why this room exists: this is what an appeal looks at first; every mark stands beside who gave it, and every tag beside
the second of the film.
"""

from collections.abc import Mapping, Sequence

from app.centre.report_values import AnswerLine, ScoreRecord, SubjectSheet
from app.exam.bank import Text
from app.exam.local_time import local_time
from app.exam.verdict import SUBJECT_STATE_NAMES
from app.paperwork.forms.lists import outcome, points
from app.paperwork.forms.parts import Align, Column, Facts, Form, Grid, Heading, Note, Part, Signatures, Words
from app.paperwork.forms.sheets import SUBJECTS


def clock(position_ms: int) -> str:
    """Return a position in a film: ``02:05.4``."""
    seconds, ms = divmod(position_ms, 1000)
    return f"{seconds // 60:02d}:{seconds % 60:02d}.{ms // 100}"


def score_record(record: ScoreRecord) -> Form:
    """The score record of an attempt that is published."""
    head, who = record.head, record.candidate
    parts: list[Part] = [
        Facts(
            (
                (Text("准考证号", "Admission no."), who.admission_number),
                (Text("姓名", "Name"), who.name),
                (Text("证件号码", "Document no."), who.masked_number),
                (Text("考核日期", "Date"), head.held_on.isoformat()),
                (Text("考核地点", "Place"), head.place),
                (Text("产品样品", "Sample"), record.sample or Text("--")),
                (Text("评定结果", "Outcome"), outcome(record.outcome)),
                (Text("公示日期", "Published on"), record.published_on or "--"),
            )
        ),
        _overview(record.subjects),
        *_answers(record.answers),
        *[part for subject in record.subjects if subject.lines or subject.tags for part in _subject(subject)],
        Note(
            Text(
                f"样品抽签校验码 {record.sample_proof or '--'}。本记录由封存的考核记录重算得出，记录摘要如下。",
                f"Proof code of the sample's draw: {record.sample_proof or '--'}. This record was recomputed from the "
                "sealed record, whose digest is:",
            )
        ),
        Note(record.record_digest, digest=True),
        Signatures((Text("考评员", "Examiner"), Text("考评组长", "Lead examiner"), Text("考务员", "Clerk"))),
    ]
    foot = Text(f"{head.issuer.zh} · {head.code}", f"{head.issuer.in_language('en')} · {head.code}")
    return Form(Text("考核评分记录表", "Score record"), head.scheme, parts, foot)


def blank_score_record(subject: SubjectSheet) -> Form:
    """A marking sheet to fill in by hand: a subject's lines without marks, room for tags."""
    facts = Facts(
        (
            (Text("准考证号", "Admission no."), ""), (Text("姓名", "Name"), ""),
            (Text("考核日期", "Date"), ""), (Text("直播间", "Booth"), ""),
            (Text("产品样品", "Sample"), ""), (Text("考评员", "Examiner"), ""),
        )
    )  # fmt: skip
    lines = (
        Column(Text("评分项", "Line"), 30), Column(Text("满分", "Full mark"), 10, Align.CENTRE),
        Column(Text("得分", "Mark"), 12), Column(Text("扣分原因", "Reason"), 40),
    )  # fmt: skip
    tags = (
        Column(Text("时间", "Time"), 12), Column(Text("情况", "What"), 46),
        Column(Text("扣分", "Taken"), 10), Column(Text("签字", "Signed"), 14),
    )  # fmt: skip
    total = str(sum(line.full for line in subject.lines) // 2)
    rows: list[list[Words]] = [[line.name, points(line.full), "", ""] for line in subject.lines]
    rows.append([_TOTAL, total, "", ""])
    parts: list[Part] = [
        facts,
        Heading(subject.name),
        Grid(lines, rows, row_mm=9),
        Heading(Text("评分标记（记录录像时间）", "Tags (with the time in the film)")),
        Grid(tags, [["", "", "", ""]] * 6, row_mm=8),
        Signatures((Text("考评员", "Examiner"), Text("红线第二签字人", "Second signature for a red line"))),
    ]
    foot = Text("填写后与电子记录一并归档", "File with the electronic record once filled in")
    return Form(Text("考核评分记录表", "Score record"), Text("空白表", "Blank form"), parts, foot)


_STATES: Mapping[str, Text] = {state.value: name for state, name in SUBJECT_STATE_NAMES.items()}
_TOTAL = Text("合计", "Total")


def _overview(subjects: Sequence[SubjectSheet]) -> Grid:
    columns = (
        Column(Text("科目", "Subject"), 30), Column(Text("状态", "State"), 16, Align.CENTRE),
        Column(Text("成绩", "Mark"), 12, Align.CENTRE), Column(Text("评分人", "Marked by"), 40),
    )  # fmt: skip
    rows: list[list[Words]] = [
        [each.name, _STATES.get(each.state, each.state), points(each.half_points), _marked_by(each)]
        for each in subjects
    ]
    return Grid(columns, rows)


def _marked_by(sheet: SubjectSheet) -> Words:
    if sheet.examiners:
        return Text("、".join(sheet.examiners), ", ".join(sheet.examiners))
    return Text("系统评分", "marked by machine") if sheet.half_points >= 0 else "--"


def _answers(answers: Sequence[AnswerLine]) -> list[Part]:
    if not answers:
        return []
    columns = (
        Column(Text("试题", "Item"), 12), Column(Text("题干", "Question"), 56),
        Column(Text("作答", "Answer"), 9, Align.CENTRE),
        Column(Text("答案", "Key"), 9, Align.CENTRE), Column(Text("判定", "Right"), 7, Align.CENTRE),
    )  # fmt: skip
    rows: list[list[Words]] = [
        [each.item, each.stem, each.answered or "--", each.key, "✓" if each.right else "×"] for each in answers
    ]
    return [Heading(SUBJECTS["theory"]), Grid(columns, rows)]


def _subject(sheet: SubjectSheet) -> list[Part]:
    names: list[Words] = list(sheet.examiners)
    lines = (
        Column(Text("评分项", "Line"), 34), Column(Text("满分", "Full mark"), 10, Align.RIGHT),
        *(Column(name, 12, Align.RIGHT) for name in names),
    )  # fmt: skip
    rows: list[list[Words]] = [
        [line.name, points(line.full), *(points(mark) for mark in line.marks)] for line in sheet.lines
    ]
    rows.append([_TOTAL, points(sum(line.full for line in sheet.lines)), *(points(total) for total in sheet.totals)])
    parts: list[Part] = [Heading(sheet.name), Grid(lines, rows)]
    if sheet.tags:
        parts.append(_tags(sheet))
    if sheet.red_lines or sheet.remarks:
        parts.append(_remarks(sheet))
    signed = [(name, local_time(at)) for name, at in zip(sheet.examiners, sheet.signed_at, strict=False)]
    said = "；".join(f"{name} {at}" for name, at in signed) or "--"
    parts.append(Note(Text(f"电子签字（北京时间）：{said}", f"Signed electronically (Beijing time): {said}")))
    return parts


def _tags(sheet: SubjectSheet) -> Grid:
    columns = (
        Column(Text("录像时间", "Film time"), 12), Column(Text("标记", "Tag"), 26), Column(Text("评分项", "Line"), 24),
        Column(Text("性质", "Sense"), 10, Align.CENTRE), Column(Text("考评员", "Examiner"), 16),
    )  # fmt: skip
    deduction, praise = Text("扣分", "deduction"), Text("表扬", "praise")
    rows: list[list[Words]] = [
        [clock(tag.position_ms), tag.name, tag.line, deduction if tag.deduction else praise, tag.examiner]
        for tag in sheet.tags
    ]
    return Grid(columns, rows)


def _remarks(sheet: SubjectSheet) -> Grid:
    columns = (
        Column(Text("说明对象", "About"), 22),
        Column(Text("说明", "Remark"), 50),
        Column(Text("考评员", "Examiner"), 16),
    )
    rows: list[list[Words]] = [[each.about, each.words, each.examiner] for each in (*sheet.red_lines, *sheet.remarks)]
    return Grid(columns, rows)
