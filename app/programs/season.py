"""``kaobo season``: the exam's first season, replayed through the real jobs.

Why this room exists: what holds for one candidate must hold for 2,249; and a run that is killed at any
moment must go on from its record.  Who passes is decided beforehand by the seed; how is left to the jobs.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from app.centre.access import first_staff, sign_in
from app.centre.planning import SittingPlan, book_roster, plan_sitting, reveal_secret
from app.centre.releasing import release
from app.centre.seat import Station
from app.centre.values import Booking, SignedIn, Sitting, StaffMember
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.roles import Role
from app.exam.scheme import Subject
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.people import invented_candidate
from app.resources import question_bank
from app.settings import SOFTWARE
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance
from app.storage.home import Home
from app.storage.scheme_files import load_scheme

FIRST_DAY = date(2020, 5, 8)
BOOTHS = 4
PIN = "202005"


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """How many take the exam, how many of them pass, over how many days, from which seed."""

    candidates: int
    passes: int
    days: int
    seed: int

    def __post_init__(self) -> None:
        if not 0 <= self.passes <= self.candidates or not 1 <= self.days <= self.candidates:
            raise Refused(
                f"A season of {self.candidates} candidates cannot have {self.passes} passes on {self.days} days.",
                advice="Give at most as many passes and days as candidates.",
            )

    def sizes(self) -> list[int]:
        """Return how many candidates come on each day: everybody, at least one a day."""
        chance = Random(f"{self.seed}/sizes")  # noqa: S311 - a rehearsal
        cuts = sorted(chance.sample(range(1, self.candidates), self.days - 1))
        return [after - before for before, after in zip([0, *cuts], [*cuts, self.candidates], strict=True)]

    def skills(self) -> list[Skill]:
        """Return everybody's skill, in order of arrival; exactly ``passes`` of them pass."""
        chance = Random(f"{self.seed}/skills")  # noqa: S311
        failing = set(chance.sample(range(self.candidates), self.candidates - self.passes))
        return [self._skill(chance, index in failing) for index in range(self.candidates)]

    @staticmethod
    def _skill(chance: Random, fails: bool) -> Skill:
        missed = chance.sample(list(Subject), chance.choice((1, 1, 1, 2))) if fails else []
        return Skill(frozenset(Subject) - frozenset(missed))


