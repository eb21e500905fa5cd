"""Turn frozen dataclasses into plain values and back.

Why this room exists: schemes, bank releases and entry bodies are digested in one canonical form; one
small codec means that no value is ever spelled in two ways.

Fields that hold their default are written too: the form does not depend on what an author left out.
``None`` is written by leaving the key out.  Enums are written by value, dates as ``YYYY-MM-DD``.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from app.exam.canonical import Plain


class Malformed(ValueError):
    """A plain value does not fit its type.

    Args:
        place: dotted path inside the value, for example ``options[2].zh``; empty for the value itself.
        reason: what is wrong there, without the place.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place, self.reason = place, reason


def to_plain(value: object) -> Plain:
    """Write a frozen dataclass (or a tuple, map, enum, date, text, whole number) as a plain value.

    Raises:
        TypeError: the value holds something that has no plain form, such as a float.
    """
    if type(value) in _WORDS:
        return cast("Plain", value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: to_plain(inner) for name, inner in fields if inner is not None}
    if isinstance(value, Enum):
        return to_plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no plain form: {value!r}")


def from_plain[T](kind: type[T], value: object) -> T:
    """Read a value of ``kind`` from its plain form.

    Unknown keys, missing keys and wrong types are faults: nothing is guessed.

    Raises:
        Malformed: the first fault, with its place.
    """
    asked: Any = kind
    result: T = _reader(asked)(value)
    return result


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


type _Reader = Callable[[object], Any]


@cache
def _reader(kind: Any) -> _Reader:  # noqa: ANN401 - a codec is typed by its argument
    """Return what reads one type: built once, since a fold reads thousands of bodies of the same few types.

    A reader names places from itself; who holds it puts its own name before (``_placed``).
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _reader(next(arg for arg in get_args(kind) if arg is not types.NoneType))
    if origin is tuple:
        return _list_reader(_reader(get_args(kind)[0]))
    if origin is not None:  # Mapping[str, X]
        return _map_reader(_reader(get_args(kind)[1]))
    if dataclasses.is_dataclass(kind):
        return _fields_reader(kind)
    if issubclass(kind, Enum):
        return _enum_reader(kind)
    return _read_date if kind is date else _bare_reader(kind)


_WORDS = {str: "text", int: "a whole number", bool: "true or false"}


def _bare_reader(kind: type) -> _Reader:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise Malformed("", f"expected {_WORDS[kind]}, found {value!r}")
        return value

    return read


def _list_reader(inner: _Reader) -> _Reader:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Malformed("", f"expected a list, found {value!r}")
        try:
            return tuple(map(inner, value))
        except Malformed:
            pass
        return tuple(_placed(inner, each, f"[{index}]") for index, each in enumerate(value))

    return read


def _map_reader(inner: _Reader) -> _Reader:
    def read(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Malformed("", f"expected a table, found {value!r}")
        return {str(key): _placed(inner, each, str(key)) for key, each in value.items()}

    return read


def _fields_reader(kind: Any) -> _Reader:  # noqa: ANN401
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}
    bare = {name: hints[name] if hints[name] in _WORDS else None for name in readers}
    needed = dict.fromkeys(
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )

    def read(value: object) -> Any:  # noqa: ANN401
        if type(value) is not dict and not isinstance(value, Mapping):
            raise Malformed("", f"expected a table, found {value!r}")
        if not value.keys() <= readers.keys():
            raise Malformed(next(str(key) for key in value if key not in readers), "unknown key")
        try:
            if needed.keys() <= value.keys():
                return kind(
                    **{
                        name: inner if type(inner) is bare[name] else readers[name](inner)
                        for name, inner in value.items()
                    }
                )
        except Malformed:
            pass  # go field by field to name its place
        found = {name: _placed(readers[name], value[name], name) for name in readers if name in value}
        for name in needed:
            if name not in found:
                raise Malformed(name, "missing")
        return kind(**found)

    return read


def _enum_reader(kind: type[Enum]) -> _Reader:
    def read(value: object) -> Enum:
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(str(member.value) for member in kind)
            raise Malformed("", f"{value!r} is not one of {known}") from None

    return read


def _read_date(value: object) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Malformed("", f"{value!r} is not a day like 2026-02-01") from None


def _placed(inner: _Reader, value: object, name: str) -> Any:  # noqa: ANN401
    try:
        return inner(value)
    except Malformed as error:
        raise Malformed(_inside(name, error.place), error.reason) from None


def _inside(name: str, place: str) -> str:
    return f"{name}.{place}" if place and not place.startswith("[") else name + place
