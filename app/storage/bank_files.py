"""Read a question bank from its folder of TOML files.

Why this room exists: authors work on many small files; the exam works on one frozen value.  Everything that
keeps a folder from being that value is found in one run; what the content is worth is judged elsewhere.

``bank.toml`` · ``points.toml`` · ``statutes.toml`` · ``items/*.toml`` · ``oral/*.toml`` · ``samples/*.toml`` ·
``clip_tasks.toml`` · ``rubrics/*.toml`` · ``audience/*.toml`` · ``terms.toml``
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.exam import bank as values
from app.exam.bank import Bank, Text
from app.exam.errors import Refused
from app.storage.toml_files import FileFault, read_toml, read_value


@dataclass(frozen=True, slots=True)
class _List:
    """One kind of list: its word in the files, its type, the bank's field, the name of its id, its order."""

    word: str
    kind: type[Any]
    field: str
    id: str = "id"
    in_file_order: bool = False


HEAD = "bank.toml"
LISTS = {
    "points.toml": (
        _List("area", values.Area, "areas", "code", in_file_order=True),
        _List("point", values.Point, "points", "code", in_file_order=True),
    ),
    "statutes.toml": (_List("statute", values.Statute, "statutes", in_file_order=True),),
    "items/*.toml": (_List("item", values.Item, "items"),),
    "oral/*.toml": (_List("question", values.OralQuestion, "oral_questions"),),
    "samples/*.toml": (_List("sample", values.Sample, "samples"),),
    "clip_tasks.toml": (_List("clip_task", values.ClipTask, "clip_tasks"),),
    "rubrics/*.toml": (_List("rubric", values.Rubric, "rubrics", "subject"),),
    "audience/*.toml": (_List("remark", values.Remark, "remarks"),),
    "terms.toml": (_List("term", values.RegulatedTerm, "terms"),),
}

_RIGHT_OR_WRONG = (("正确", "True"), ("错误", "False"))


@dataclass(frozen=True, slots=True)
class BankFiles:
    """What a folder holds.

    Args:
        bank: the whole bank; None where any fault keeps the folder from being one.
        faults: every fault of form.
        places: which file an id stands in.
        readable: what could be read, to be judged beside the faults of form; never to be released.
    """

    bank: Bank | None
    faults: tuple[FileFault, ...]
    places: Mapping[str, str]
    readable: Bank | None


@dataclass(slots=True)
class _Gathering:
    """What has been read so far."""

    faults: list[FileFault] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    found: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """``bank.toml``."""

    id: str
    version: int
    name: Text


def load_bank(folder: Path) -> BankFiles:
    """Read a folder and name every fault of form in it, in one run.

    Raises:
        Refused: there is no such folder.
    """
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}.", advice="Name the folder of a question bank.")
    gathering = _Gathering()
    data, faults = read_toml(folder / HEAD, HEAD)
    gathering.faults += faults
    head = None
    if not faults:
        head, faults = read_value(Head, data, HEAD, "")
        gathering.faults += faults
    for pattern, lists in LISTS.items():
        _read_files(folder, pattern, lists, gathering)
    gathering.faults += _strangers(folder)
    readable = None if head is None else _bank(head, gathering)
    return BankFiles(None if gathering.faults else readable, tuple(gathering.faults), gathering.places, readable)


def _read_files(folder: Path, pattern: str, lists: tuple[_List, ...], gathering: _Gathering) -> None:
    paths = sorted(folder.glob(pattern))
    if not paths:
        gathering.faults.append(FileFault(pattern, "", "", "there is no such file in the folder"))
    for path in paths:
        file = path.relative_to(folder).as_posix()
        data, faults = read_toml(path, file)
        gathering.faults += faults
        known = {each.word: each for each in lists}
        for word, rows in data.items():
            if word not in known:
                words = " or ".join(f"[[{each}]]" for each in known)
                gathering.faults.append(FileFault(file, "", word, f"unknown key; this file holds {words}"))
            elif not isinstance(rows, list):
                gathering.faults.append(FileFault(file, "", word, f"write it as [[{word}]]"))
            else:
                _read_rows(file, known[word], rows, gathering)


def _read_rows(file: str, kind: _List, rows: list[Any], gathering: _Gathering) -> None:
    for index, row in enumerate(rows, start=1):
        own_id = _id_in(row, kind.id)
        item = own_id or f"{kind.word} #{index}"
        if own_id:
            gathering.faults += _twice(file, kind, own_id, gathering)
        plain, faults = _with_options(file, item, row) if kind.word == "item" else (row, [])
        value, more = read_value(kind.kind, plain, file, item)
        gathering.faults += [*faults, *more]
        if value is not None:
            gathering.found.setdefault(kind.field, []).append(value)


def _id_in(row: object, name: str) -> str:
    own_id = row.get(name) if isinstance(row, Mapping) else None
    return own_id if isinstance(own_id, str) else ""


def _twice(file: str, kind: _List, own_id: str, gathering: _Gathering) -> Iterator[FileFault]:
    """Name an id that stands twice among its kind; another kind may use the same word."""
    key = kind.word, own_id
    if key in gathering.seen:
        yield FileFault(file, own_id, kind.id, f"the same id stands in {gathering.seen[key]}")
    gathering.seen.setdefault(key, file)
    gathering.places.setdefault(own_id, file)


def _with_options(file: str, item: str, row: Any) -> tuple[Any, list[FileFault]]:  # noqa: ANN401 - as TOML gives it
    """Turn a true/false item's ``answer`` into the two options that every item has."""
    if not isinstance(row, Mapping) or row.get("kind") != "true_false":
        return row, []
    plain = {name: value for name, value in row.items() if name != "answer"}
    faults = []
    answer = row.get("answer")
    if "options" in row:
        faults.append(FileFault(file, item, "options", "a true/false item has an answer instead of options"))
    if not isinstance(answer, bool):
        found = "missing" if answer is None else f"expected true or false, found {answer!r}"
        faults.append(FileFault(file, item, "answer", found))
    rights = (answer is True, answer is False)
    plain["options"] = [
        {"zh": zh, "en": en, "right": right} for (zh, en), right in zip(_RIGHT_OR_WRONG, rights, strict=True)
    ]
    return plain, faults


def _strangers(folder: Path) -> Iterator[FileFault]:
    """Name TOML files that no part of the bank reads: a file in the wrong place is content that nobody sees."""
    known = {HEAD, *(path.relative_to(folder).as_posix() for each in LISTS for path in folder.glob(each))}
    for path in sorted(folder.rglob("*.toml")):
        file = path.relative_to(folder).as_posix()
        if file not in known:
            yield FileFault(file, "", "", "no part of a bank stands in a file of this name")


def _bank(head: Head, gathering: _Gathering) -> Bank:
    """Make the bank; what has no order of its own is put in the order of ids, whatever file it stands in."""
    found = {kind.field: _in_order(kind, gathering) for lists in LISTS.values() for kind in lists}
    return Bank(head.id, head.version, head.name, **found)


def _in_order(kind: _List, gathering: _Gathering) -> tuple[Any, ...]:
    rows = gathering.found.get(kind.field, [])
    return tuple(rows if kind.in_file_order else sorted(rows, key=lambda row: str(getattr(row, kind.id))))
