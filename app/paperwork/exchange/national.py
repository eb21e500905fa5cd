"""The theory bank as the national column format in Excel, out and in.

Why this room exists: provincial question banks are kept in one spreadsheet layout; experts edit there.

Columns, as a system that states the national format has them: ID, 序号, 认定点代码, 题型代码, 题号, the stem, options A
to E, 【图】及位置, 正确答案, 难度代码, 一致性代码, 解析.  Type codes: B 单选, G 多选, C 判断, written ``B`` or
``B（单选题）``.  Answers: ``A``; ``A,B,C``; 正确/错误.  ID: type, three levels, point, serial: ``B-A-B-C-001-002``.
An oral question is D 简答: its key points stand in the answer, a line each with what it earns (``1. … （2.5分）``),
its model answer in 解析.

The mapping of points: our syllabus has one level above the point, the national one has three.  ``G-06`` is written
``G-A-A-006`` (the two levels between are A), and ``X-A-A-nnn`` is read as ``X-nn``.  Another code is looked up in
``Defaults.points``; unknown codes are refused by row.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.exam.bank import Bank, Item, ItemKind, KeyPoint, Option, OralQuestion, Text
from app.exam.errors import Refused
from app.foreign_files import Limits
from app.paperwork.exchange.items import (
    FALSE_WORDS,
    LETTERS,
    TRUE_WORDS,
    Defaults,
    Draft,
    Loss,
    OralDraft,
    Reading,
    edge_losses,
    is_plain_true_false,
    key_id,
    letters,
    read_points,
    require_items,
    text_or_none,
    true_false,
    written_points,
)  # fmt: skip
from app.paperwork.exchange.workbooks import Column, read_table, write_table

_OPTIONS = tuple(f"试题（选项{letter}）" for letter in "ABCDE")
_COLUMNS = (
    Column("ID", 18), Column("序号", 8), Column("认定点代码", 14), Column("题型代码", 14), Column("题号", 8),
    Column("试题（题干）", 60, wrap=True), *(Column(heading, 28, wrap=True) for heading in _OPTIONS),
    Column("【图】及位置", 12), Column("正确答案", 40, wrap=True), Column("难度代码", 10), Column("一致性代码", 12),
    Column("解析", 60, wrap=True),
)  # fmt: skip
_KINDS = {ItemKind.SINGLE: "B（单选题）", ItemKind.MULTIPLE: "G（多选题）", ItemKind.TRUE_FALSE: "C（判断题）"}
_BY_CODE = {"B": ItemKind.SINGLE, "G": ItemKind.MULTIPLE, "C": ItemKind.TRUE_FALSE}
_ORAL = "D（简答题）"
_OTHER_CODES = {"T": "填空", "U": "计算", "W": "论述", "E": "案例分析", "F": "综合"}
_TYPE_WORDS = {"B": ("单",), "G": ("多",), "C": ("判断", "是非"), "D": ("简答", "问答", "口")} | {
    code: (name,) for code, name in _OTHER_CODES.items()
}
"""What a type's word must hold, so that ``B（多选题）`` is taken for neither."""

_TYPE = re.compile(r"([A-Za-z])\s*(?:[（(]\s*([^（）()]*?)\s*[）)])?")
_POINT = re.compile(r"([A-Z])-A-A-(\d{3})", re.ASCII)
_OWN_POINT = re.compile(r"([A-Z])-(\d{2})", re.ASCII)
_OWN_ID = re.compile(r"[A-Z]-\d{2}-(\d{3})", re.ASCII)
_OWN_ORAL_ID = re.compile(r"[A-Z]-\d{2}-O(\d{2})", re.ASCII)
_KEY_POINT = re.compile(
    r"(?:\d{1,2}|[（(]\d{1,2}[）)])[.．、:： ]*(.*?)(?:[（(]([\d.]{1,5})\s*分[）)])?[;；。]?", re.ASCII
)
_OWN_KEY_POINT = re.compile(r"\d{1,2}\. (.*)（([\d.]{1,5})分）", re.ASCII)
_ID = re.compile(r"[A-Z]-([A-Z]-[A-Z]-[A-Z]-\d{3})-(\d{3})", re.ASCII)
_OPTION = "试题选项"
_LIMITS = Limits()


