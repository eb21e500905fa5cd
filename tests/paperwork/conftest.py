"""One attempt, really played through the jobs, with a film beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from app.centre.access import first_staff, sign_in
from app.centre.planning import SittingPlan, book_roster, plan_sitting, reveal_secret
from app.centre.releasing import release
from app.centre.reports import evidence_of
from app.centre.seat import Station
from app.centre.values import Booking, CandidateDetails, SignedIn, Sitting, StaffMember
from app.exam.identity import DocumentKind
from app.exam.roles import Role
from app.exam.scheme import Subject
from app.paperwork.bundle.writing import Signatory, write_bundle
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance
from app.storage.home import Home, create_home
from app.storage.scheme_files import load_scheme

PIN = "246810"
LOGINS = (
    ("admin", "王敏", Role.ADMINISTRATOR), ("clerk", "周岚", Role.CLERK), ("examiner", "陈静", Role.EXAMINER),
    ("supervisor", "李卫国", Role.SUPERVISOR),
)  # fmt: skip
PEOPLE = (
    (CandidateDetails("𬱖晓", DocumentKind.RESIDENT_ID, "11010519491231002X", "female"), frozenset(Subject)),
    (CandidateDetails("Reza Ahmadi", DocumentKind.PASSPORT, "K12345678", "male"), frozenset({Subject.CLIP})),
)
NEVER_CAME = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "440524188001010014", "male")


@dataclass
class Played:
    """A centre after an exam day: one passed, one failed, one never came."""

    home: Home
    clock: RehearsalClock
    staff: dict[str, SignedIn]
    sitting: Sitting
    bookings: list[Booking]

    @property
    def store(self):
        return self.home.store

    @property
    def signatory(self) -> Signatory:
        keys = self.home.keys
        return Signatory(keys.station, keys.station.public, keys.stations)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    home = create_home(tmp_path_factory.mktemp("centre") / "home")
    clock, chance = RehearsalClock(datetime(2026, 6, 4, 1, 0, tzinfo=UTC)), SystemChance()
    members = ((StaffMember(chance.opaque_id(), login, name, frozenset({role})), PIN) for login, name, role in LOGINS)
    first_staff(home.store, tuple(members))
    staff = {login: sign_in(home.store, clock, login, PIN) for login, _, _ in LOGINS}
    bank = load_bank(question_bank("yiwu")).readable
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    (_, bank_digest), (_, scheme_digest) = release(home.store, clock, staff["admin"], bank, (scheme,))
    plan = SittingPlan("20260604", date(2026, 6, 4), "义乌实训基地", scheme_digest, bank_digest, 2)
    sitting = plan_sitting(home.store, chance, staff["clerk"], plan)
    roster = [(person, ()) for person, _ in PEOPLE] + [(NEVER_CAME, ())]
    bookings = book_roster(home.store, chance, staff["clerk"], sitting.id, roster)
    cast = Cast(Station("booth-1", home.keys.station, "kaobo test"), staff["examiner"], staff["clerk"])
    stage = Stagehand(home.store, clock, lambda _: None, rehearsed_filming(clock))
    for booking, (_, passes) in zip(bookings, PEOPLE, strict=False):
        AttemptPlay(stage, cast, booking, Skill(passes), "test").play()
    from app.centre.office import Office

    Office(home.store, clock, cast.booth, staff["clerk"]).note_absence(bookings[2].id)
    reveal_secret(home.store, staff["clerk"], sitting.id)
    yield Played(home, clock, staff, sitting, bookings)
    home.close()


@pytest.fixture(scope="session")
def bundle(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle whose film is the one that the record names, as far as its digest goes."""
    from dataclasses import replace

    place = tmp_path_factory.mktemp("bundle")
    film = place / "pitch-1.mp4"
    film.write_bytes(b"film" * 5000)
    evidence = evidence_of(played.store, played.staff["clerk"], played.bookings[0].id)
    evidence = replace(evidence, files={"pitch-1.mp4": sha256(film.read_bytes()).hexdigest()})
    extra = {"media/pitch-1.mp4": film, "forms/score_record.pdf": b"%PDF-1.7 sheet"}
    write_bundle(place / "attempt.zip", evidence, extra, played.signatory)
    return place / "attempt.zip"
