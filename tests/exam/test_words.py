"""Every word of the record, with any content that fits it: written, read back, and refused when it does not fit."""

import dataclasses
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exam.canonical import canonical
from app.exam.entry import chain_fault
from app.exam.plain import Malformed, from_plain
from app.exam.vocabulary import Body, StreamKind, body_of, kind_of, kinds, plain_body
from tests.exam.world import Writer

WORDS = [(stream, word) for stream in StreamKind for word in kinds(stream).values()]
IDS = [f"{stream.value}:{word.kind}" for stream, word in WORDS]
FEW = settings(settings.get_profile(settings.get_current_profile_name()), max_examples=8)
"""Each test runs for every word: a few examples of each are many of all."""

BY_STREAM = {stream: [word for each, word in WORDS if each is stream] for stream in StreamKind}


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Whatever may stand in a field of this type."""
    if get_origin(kind) is UnionType:
        return st.one_of(*(values_of(each) for each in get_args(kind) if each is not NoneType), st.none())
    if get_origin(kind) is tuple:
        return st.lists(values_of(get_args(kind)[0]), max_size=3).map(tuple)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        own = {each.name: values_of(hints[each.name]) for each in dataclasses.fields(kind) if each.name != "v"}
        return st.builds(kind, **own)
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    plain: dict[type, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(-1, 10**12),
        str: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        date: st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    }
    return plain[kind]


def bodies(stream: StreamKind) -> st.SearchStrategy[Body]:
    return st.sampled_from(BY_STREAM[stream]).flatmap(values_of)


@pytest.mark.parametrize(("stream", "word"), WORDS, ids=IDS)
@settings(FEW)
@given(st.data())
def test_a_word_reads_back_as_it_was_written(stream: StreamKind, word: type[Body], data: st.DataObject) -> None:
    body = data.draw(values_of(word))
    entry = Writer(f"a1/{stream.value}").write(body)
    assert body_of(entry) == body
    assert entry.kind == kind_of(body) == word.kind


@pytest.mark.parametrize(("stream", "word"), WORDS, ids=IDS)
@settings(FEW)
@given(st.data())
def test_a_word_has_one_spelling_and_none_of_it_is_a_float(
    stream: StreamKind, word: type[Body], data: st.DataObject
) -> None:
    body = data.draw(values_of(word))
    plain = plain_body(body)
    assert canonical(plain) == canonical(plain_body(from_plain(word, plain)))
    assert b"." not in canonical({key: value for key, value in plain.items() if isinstance(value, int)})


@pytest.mark.parametrize(("stream", "word"), WORDS, ids=IDS)
@settings(FEW)
@given(st.data())
def test_a_word_with_a_field_too_many_or_too_few_is_no_word(
    stream: StreamKind, word: type[Body], data: st.DataObject
) -> None:
    plain = dict(plain_body(data.draw(values_of(word))))
    with pytest.raises(Malformed, match="more: unknown key"):
        from_plain(word, {**plain, "more": 1})
    needed = [
        each.name
        for each in dataclasses.fields(word)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    ]
    for name in needed:
        fewer = {key: value for key, value in plain.items() if key != name}
        with pytest.raises(Malformed, match=f"^{name}: missing"):
            from_plain(word, fewer)


@pytest.mark.parametrize(("stream", "word"), WORDS, ids=IDS)
@settings(FEW)
@given(st.data())
def test_a_field_of_another_type_is_named(stream: StreamKind, word: type[Body], data: st.DataObject) -> None:
    plain = dict(plain_body(data.draw(values_of(word))))
    name = data.draw(st.sampled_from(sorted(plain)))
    with pytest.raises(Malformed) as malformed:
        from_plain(word, {**plain, name: {"nested": {"far": 1}}})
    assert malformed.value.place.split(".")[0] == name


@pytest.mark.parametrize("stream", list(StreamKind))
@given(st.data())
def test_a_chain_of_any_words_is_whole_and_every_change_in_it_is_found(stream: StreamKind, data: st.DataObject) -> None:
    opened = next(word for word in BY_STREAM[stream] if word.kind == "opened")
    inner = st.sampled_from([word for word in BY_STREAM[stream] if word.kind not in ("opened", "sealed")])
    walk = [data.draw(values_of(opened)), *data.draw(st.lists(inner.flatmap(values_of), max_size=6))]
    writer = Writer(f"a1/{stream.value}")
    elapsed_ms = 0
    for body in walk:
        elapsed_ms += data.draw(st.integers(0, 5_000))
        writer.write(body, elapsed_ms)
    assert chain_fault(writer.entries) is None
    at = data.draw(st.integers(0, len(walk) - 1))
    other = data.draw(bodies(stream).filter(lambda body: plain_body(body) != writer.entries[at].body))
    changed = list(writer.entries)
    changed[at] = dataclasses.replace(changed[at], body=plain_body(other))
    fault = chain_fault(changed)
    assert fault is not None
    assert fault.seq == at