def national_point(point: str) -> str:
    """Return the national code of a point: ``A-01`` is ``A-A-A-001``; another form stays as it is."""
    match = _OWN_POINT.fullmatch(point)
    return f"{match[1]}-A-A-{int(match[2]):03d}" if match else point


def own_point(code: str, points: Mapping[str, str]) -> str:
    """Return our code of a national point, or nothing where it is unknown."""
    if code in points:
        return points[code]
    match = _POINT.fullmatch(code)
    if match and int(match[2]) < 100:
        return f"{match[1]}-{int(match[2]):02d}"
    return code if _OWN_POINT.fullmatch(code) else ""


def write_national(path: Path, bank: Bank) -> list[Loss]:
    """Write a bank's items and oral questions; return what the format cannot hold.

    Raises:
        Unavailable: the file cannot be written.
    """
    losses: list[Loss] = []
    rows: list[Sequence[str | int]] = []
    for item in bank.items:
        if len(item.options) > len(_OPTIONS):
            losses.append(Loss(item.id, "the whole item", f"{len(item.options)} options; the format has five"))
            continue
        losses += (*_losses(item), *edge_losses(item))
        rows.append(_row(len(rows) + 1, item))
    for question in bank.oral_questions:
        losses += (*_oral_losses(question), *edge_losses(question))
        rows.append(_oral_row(len(rows) + 1, question))
    write_table(path, "理论试题", _COLUMNS, rows)
    return losses


def _oral_losses(question: OralQuestion) -> list[Loss]:
    found = [Loss(question.id, "source, effective_from, checked_on", _NO_COLUMN)]
    texts = [key.text for key in question.key_points]
    if any(text.en for text in (question.stem, question.model_answer, *texts)):
        found.append(Loss(question.id, "English", "the format has one language"))
    if any("\n" in text.zh for text in texts):
        found.append(Loss(question.id, "line breaks of key points", "each stands on one line"))
    if [key.id for key in question.key_points] != [key_id(index) for index in range(len(texts))]:
        found.append(Loss(question.id, "ids of key points", "they are numbered"))
    if not (question.id.startswith(f"{question.point}-") and _OWN_ORAL_ID.fullmatch(question.id)):
        found.append(Loss(question.id, "id", "it is not made of the point's code, O and a serial"))
    return found


_NO_COLUMN = "the format has no column for them"


def _oral_row(index: int, question: OralQuestion) -> Sequence[str | int]:
    serial = question.id.rpartition("-")[2].removeprefix("O").zfill(3)
    point = national_point(question.point)
    answer = "\n".join(
        f"{number}. {key.text.zh.replace(chr(10), ' ')}（{written_points(key.half_points)}分）"
        for number, key in enumerate(question.key_points, start=1)
    )
    return (
        f"D-{point}-{serial}", str(index), point, _ORAL, serial, question.stem.zh, *[""] * len(_OPTIONS), "", answer,
        str(question.difficulty), "", question.model_answer.zh,
    )  # fmt: skip


def _losses(item: Item) -> list[Loss]:
    found = [Loss(item.id, "source, effective_from, checked_on", _NO_COLUMN)]
    texts = (item.stem, item.explanation, *(option.text for option in item.options))
    if any(text.en for text in texts) and not _only_standard_english(item):
        found.append(Loss(item.id, "English", "the format has one language"))
    if item.kind is ItemKind.TRUE_FALSE and not is_plain_true_false(item):
        found.append(Loss(item.id, "wording of the options", "true/false answers are 正确 and 错误"))
    if not (_OWN_POINT.fullmatch(item.point) and item.id.startswith(f"{item.point}-") and _OWN_ID.fullmatch(item.id)):
        found.append(Loss(item.id, "id", "it is not made of the point's code and a serial"))
    return found


def _only_standard_english(item: Item) -> bool:
    return is_plain_true_false(item) and not item.stem.en and not item.explanation.en


