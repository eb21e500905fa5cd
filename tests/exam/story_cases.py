"""Answers, sheets and verdicts of the exams that are told from beginning to end."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.exam.entry import Entry, chain_fault
from app.exam.flow import due
from app.exam.scheme import Subject
from app.exam.sheet import SheetState
from app.exam.sheet import fold as fold_sheet
from app.exam.verdict import Verdict, replay
from app.exam.vocabulary import seat
from tests.exam import world
from tests.exam.world import Attempt, SheetWriter, Writer

BANK = world.bank()
BY_ID = {item.id: item for item in BANK.items}
HELD_ON = date(2026, 6, 4)
MINUTE_MS = 60_000
THEORY, CLIP, PITCH = Subject.THEORY, Subject.CLIP, Subject.PITCH


def settle(attempt: Attempt) -> list[str]:
    """Write what is due; return the words that were."""
    written = []
    while body := due(attempt.rules, attempt.state, attempt.now_ms):
        attempt.say(body)
        written.append(body.kind)
    return written


def answer_right(attempt: Attempt, count: int) -> None:
    for line in attempt.state.paper[:count]:
        attempt.pass_ms(10_000)
        attempt.say(seat.Answered(item=line.item, chosen=tuple(sorted(BY_ID[line.item].key))))


def streams(*writers: Writer) -> Mapping[str, Sequence[Entry]]:
    return {writer.stream: writer.entries for writer in writers}


def sheet_state(writer: Writer) -> SheetState:
    return fold_sheet(world.scheme(), BANK, writer.entries)


def verdict_of(attempt: Attempt, *others: Writer, carried: Mapping[Subject, int] | None = None) -> Verdict:
    whole = streams(attempt.seat, attempt.desk, *others)
    assert all(chain_fault(entries) is None for entries in whole.values())
    return replay(attempt.rules, BANK, whole, carried or {})


def clip_sheet(total: int = 140) -> SheetWriter:
    return SheetWriter(CLIP).mark(address=total - 90, points=60, close=30).sign(total)
