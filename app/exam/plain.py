"""Turn frozen dataclasses into plain values and back.

Why this room exists: schemes, bank releases and entry bodies are digested in one canonical form; one
small codec means that no value is ever spelled in two ways.

Fields that hold their default are written too: the form does not depend on what an author left out.
``None`` is written by leaving the key out.  Enums are written by value, dates as ``YYYY-MM-DD``.
"""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

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
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: to_plain(inner) for name, inner in fields if inner is not None}
    if isinstance(value, Enum):
        return to_plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | str):
        return value
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
    result: T = _read(kind, value, "")
    return result


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: object, place: str) -> Any:  # noqa: ANN401 - a codec is typed by its argument
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(kind) if arg is not types.NoneType)
        return _read(inner, value, place)
    if origin is tuple:
        return _read_list(get_args(kind)[0], value, place)
    if origin is not None:  # Mapping[str, X]
        return _read_map(get_args(kind)[1], value, place)
    if dataclasses.is_dataclass(kind):
        return _read_fields(kind, value, place)
    if issubclass(kind, Enum):
        return _read_enum(kind, value, place)
    if kind is date:
        return _read_date(value, place)
    if type(value) is not kind:
        raise Malformed(place, f"expected {_WORDS[kind]}, found {value!r}")
    return value


_WORDS = {str: "text", int: "a whole number", bool: "true or false"}


def _read_list(inner: Any, value: object, place: str) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(value, list | tuple):
        raise Malformed(place, f"expected a list, found {value!r}")
    return tuple(_read(inner, each, f"{place}[{index}]") for index, each in enumerate(value))


def _read_map(inner: Any, value: object, place: str) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        raise Malformed(place, f"expected a table, found {value!r}")
    return {str(key): _read(inner, each, _inside(place, str(key))) for key, each in value.items()}


def _read_fields(kind: Any, value: object, place: str) -> Any:  # noqa: ANN401
    if not isinstance(value, Mapping):
        raise Malformed(place, f"expected a table, found {value!r}")
    names, hints = _names(kind), _hints(kind)
    for key in value:
        if key not in names:
            raise Malformed(_inside(place, str(key)), "unknown key")
    found = {name: _read(hints[name], value[name], _inside(place, name)) for name in names if name in value}
    for field in dataclasses.fields(kind):
        bare = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if bare and field.name not in found:
            raise Malformed(_inside(place, field.name), "missing")
    try:
        return kind(**found)
    except Malformed as error:  # a value's own check, placed inside the whole
        raise Malformed(_inside(place, error.place) if error.place else place, error.reason) from None


def _read_enum(kind: type[Enum], value: object, place: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise Malformed(place, f"{value!r} is not one of {known}") from None


def _read_date(value: object, place: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Malformed(place, f"{value!r} is not a day like 2026-02-01") from None


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