def _row(index: int, item: Item) -> Sequence[str | int]:
    serial = item.id.rpartition("-")[2]
    point = national_point(item.point)
    judged = item.kind is ItemKind.TRUE_FALSE
    options = [] if judged else [option.zh for option in item.options]
    options += [""] * (len(_OPTIONS) - len(options))
    answer = ("正确" if item.options[0].right else "错误") if judged else letters(item)
    code = _KINDS[item.kind]
    return (
        f"{code[0]}-{point}-{serial}", str(index), point, code, serial, item.stem.zh, *options, "", answer,
        str(item.difficulty), "", item.explanation.zh,
    )  # fmt: skip


def read_national(path: Path, defaults: Defaults | None = None) -> Reading:
    """Read items from a workbook in this format.

    Raises:
        Refused: not such a workbook, or a row that is no item, with row and column.
    """
    chosen = defaults or Defaults()
    rows = read_table(path, _LIMITS)
    if not rows:
        raise Refused(f"{path.name} is empty.", advice="Check that it is the right file.")
    places = _places(path, rows[0])
    items: list[Item] = []
    oral: list[OralQuestion] = []
    losses: list[Loss] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: (row[at].strip() if at < len(row) else "") for name, at in places.items()}
        place = f"{path.name}, row {number}"
        if _type_code(place, cells["题型代码"]) == _ORAL[0]:
            oral.append(_oral(place, cells, chosen, losses).finish(chosen, len(oral) + 1, losses))
        elif any(cells.values()):
            _take(place, cells, chosen, items, losses)
    require_items(path.name, [*items, *oral])
    return Reading(tuple(items), tuple(losses), tuple(oral))


def _oral(place: str, cells: Mapping[str, str], defaults: Defaults, losses: list[Loss]) -> OralDraft:
    """Read a row of type D: each line of the answer is a key point; an answer in one piece is the model answer."""
    draft = OralDraft(place, point=_point(place, cells, defaults))
    draft.id = _own_id(draft.point, cells, "O", 2)
    draft.stem, draft.model_answer = text_or_none(cells["试题（题干）"]), text_or_none(cells.get("解析", ""))
    draft.difficulty = _difficulty(place, cells.get("难度代码", ""))
    _name_unheld(draft.id or place, cells, losses)
    lines = [line.strip() for line in cells["正确答案"].splitlines() if line.strip()]
    found = [_OWN_KEY_POINT.fullmatch(line) or _KEY_POINT.fullmatch(line) for line in lines]
    if any(match is None or not match[1].strip() for match in found):
        draft.model_answer = draft.model_answer or text_or_none("\n".join(lines))
        found = []
    draft.key_points = tuple(
        KeyPoint(key_id(index), Text(match[1].strip()), read_points(f"{place}, column 正确答案", match[2] or ""))
        for index, match in enumerate(found)
        if match is not None
    )
    return draft


def _name_unheld(item: str, cells: Mapping[str, str], losses: list[Loss]) -> None:
    for name, word in (("【图】及位置", "picture"), ("一致性代码", "consistency code")):
        if cells.get(name):
            losses.append(Loss(item, word, "Kaobo's items have none"))


