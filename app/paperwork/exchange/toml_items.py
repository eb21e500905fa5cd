"""Write items as a file of a bank's folder.

Why this room exists: what comes in from elsewhere is reviewed and mended in the same text files as everything else, and
then judged by the same check.
"""

import json
from collections.abc import Iterator, Sequence

from app.exam.bank import Item, ItemKind, OralQuestion, Text
from app.paperwork.exchange.items import Asked, Loss, is_plain_true_false


def items_as_toml(items: Sequence[Item], losses: Sequence[Loss], origin: str) -> str:
    """Return a TOML file of items; what did not come through stands at its head as comments."""
    head = [f"# Items read from {_one_line(origin)}.", *(f"# {_one_line(str(loss))}" for loss in losses)]
    return "\n".join([*head, "", *(line for item in items for line in (*_item(item), ""))])


def oral_as_toml(questions: Sequence[OralQuestion], origin: str) -> str:
    """Return a TOML file of oral questions."""
    head = f"# Oral questions read from {_one_line(origin)}."
    return "\n".join([head, "", *(line for question in questions for line in (*_oral(question), ""))])


def _oral(question: OralQuestion) -> Iterator[str]:
    yield "[[question]]"
    yield f"id = {_quoted(question.id)}"
    yield f"point = {_quoted(question.point)}"
    yield f"difficulty = {question.difficulty}"
    yield f"stem = {_text(question.stem)}"
    yield f"model_answer = {_text(question.model_answer)}"
    yield "key_points = ["
    for key in question.key_points:
        yield f"  {{ id = {_quoted(key.id)}, text = {_text(key.text)}, half_points = {key.half_points} }},"
    yield "]"
    yield from _facts(question)


def _item(item: Item) -> Iterator[str]:
    yield "[[item]]"
    yield f"id = {_quoted(item.id)}"
    yield f"point = {_quoted(item.point)}"
    yield f"kind = {_quoted(item.kind.value)}"
    yield f"difficulty = {item.difficulty}"
    yield f"stem = {_text(item.stem)}"
    if item.kind is ItemKind.TRUE_FALSE and is_plain_true_false(item):
        yield f"answer = {'true' if item.options[0].right else 'false'}"
    else:
        yield "options = ["
        for option in item.options:
            right = ", right = true" if option.right else ""
            yield f"  {{ {_words(option.text)}{right} }},"
        yield "]"
    yield f"explanation = {_text(item.explanation)}"
    yield from _facts(item)


def _facts(item: Asked) -> Iterator[str]:
    article = f", article = {_quoted(item.source.article)}" if item.source.article else ""
    yield f"source = {{ ref = {_quoted(item.source.ref)}{article} }}"
    yield f"effective_from = {item.effective_from.isoformat()}"
    yield f"checked_on = {item.checked_on.isoformat()}"


def _text(text: Text) -> str:
    return f"{{ {_words(text)} }}"


def _words(text: Text) -> str:
    return f"zh = {_quoted(text.zh)}" + (f", en = {_quoted(text.en)}" if text.en else "")


def _quoted(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are TOML's too, but DEL needs one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
