"""A centre with one of each role, a released bank, one sitting and booked candidates."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.centre.access import first_staff, sign_in
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.releasing import release
from app.centre.seat import Station
from app.centre.values import Booking, CandidateDetails, SignedIn, Sitting, StaffMember
from app.exam.identity import DocumentKind
from app.exam.roles import Role
from app.programs.rehearsal.clock import RehearsalClock
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance
from app.storage.home import Home, create_home, open_home
from app.storage.scheme_files import load_scheme

PIN = "246810"
MORNING = datetime(2026, 6, 4, 1, 0, tzinfo=UTC)
LOGINS = (
    ("admin", Role.ADMINISTRATOR),
    ("admintwo", Role.ADMINISTRATOR),
    ("clerk", Role.CLERK),
    ("examiner", Role.EXAMINER),
    ("examinertwo", Role.EXAMINER),
    ("lead", Role.LEAD_EXAMINER),
    ("leadtwo", Role.LEAD_EXAMINER),
    ("supervisor", Role.SUPERVISOR),
)
PEOPLE = (
    CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002X"),
    CandidateDetails("龑芳", DocumentKind.RESIDENT_ID, "440524188001010014"),
    CandidateDetails("Reza Ahmadi", DocumentKind.PASSPORT, "K12345678"),
)


@dataclass
class Centre:
    """What a test of a job needs."""

    home: Home
    clock: RehearsalClock
    chance: SystemChance
    staff: dict[str, SignedIn]
    sitting: Sitting
    bookings: list[Booking]

    @property
    def store(self):
        return self.home.store

    def station(self, name: str = "booth-1") -> Station:
        return Station(name, self.home.keys.station, "kaobo test")


def _members(chance: SystemChance) -> tuple[tuple[StaffMember, str], ...]:
    return tuple(
        (StaffMember(chance.opaque_id(), login, login.title(), frozenset({role})), PIN) for login, role in LOGINS
    )


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a home for a scheme, set up once: hashing eight PINs takes a second."""
    made: dict[str, Path] = {}

    def make(scheme_id: str) -> Path:
        if scheme_id not in made:
            place = tmp_path_factory.mktemp("template") / "home"
            home, clock, chance = create_home(place), RehearsalClock(MORNING), SystemChance()
            first_staff(home.store, _members(chance))
            admin = sign_in(home.store, clock, "admin", PIN)
            bank = load_bank(question_bank("yiwu")).bank
            scheme = load_scheme(question_bank("schemes", f"{scheme_id}.toml")).scheme
            release(home.store, clock, admin, bank, (scheme,))
            home.close()
            made[scheme_id] = place
        return made[scheme_id]

    return make


@pytest.fixture
def make_centre(_template: Callable[[str], Path], tmp_path: Path) -> Iterator[Callable[..., Centre]]:
    opened: list[Home] = []

    def make(scheme_id: str = "yiwu") -> Centre:
        place = tmp_path / f"home-{len(opened)}"
        shutil.copytree(_template(scheme_id), place)
        home, clock, chance = open_home(place), RehearsalClock(MORNING), SystemChance()
        opened.append(home)
        with home.store.reading() as books:
            listed = {line.kind: line.digest for line in books.releases.listed()}
        staff = {login: sign_in(home.store, clock, login, PIN) for login, _ in LOGINS}
        plan = SittingPlan("20260604", date(2026, 6, 4), "义乌实训基地", listed["scheme"], listed["bank"], 2)
        sitting = plan_sitting(home.store, chance, staff["clerk"], plan)
        bookings = book_roster(home.store, chance, staff["clerk"], sitting.id, [(person, ()) for person in PEOPLE])
        return Centre(home, clock, chance, staff, sitting, bookings)

    yield make
    for home in opened:
        home.close()


@pytest.fixture
def centre(make_centre: Callable[..., Centre]) -> Centre:
    return make_centre()
