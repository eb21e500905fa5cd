"""A program that dies behind any commit: whoever starts it again goes on, to the verdict that was due anyway."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.centre.ports import Books, Store
from app.centre.verdicts import verdict_of
from app.exam.entry import chain_fault
from app.exam.scheme import Subject
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming


class Killed(BaseException):
    """The program is gone; nothing that is written for failures may catch it."""


class MortalStore:
    """A store whose program dies right behind a commit: on disk, but told to nobody."""

    def __init__(self, store: Store, commits: int) -> None:
        self._store, self._left = store, commits

    @contextmanager
    def writing(self) -> Iterator[Books]:
        with self._store.writing() as books:
            yield books
        self._left -= 1
        if not self._left:
            raise Killed

    def reading(self):
        return self._store.reading()


def play(centre, store: Store) -> None:
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, centre.bookings[0], Skill(frozenset(Subject)), "seed").play()


def play_and_die(centre, commits: int, *, away_ms: int) -> int:
    """Play the attempt with a program that dies behind every ``commits`` commits; return how often it died."""
    deaths = 0
    while True:
        try:
            play(centre, MortalStore(centre.store, commits))
        except Killed:
            deaths += 1
            centre.clock.pass_ms(away_ms)
        else:
            return deaths


@pytest.mark.parametrize(
    ("commits", "away_ms"),
    [(6, 3_000), (7, 3_000), (11, 3_000), pytest.param(9, 400_000, id="each time longer than the rule gives back")],
)
def test_an_attempt_goes_on_wherever_its_program_dies(centre, commits, away_ms):
    deaths = play_and_die(centre, commits, away_ms=away_ms)
    assert deaths > 5
    with centre.store.reading() as books:
        attempt = centre.bookings[0].id
        assert verdict_of(books, attempt).passed
        assert [chain_fault(books.ledger.entries(each)) for each in books.ledger.streams(attempt)] == [None] * 5