class Season:
    """Plays a season into an opened home."""

    def __init__(self, home: Home, plan: SeasonPlan, acknowledged: Callable[[Entry], None]) -> None:
        self._home, self._plan = home, plan
        self._clock = RehearsalClock(datetime.combine(FIRST_DAY, time(0, 30), UTC))
        self._stage = Stagehand(home.store, self._clock, acknowledged, rehearsed_filming(self._clock))
        self._chance = SystemChance()

    def plan(self) -> None:
        """Set the centre up, plan every sitting and book everybody, as far as that is not done."""
        self._set_up()
        admin = sign_in(self._home.store, self._clock, "admin", PIN)
        for index, size in enumerate(self._plan.sizes()):
            self._sitting(index, size, admin)

    def examine(self, part: int = 0, parts: int = 1) -> Iterator[Booking]:
        """Play whatever is not played yet at a part of the booths; yield every attempt whose verdict is published."""
        casts, skills = self._casts(), iter(self._plan.skills())
        for index in range(self._plan.days):
            sitting = self._planned(index)
            assert sitting is not None
            for place, (booking, skill) in enumerate(zip(self._bookings(sitting), skills, strict=False)):
                booth = place % BOOTHS
                if booth % parts == part:
                    self._clock.pass_ms(60_000)
                    AttemptPlay(self._stage, casts[booth], booking, skill, str(self._plan.seed)).play()
                    yield booking

    def reveal(self, published: Iterable[str]) -> Iterator[str]:
        """Pass on who is published, and reveal a sitting's secret behind the last of its attempts."""
        admin = sign_in(self._home.store, self._clock, "admin", PIN)
        sitting_of, left = self._sittings_by_attempt()
        for attempt in published:
            sitting = sitting_of[attempt]
            left[sitting.id] -= 1
            if not left[sitting.id] and not sitting.revealed_secret:
                reveal_secret(self._home.store, admin, sitting.id)
            yield attempt

    def _sittings_by_attempt(self) -> tuple[dict[str, Sitting], Counter[str]]:
        planned = (self._planned(index) for index in range(self._plan.days))
        sitting_of = {booking.id: sitting for sitting in planned if sitting for booking in self._bookings(sitting)}
        return sitting_of, Counter(sitting.id for sitting in sitting_of.values())

    def _planned(self, index: int) -> Sitting | None:
        """Return a day's sitting where it is planned, and set the clock to that morning."""
        day = FIRST_DAY + timedelta(days=index)
        self._clock.set_wall(max(self._clock.now(), datetime.combine(day, time(0, 30), UTC)))
        with self._home.store.reading() as books:
            return books.sittings.by_code(f"{day:%Y%m%d}")

    def _set_up(self) -> None:
        with self._home.store.reading() as books:
            if books.staff.all():
                return
        members = [("admin", "管理员", Role.ADMINISTRATOR), ("clerk", "考务员", Role.CLERK)]
        members += [(f"examiner{number}", f"考评员 {number}", Role.EXAMINER) for number in range(1, BOOTHS + 1)]
        first_staff(
            self._home.store,
            tuple(
                (StaffMember(self._chance.opaque_id(), login, name, frozenset({role})), PIN)
                for login, name, role in members
            ),
        )

    def _casts(self) -> list[Cast]:
        clerk = sign_in(self._home.store, self._clock, "clerk", PIN)
        return [
            Cast(
                Station(f"booth-{number}", self._home.keys.station, SOFTWARE),
                sign_in(self._home.store, self._clock, f"examiner{number}", PIN),
                clerk,
            )
            for number in range(1, BOOTHS + 1)
        ]

    def _sitting(self, index: int, size: int, admin: SignedIn) -> None:
        day, store = FIRST_DAY + timedelta(days=index), self._home.store
        code, sitting = f"{day:%Y%m%d}", self._planned(index)
        if sitting is None:
            scheme, bank = self._released(admin)
            sitting = plan_sitting(
                store, self._chance, admin, SittingPlan(code, day, "义乌实训基地", scheme, bank, BOOTHS)
            )
        if not self._bookings(sitting):
            chance = Random(f"{self._plan.seed}/people/{code}")  # noqa: S311
            people = {each.document_number: each for each in (invented_candidate(chance, day) for _ in range(size * 2))}
            book_roster(store, self._chance, admin, sitting.id, [(each, ()) for each in list(people.values())[:size]])

    def _released(self, admin: SignedIn) -> tuple[str, str]:
        with self._home.store.reading() as books:
            found = {line.kind: line.digest for line in reversed(books.releases.listed()) if line.id == "yiwu"}
        if len(found) < 2:
            bank, scheme = (
                load_bank(question_bank("yiwu")).bank,
                load_scheme(question_bank("schemes", "yiwu.toml")).scheme,
            )
            assert bank is not None
            assert scheme is not None
            digests = release(self._home.store, self._clock, admin, bank, (scheme,))
            return digests[1][1], digests[0][1]
        return found["scheme"], found["bank"]

    def _bookings(self, sitting: Sitting) -> list[Booking]:
        with self._home.store.reading() as books:
            return list(books.sittings.bookings(sitting.id))


class AcknowledgementFile:
    """Keeps what the jobs have acknowledged, one line an entry, so that a killed run can be held to it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def note(self, entry: Entry) -> None:
        """Write one line: stream, seq, digest."""
        self._file.write(json.dumps([entry.stream, entry.seq, entry.digest]) + "\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()
