"""The theory bank as Moodle GIFT, out and in.

Why this room exists: training bodies practise in Moodle; they need the items without typing them anew.

GIFT holds everything that an item has: id and tags in the comment that Moodle reads before a question
(``// [id:G-06-001] [tag:…]``), the two languages as spans that Moodle's multi-language filter knows, the explanation as
general feedback.  An oral question is an essay, its model answer and a list of its key points as general feedback.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from app.exam.bank import Bank, Item, ItemKind, KeyPoint, Option, OralQuestion, Source, Text
from app.exam.errors import Refused, Unavailable
from app.foreign_files import read_small
from app.paperwork.exchange.items import (
    FALSE_WORDS,
    TRUE_WORDS,
    Asked,
    Defaults,
    Draft,
    Known,
    Loss,
    OralDraft,
    Reading,
    asked_in,
    day_or_none,
    edge_losses,
    is_plain_true_false,
    key_id,
    read_points,
    require_items,
    text_or_none,
    texts_of,
    true_false,
    written_points,
)  # fmt: skip
from app.whole_files import put_whole

_MOST_BYTES = 16_000_000
_SPECIAL = re.compile(r"([~=#{}:\\])")
_SPAN = re.compile(r'<span\s+lang="(zh|en)[^"]*"\s+class="multilang">(.*?)</span>', re.DOTALL)
_MARK = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_KEY_POINTS = re.compile(r"<ol[^<>]*>(.*?)</ol>", re.DOTALL)
_KEY_POINT = re.compile(r"<li(?:\s+id=\"([^\"<>]*)\")?[^<>]*>(?:\s*\(([0-9.]{1,5})\) )?(.*?)</li>", re.DOTALL)


def write_gift(path: Path, bank: Bank) -> list[Loss]:
    """Write a bank's items and oral questions; return what GIFT cannot hold.

    Raises:
        Unavailable: the file cannot be written.
    """
    losses: list[Loss] = []
    parts = [f"// {bank.name.zh} {bank.version}\n"]
    category = ""
    for item in asked_in(bank):
        losses += edge_losses(item)
        if any("\r" in text.zh + text.en for text in texts_of(item)):
            losses.append(Loss(item.id, "carriage returns", "they become line breaks"))
        if item.point != category:
            category = item.point
            parts.append(f"$CATEGORY: $course$/{bank.id}/{category}\n")
        if isinstance(item, OralQuestion):
            parts.append(_essay(item))
            continue
        if item.kind is ItemKind.TRUE_FALSE and not is_plain_true_false(item):
            losses.append(Loss(item.id, "wording of the options", "GIFT's true/false questions have none"))
        parts.append(_question(item))
    try:
        put_whole(path, "\n".join(parts).encode(), mode=0o666)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be written.", advice="Check the disk and its rights.") from error
    return losses


def _question(item: Item) -> str:
    return f"{_head(item, item.kind.value)}{{\n{_answers(item)}\t####{_both(item.explanation)}\n}}\n"


def _essay(question: OralQuestion) -> str:
    keys = "".join(
        f'<li id="{html.escape(key.id)}">({written_points(key.half_points)}) {_spans(key.text)}</li>'
        for key in question.key_points
    )
    return f"{_head(question, 'oral')}{{####{_both(question.model_answer)}{_escaped(f'<ol>{keys}</ol>')}}}\n"


def _head(item: Asked, kind: str) -> str:
    tags = [
        f"point-{item.point}", f"difficulty-{item.difficulty}", f"kind-{kind}", f"source-{item.source.ref}",
        f"article-{item.source.article}", f"effective-{item.effective_from}", f"checked-{item.checked_on}",
    ]  # fmt: skip
    marks = " ".join(f"[tag:{_bracketed(tag)}]" for tag in tags if not tag.endswith("article-"))
    return f"// [id:{_bracketed(item.id)}] {marks}\n::{_escaped(item.id)}::[html]{_both(item.stem)}"


def _answers(item: Item) -> str:
    if item.kind is ItemKind.TRUE_FALSE:
        return "TRUE\n" if item.options[0].right else "FALSE\n"
    share = _percent(len(item.key))
    lines = []
    for option in item.options:
        several = f"%{share}%" if option.right else "%-100%"
        sign = f"~{several}" if item.kind is ItemKind.MULTIPLE else ("=" if option.right else "~")
        lines.append(f"\t{sign}{_both(option.text)}\n")
    return "".join(lines)


def _percent(count: int) -> str:
    """Return 100/count as Moodle's list of grades spells it: up to five digits after the point."""
    whole = 10_000_000 // count
    return f"{whole // 100_000}.{whole % 100_000:05d}".rstrip("0").rstrip(".")


