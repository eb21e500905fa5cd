"""Attempts' summaries while a transaction lasts: read once, folded in memory, written once.

Why this room exists: lists must never show anything that the entries do not say; so a summary changes only
here, by ``summary.project``, in the same transaction as the entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from sqlalchemy import bindparam, insert, select, update

from app.exam.entry import Entry
from app.exam.summary import AttemptSummary, project
from app.storage.link import Link, Quick
from app.storage.rows import AttemptRow, table
from app.storage.sheets import SheetLines

ATTEMPT = table(AttemptRow)
FIELDS = tuple(field.name for field in fields(AttemptSummary))
SUMMARY_COLUMNS = tuple(ATTEMPT.c[name] for name in FIELDS)

_ONE = Quick(select(*SUMMARY_COLUMNS).where(ATTEMPT.c.attempt == bindparam("attempt")))
_INSERT = Quick(insert(ATTEMPT))
_YES_OR_NO = tuple(place for place, kind in enumerate(get_type_hints(AttemptSummary).values()) if kind is bool)
"""Where a driver may give a yes or no as 1 or 0."""


def summary_of(row: Sequence[Any]) -> AttemptSummary:
    """Read a summary from the columns of its row."""
    values = list(row)
    for place in _YES_OR_NO:
        values[place] = bool(values[place])
    return AttemptSummary(*values)


def state_of(summary: AttemptSummary) -> str:
    """Return the word that lists filter by."""
    return summary.stands_at


def values_of(summary: AttemptSummary) -> dict[str, object]:
    """Write a summary as the values of its row."""
    return {name: getattr(summary, name) for name in FIELDS} | {"state": state_of(summary)}


def fold(attempt: str, entries: Iterable[Entry]) -> AttemptSummary:
    """Make an attempt's summary from its entries alone, stream by stream."""
    summary = AttemptSummary(attempt)
    for entry in entries:
        summary = project(summary, entry)
    return summary


class Projection:
    """The summaries that a transaction touches."""

    def __init__(self, link: Link) -> None:
        self._link, self._sheets = link, SheetLines(link)
        self._stored: dict[str, AttemptSummary | None] = {}
        self._current: dict[str, AttemptSummary] = {}
        self._rebuilt: set[str] = set()

    def add(self, entry: Entry) -> None:
        """Fold one new entry into its attempt's summary and its sheet's line."""
        attempt = entry.stream.partition("/")[0]
        self._current[attempt] = project(self.get(attempt) or AttemptSummary(attempt), entry)
        self._sheets.add(entry)

    def get(self, attempt: str) -> AttemptSummary | None:
        """Return an attempt's summary as this transaction sees it."""
        if attempt in self._current:
            return self._current[attempt]
        if attempt not in self._stored:
            rows = self._link.quick(_ONE, {"attempt": attempt})
            self._stored[attempt] = summary_of(rows[0]) if rows else None
        return self._stored[attempt]

    def put(self, summary: AttemptSummary) -> None:
        """Replace an attempt's summary, as a rebuild does."""
        self.get(summary.attempt)
        self._current[summary.attempt] = summary
        self._rebuilt.add(summary.attempt)

    def settle(self) -> None:
        """Write what changed; called before the transaction commits and before lists are read."""
        for attempt, summary in self._current.items():
            self._write(self._stored.get(attempt), summary)
            self._stored[attempt] = summary
        self._current.clear()
        self._rebuilt.clear()

    def _write(self, before: AttemptSummary | None, after: AttemptSummary) -> None:
        if before is None:
            self._link.quick(_INSERT, values_of(after))
            return
        changed = values_of(after) if after.attempt in self._rebuilt else _changes(before, after)
        if changed:
            bound = {f"new_{name}": value for name, value in changed.items()}
            self._link.quick(_update(tuple(changed)), bound | {"which": after.attempt})


def _changes(before: AttemptSummary, after: AttemptSummary) -> dict[str, object]:
    changed = {name: value for name in FIELDS if (value := getattr(after, name)) != getattr(before, name)}
    if state_of(before) != state_of(after):
        changed["state"] = state_of(after)
    return changed


@cache
def _update(names: tuple[str, ...]) -> Quick:
    """Only what changed: an answer must not touch the indices of lists."""
    values: dict[str, object] = {name: bindparam(f"new_{name}") for name in names}
    return Quick(update(ATTEMPT).where(ATTEMPT.c.attempt == bindparam("which")).values(values))
