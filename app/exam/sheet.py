"""A marking sheet 评分表: fold its entries, ask what may be written, see what it lacks before it is signed.

Why this room exists: the examiner's desk, the moderator and the replay of a verdict read the same sheet; here is
the one door to it.  The value is ``sheet_state``, the rules are ``sheet_rules``.
"""

from collections.abc import Iterable

from app.exam.bank import Bank
from app.exam.entry import Entry
from app.exam.scheme import Scheme
from app.exam.sheet_rules import allowed, refusal, sign_faults
from app.exam.sheet_state import PlacedTag, RaisedRedLine, SheetState, rubric_lines, rubric_of

__all__ = [
    "PlacedTag",
    "RaisedRedLine",
    "SheetState",
    "allowed",
    "fold",
    "refusal",
    "rubric_lines",
    "rubric_of",
    "sign_faults",
]


def fold(_: Scheme, bank: Bank, entries: Iterable[Entry]) -> SheetState:
    """Return where a sheet stands after all its entries."""
    state = SheetState()
    for entry in entries:
        state = state.after(bank, entry)
    return state