def _both(text: Text) -> str:
    return _escaped(_spans(text))


def _spans(text: Text) -> str:
    zh, en = (html.escape(part, quote=False).replace("\n", "<br/>") for part in (text.zh, text.en))
    if not en:
        return zh
    return "".join(f'<span lang="{lang}" class="multilang">{part}</span>' for lang, part in (("zh", zh), ("en", en)))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _bracketed(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]").replace("\n", " ")


def read_gift(path: Path, defaults: Defaults | None = None) -> Reading:
    """Read choice and true/false questions and essays (oral questions) from a GIFT file.

    Other kinds of question are left out and named.

    Raises:
        Refused: not UTF-8, too large, or a question that cannot be read, with its line.
    """
    chosen = defaults or Defaults()
    try:
        text = read_small(path, _MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not UTF-8.", advice="Save it as UTF-8.") from error
    items: list[Item] = []
    oral: list[OralQuestion] = []
    losses: list[Loss] = []
    for line, block in _blocks(text):
        place = f"{path.name}, line {line}"
        draft = _draft(place, block, losses)
        if isinstance(draft, OralDraft):
            oral.append(draft.finish(chosen, len(oral) + 1, losses))
        elif draft is not None:
            items.append(draft.finish(chosen, len(items) + 1, losses))
    require_items(path.name, [*items, *oral])
    return Reading(tuple(items), tuple(losses), tuple(oral))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each question with the number of its first line; questions are parted by empty lines outside braces."""
    block: list[str] = []
    first = depth = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        depth += 0 if line.lstrip().startswith("//") else _braces(line)
        if line.strip() or (block and depth > 0):
            first = first or number
            block.append(line)
        elif block:
            yield first, "\n".join(block)
            block, first, depth = [], 0, 0
    if block:
        yield first, "\n".join(block)


def _braces(line: str) -> int:
    bare = re.sub(r"\\.", "", line)
    return bare.count("{") - bare.count("}")


def _draft(place: str, block: str, losses: list[Loss]) -> Draft | OralDraft | None:
    lines = block.split("\n")
    marks = [mark for line in lines if line.lstrip().startswith("//") for mark in _MARK.findall(line)]
    body = "\n".join(line for line in lines if not line.lstrip().startswith(("//", "$CATEGORY:"))).strip()
    if not body:
        return None
    title, stem, answers, rest = _parted(place, body)
    answers, feedback = _cut(answers, "####")
    draft = Draft(place) if answers.strip() or rest.strip() else OralDraft(place)
    _read_marks(draft, marks)
    draft.id, draft.stem = draft.id or title, _text(stem)
    if rest.strip():
        losses.append(Loss(draft.id or place, "the whole question", "missing-word questions are not taken"))
        return None
    if isinstance(draft, OralDraft):
        _read_essay(draft, feedback)
        return draft
    draft.explanation = _text(feedback)
    if not _read_answers(draft, answers.strip(), losses):
        losses.append(Loss(draft.id or place, "the whole question", _NOT_TAKEN))
        return None
    return draft


_NOT_TAKEN = "only choice, true/false and essay questions are taken"


def _read_essay(draft: OralDraft, feedback: str) -> None:
    """Read the model answer and, from a list after it, the key points with what each earns."""
    plain = _unescaped(feedback)
    listed = _KEY_POINTS.search(plain)
    found = [(match, _plain_text(match[3])) for match in _KEY_POINT.finditer(listed[1] if listed else "")]
    draft.key_points = tuple(
        KeyPoint(html.unescape(match[1] or "") or key_id(index), text, read_points(draft.place, match[2] or ""))
        for index, (match, text) in enumerate(found)
        if text is not None
    )
    draft.model_answer = _plain_text(plain[: listed.start()] + plain[listed.end() :] if listed else plain)


def _read_marks(draft: Known, marks: list[tuple[str, str]]) -> None:
    known = {}
    for kind, written in marks:
        value = re.sub(r"\\(.)", r"\1", written)
        if kind == "id":
            draft.id = value
        else:
            name, _, rest = value.partition("-")
            known[name] = rest
    draft.point = known.get("point", "")
    if "kind" in known:
        draft.set_kind(known["kind"])
    draft.difficulty = _level(draft.place, known["difficulty"]) if "difficulty" in known else 0
    if "source" in known:
        draft.source = Source(known["source"], known.get("article", ""))
    draft.effective_from = day_or_none(draft.place, known.get("effective", ""))
    draft.checked_on = day_or_none(draft.place, known.get("checked", ""))


def _level(place: str, written: str) -> int:
    if written not in ("1", "2", "3", "4", "5"):
        raise Refused(f"{place}: the tag difficulty-{written} is not 1 to 5.", advice="Write such as difficulty-3.")
    return int(written)


def _parted(place: str, body: str) -> tuple[str, str, str, str]:
    """Return title, stem, what stands in the braces, and what follows them."""
    title = ""
    if body.startswith("::"):
        title, found, body = _split(body[2:], "::")
        if not found:
            raise Refused(f"{place}: the title has no end.", advice="Close it with ::.")
    stem, opened, body = _split(body, "{")
    answers, closed, rest = _split(body, "}")
    if not opened or not closed:
        raise Refused(f"{place}: the question has no answers in braces.", advice="Write { … } after the question.")
    return _unescaped(title.strip()), stem, answers, rest


def _split(text: str, sign: str) -> tuple[str, bool, str]:
    """Split at the first sign that no backslash escapes."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text.startswith(sign, at):
            return text[:at], True, text[at + len(sign) :]
        at += 1
    return text, False, ""


def _cut(text: str, sign: str) -> tuple[str, str]:
    before, _, after = _split(text, sign)
    return before, after


def _read_answers(draft: Draft, answers: str, losses: list[Loss]) -> bool:
    word = _cut(answers, "#")[0].strip()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        draft.kind, draft.options = ItemKind.TRUE_FALSE, true_false(answer=word in TRUE_WORDS)
        return True
    if not answers.startswith(("=", "~")):
        return False
    weighted = False
    options, shares = [], set()
    for sign, whole in _answer_parts(answers):
        part, feedback = _cut(whole, "#")
        if feedback.strip():
            losses.append(Loss(draft.id or draft.place, "feedback of an option", "Kaobo's options have none"))
        match = re.match(r"%(-?[0-9]{1,3}(?:\.[0-9]{1,7})?)%", part)
        weighted = weighted or match is not None
        right = sign == "=" or (match is not None and not match[1].startswith("-") and match[1].strip("0.") != "")
        if match and right:
            shares.add(match[1])
        text = _text(part[match.end() :] if match else part)
        if text is None:
            return False
        options.append(Option(text.zh, text.en, right))
    if len(shares) > 1:
        losses.append(Loss(draft.id or draft.place, "unequal shares", "every right option counts alike here"))
    if all(option.right for option in options) and not weighted:
        return False  # a short-answer question
    draft.kind = draft.kind or (ItemKind.MULTIPLE if weighted else None)
    draft.options = tuple(options)
    return True


def _answer_parts(answers: str) -> Iterator[tuple[str, str]]:
    sign, start, at = answers[0], 1, 1
    while at < len(answers):
        if answers[at] == "\\":
            at += 2
            continue
        if answers[at] in "=~":
            yield sign, answers[start:at]
            sign, start = answers[at], at + 1
        at += 1
    yield sign, answers[start:]


def _text(written: str) -> Text | None:
    """Read a text: its format mark, escapes, spans of two languages."""
    return _plain_text(_unescaped(re.sub(r"^\s*\[(?:html|moodle|plain|markdown)\]", "", written)))


def _plain_text(marked: str) -> Text | None:
    plain = marked.strip()
    spans = dict(_SPAN.findall(plain))
    if spans:
        return text_or_none(_unmarked(spans.get("zh", "")), _unmarked(spans.get("en", "")))
    return text_or_none(_unmarked(plain))


def _unmarked(text: str) -> str:
    lines = re.sub(r"<br\s*/?>", "\n", text)
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", lines))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text, flags=re.DOTALL)