def _places(path: Path, header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        bare = _bare(heading)
        if bare and bare in found:
            raise Refused(f"{path.name} has the column {heading} twice.", advice="Delete one of them.")
        if bare.startswith(_OPTION) and bare not in {_bare(known) for known in _OPTIONS}:
            raise Refused(
                f"{path.name}: the format has no column {heading}.", advice="Give items five options at most."
            )
        found[bare] = index
    places = {}
    for column in _COLUMNS:
        at = found.get(_bare(column.heading))
        if at is not None:
            places[column.heading] = at
    for needed in ("题型代码", "试题（题干）", "正确答案", "认定点代码"):
        if needed not in places:
            raise Refused(f"{path.name} lacks the column {needed}.", advice="Use the columns of an exported file.")
    return places


def _bare(heading: str) -> str:
    return re.sub(r"[\s()（）【】]", "", heading)


def _take(place: str, cells: Mapping[str, str], defaults: Defaults, items: list[Item], losses: list[Loss]) -> None:
    code = _type_code(place, cells["题型代码"])
    own_id = cells.get("ID", "")
    if code in _OTHER_CODES:
        reason = f"type {code} ({_OTHER_CODES[code]}) is not machine-marked"
        losses.append(Loss(own_id or place, "the whole item", reason))
        return
    kind = _BY_CODE.get(code)
    if kind is None:
        raise _no_type(place, code)
    draft = Draft(place, kind=kind, point=_point(place, cells, defaults))
    draft.id = _own_id(draft.point, cells)
    draft.stem, draft.explanation = text_or_none(cells["试题（题干）"]), text_or_none(cells.get("解析", ""))
    draft.difficulty = _difficulty(place, cells.get("难度代码", ""))
    draft.options = _options(place, kind, cells)
    _name_unheld(draft.id or place, cells, losses)
    items.append(draft.finish(defaults, len(items) + 1, losses))


def _type_code(place: str, written: str) -> str:
    """Return a type's letter, nothing where nothing is written; the word beside the letter must be that letter's."""
    match = _TYPE.fullmatch(written)
    code, word = (match[1].upper(), match[2] or "") if match else ("", "")
    if (written and code not in _TYPE_WORDS) or (word and not any(part in word for part in _TYPE_WORDS[code])):
        raise _no_type(place, written)
    return code


def _no_type(place: str, written: str) -> Refused:
    return Refused(f"{place}, column 题型代码: {written!r} is no known type.", advice="Write B, G, C or D.")


def _point(place: str, cells: Mapping[str, str], defaults: Defaults) -> str:
    code = cells["认定点代码"].upper()
    point = own_point(code, defaults.points)
    if code and not point:
        raise Refused(
            f"{place}, column 认定点代码: {code!r} is no point of this syllabus.",
            advice="Give the mapping of points, or write codes such as A-A-A-001.",
        )
    return point


def _own_id(point: str, cells: Mapping[str, str], letter: str = "", digits: int = 3) -> str:
    """Return ``<point>-<serial>`` (of oral questions ``<point>-O<serial>``), or the row's own id where it has none."""
    match = _ID.fullmatch(cells.get("ID", ""))
    serial = match[2] if match else cells.get("题号", "")
    if point and serial.isascii() and serial.isdigit() and len(serial) <= 3:
        return f"{point}-{letter}{int(serial):0{digits}d}"
    return cells.get("ID", "")


def _difficulty(place: str, written: str) -> int:
    if not written:
        return 0
    if written[:1] not in "12345" or len(written) > 1:
        raise Refused(f"{place}, column 难度代码: {written!r} is not 1 to 5.", advice="Write a digit from 1 to 5.")
    return int(written)


def _options(place: str, kind: ItemKind, cells: Mapping[str, str]) -> tuple[Option, ...]:
    answer = cells["正确答案"]
    if kind is ItemKind.TRUE_FALSE:
        if answer in TRUE_WORDS or answer in FALSE_WORDS:
            return true_false(answer=answer in TRUE_WORDS)
        raise Refused(f"{place}, column 正确答案: {answer!r} is neither 正确 nor 错误.", advice="Write one of the two.")
    texts = [cells.get(heading, "") for heading in _OPTIONS]
    while texts and not texts[-1]:
        texts.pop()
    if not all(texts):
        raise Refused(f"{place}: option {LETTERS[texts.index('')]} is empty.", advice="Leave no gap between options.")
    chosen = [letter for letter in re.split(r"[\s,，、;；]*", answer.upper()) if letter]
    known = LETTERS[: len(texts)]
    if not chosen or len(set(chosen)) != len(chosen) or any(letter not in known for letter in chosen):
        raise Refused(f"{place}, column 正确答案: {answer!r} names no options of it.", advice="Write such as A or A,C.")
    return tuple(Option(Text(text).zh, right=letter in chosen) for letter, text in zip(known, texts, strict=True))
