"""Attempts and sheets out of which the tests of the verdict make their cases."""

from collections.abc import Mapping, Sequence

from app.exam.entry import Entry
from app.exam.paper import assemble
from app.exam.scheme import Scheme, Subject
from app.exam.verdict import Verdict, replay
from app.exam.vocabulary import seat
from app.exam.vocabulary.common import Sealed
from tests.exam import world
from tests.exam.world import ALL, Attempt, SheetWriter, Writer

BANK = world.bank()
BY_ID = {item.id: item for item in BANK.items}
LINES = assemble(BANK, world.scheme(), world.DRAW)
THEORY, CLIP, PITCH = Subject.THEORY, Subject.CLIP, Subject.PITCH


def answer(attempt: Attempt, right: int) -> Attempt:
    """Answer the first ``right`` items of the paper correctly and leave the others."""
    for line in attempt.state.paper[:right]:
        attempt.say(seat.Answered(item=line.item, chosen=tuple(sorted(BY_ID[line.item].key))))
    return attempt


def sat(right: int = 10, rules: Scheme | None = None, subjects: tuple[Subject, ...] = ALL) -> Attempt:
    """A whole attempt with ``right`` of ten theory items right."""
    attempt = Attempt(rules, subjects)
    if THEORY in subjects:
        answer(attempt.to_theory(LINES), right).say(seat.TheorySubmitted(how="candidate"))
    else:
        attempt.to_ready()
    if CLIP in subjects:
        attempt.start_clip().hand_in_clip()
    if PITCH in subjects:
        attempt.to_preparation().roll()
        attempt.pass_ms(300_000)
        attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    attempt.say(Sealed(key="k"))
    return attempt


def marked(subject: Subject, total: int, examiner: str = "e1", *, signed: bool = True) -> SheetWriter:
    """A sheet with ``total`` half-points, every line marked."""
    address = min(80, total)
    points = min(70, total - address)
    writer = SheetWriter(subject, examiner).mark(address=address, points=points, close=total - address - points)
    return writer.sign(total) if signed else writer


def streams(*writers: Writer | Attempt) -> Mapping[str, Sequence[Entry]]:
    own: dict[str, Sequence[Entry]] = {}
    for writer in writers:
        both = (writer.seat, writer.desk) if isinstance(writer, Attempt) else (writer,)
        own.update({each.stream: each.entries for each in both})
    return own


def verdict(
    *writers: Writer | Attempt, rules: Scheme | None = None, carried: Mapping[Subject, int] | None = None
) -> Verdict:
    return replay(rules or world.scheme(), BANK, streams(*writers), carried or {})


def states(found: Verdict) -> list[str]:
    return [outcome.state.value for outcome in found.outcomes]


def marks(found: Verdict) -> list[int]:
    return [outcome.half_points for outcome in found.outcomes]
