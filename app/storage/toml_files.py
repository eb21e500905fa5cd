"""Read values from TOML files and say everything that is wrong with them, not only the first thing.

Why this room exists: who writes a question bank mends it in one go; so a file is read to its end, and each
fault names file, item and place.
"""

import dataclasses
import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.exam.errors import Refused
from app.exam.plain import Malformed, from_plain

TOO_BIG_BYTES = 8_000_000
"""No file of content comes near this."""


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault of a file of content.

    Args:
        file: path inside the folder that was read.
        item: id of the item, or ``#3`` for the third of its list without one; empty for the file itself.
        place: dotted path inside the item; empty for the item itself.
        problem: what is wrong there.
    """

    file: str
    item: str
    place: str
    problem: str

    @property
    def reason(self) -> str:
        """The place inside the item and what is wrong there."""
        return f"{self.place}: {self.problem}" if self.place else self.problem

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.item, self.reason) if part)


def read_toml(path: Path, file: str) -> tuple[dict[str, Any], list[FileFault]]:
    """Read one TOML file; an unreadable one gives an empty table and its fault (syntax: with line and column)."""
    try:
        if path.stat().st_size > TOO_BIG_BYTES:
            return {}, [FileFault(file, "", "", "the file is far too big")]
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return {}, [FileFault(file, "", "", f"line {line} is not UTF-8")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [FileFault(file, "", "", f"not TOML: {error}")]
    except OSError as error:
        return {}, [FileFault(file, "", "", f"the file cannot be read: {error.strerror}")]


def read_value[Kind](
    kind: type[Kind], value: object, file: str, item: str
) -> tuple[Kind | None, list[FileFault]]:  # fmt: skip
    """Read one frozen value; return it, or None and every fault in it."""
    try:
        return from_plain(kind, value), []
    except Malformed as first:
        faults = list(_faults(kind, value, "")) or [first]
        return None, [FileFault(file, item, fault.place, fault.reason) for fault in faults]


def read_rules[Kind](kind: type[Kind], path: Path, advice: str) -> Kind:
    """Return a centre's own rules from a file of its home: the usual ones where it has none.

    Raises:
        Refused: the file is not one; the sentence names its first fault, with the advice given here.
    """
    if not path.exists():
        return kind()
    data, faults = read_toml(path, path.name)
    rules = None
    if not faults:
        rules, faults = read_value(kind, data, path.name, "")
    if rules is None or faults:
        raise Refused(f"{faults[0]}.", advice=advice)
    return rules


def _faults(kind: Any, value: object, place: str) -> Iterator[Malformed]:  # noqa: ANN401 - follows type hints
    """Yield every fault of a value: each part by itself, the whole only when its parts are sound."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kind = next(arg for arg in get_args(kind) if arg is not types.NoneType)
        origin = get_origin(kind)
    found = list(_faults_of_parts(kind, origin, value, place))
    if not found:
        try:
            from_plain(kind, value)
        except Malformed as error:
            found = [Malformed(_joined(place, error.place), error.reason)]
    yield from found


def _faults_of_parts(kind: Any, origin: Any, value: object, place: str) -> Iterator[Malformed]:  # noqa: ANN401
    if origin is tuple and isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _faults(get_args(kind)[0], part, f"{place}[{index}]")
    elif dataclasses.is_dataclass(kind) and isinstance(value, Mapping):
        yield from _faults_of_fields(kind, value, place)


def _faults_of_fields(kind: Any, value: Mapping[str, object], place: str) -> Iterator[Malformed]:  # noqa: ANN401
    hints = get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for name in value:
        if name not in fields:
            yield Malformed(_joined(place, str(name)), "unknown key")
    for name, field in fields.items():
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if name in value:
            yield from _faults(hints[name], value[name], _joined(place, name))
        elif needed:
            yield Malformed(_joined(place, name), "missing")


def _joined(place: str, inner: str) -> str:
    return f"{place}.{inner}" if place and inner and not inner.startswith("[") else place + inner
