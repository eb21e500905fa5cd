"""``kaobo demo``: one candidate through the whole exam, in a home of its own.

Why this room exists: whoever tries Kaobo sees a whole exam before reading a manual; whoever changes it sees
at once whether the way through still holds.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.centre.access import first_staff, sign_in
from app.centre.closing import account_of_room
from app.centre.draws import draw_of, replay_draws, sample_proof
from app.centre.office import Office
from app.centre.planning import SittingPlan, book_roster, plan_sitting, reveal_secret
from app.centre.ports import Clock
from app.centre.releasing import release
from app.centre.seat import Station
from app.centre.values import Booking, SignedIn, Sitting, StaffMember
from app.centre.verdicts import verdict_of
from app.exam.errors import Unavailable
from app.exam.local_time import local_day
from app.exam.roles import Role
from app.exam.scheme import Subject
from app.exam.verdict import Verdict
from app.media.capture.demo_camera import demo_camera
from app.media.film.shelf import FolderShelf
from app.programs.live_film import media_check
from app.programs.papers import certificate_desk, without_notice, write_papers
from app.programs.record_commands import entry_json
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import Cast
from app.programs.rehearsal.people import ISSUER, invented_candidate
from app.resources import asset, question_bank
from app.settings import SOFTWARE
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance, SystemClock
from app.storage.home import Home, create_home
from app.storage.scheme_files import load_scheme
from app.storage.verify import verify_record
from app.whole_files import put_whole, whole_file

LOGINS = (
    ("admin", "王敏", Role.ADMINISTRATOR),
    ("clerk", "周岚", Role.CLERK),
    ("examiner", "陈静", Role.EXAMINER),
)

PIN = "135790"


@dataclass(frozen=True, slots=True)
class DemoCentre:
    """A centre that was set up for one candidate."""

    home: Home
    admin: SignedIn
    cast: Cast
    sitting: Sitting
    booking: Booking


class LiveClock(SystemClock):
    """The real clock: a live demo waits for nobody."""

    def pass_ms(self, ms: int) -> None:
        """Change nothing: time passes by itself."""


def run(
    out: Path, seed: int, *, pitch_s: int, show: bool = False, tell: Callable[[str], None] = lambda _: None
) -> dict[str, object]:
    """Run the demo into a folder; return what ``summary.json`` says.

    Args:
        pitch_s: how long the candidate presents before ending early.
        show: on this computer's display, at a pace that can be followed.
        tell: told each stage as it begins.

    Raises:
        Unavailable: the record did not verify, which would be a fault of this program.
    """
    clock = LiveClock()
    centre = set_up(out / "home", clock, seed)
    try:
        play_exam(centre, clock, str(seed), pitch_s * 1000, show=show, tell=tell)
        home, cast = centre.home, centre.cast
        reveal_secret(home.store, centre.admin, centre.sitting.id)
        desk = certificate_desk(home, clock, cast.booth, cast.clerk, ISSUER)
        number = write_papers(home, desk, cast.clerk, centre.booking.id, out)
        faults = list(verify_record(home.store, home.keys, media=media_check(home.media), replay=replay_draws))
        if faults:
            raise Unavailable(f"{faults[0].place}: {faults[0].reason}", advice="Tell the people who look after Kaobo.")
        account = account_of_room(home.store, cast.examiner, FolderShelf(home.media), centre.sitting.id)
        if not account.may_close:
            lack = account.lacking[0].lacks[0]
            raise Unavailable(f"{lack.what.in_language('en')} [{lack.where}]", advice="See `kaobo room close`.")
        summary = summarise(centre) | {"certificate": number, "room_closed": True}
        leave(centre, out, summary)
    finally:
        centre.home.close()
    return summary


def play_exam(
    centre: DemoCentre, clock: LiveClock, seed: str, pitch_ms: int, *, show: bool, tell: Callable[[str], None]
) -> None:
    """Play the whole exam through both windows, marking included; then a clerk publishes."""
    from app.programs.demo_windows import play  # the season needs no window
    from app.programs.rehearsal.window_play import Part

    presenter, home, skill = asset("demo", "presenter.mp4"), centre.home, Skill(frozenset(Subject))
    with demo_camera(presenter) as camera:
        play(centre, clock, camera, Part(skill, seed, pitch_ms), presenter, show=show, tell=tell)
    Office(home.store, clock, centre.cast.booth, centre.cast.clerk).publish(centre.booking.id)


def set_up(place: Path, clock: Clock, seed: int) -> DemoCentre:
    """Make a centre with its staff, a released bank, one sitting and one booked candidate."""
    home, chance = create_home(place), SystemChance()
    first_staff(
        home.store,
        tuple((StaffMember(chance.opaque_id(), login, name, frozenset({role})), PIN) for login, name, role in LOGINS),
    )
    admin, clerk, examiner = (sign_in(home.store, clock, login, PIN) for login, _, _ in LOGINS)
    bank = load_bank(question_bank("yiwu")).bank
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    assert bank is not None
    assert scheme is not None
    (_, bank_digest), (_, scheme_digest) = release(home.store, clock, admin, bank, (without_notice(scheme),))
    today = local_day(clock.now())
    plan = SittingPlan(f"{today:%Y%m%d}", today, "义乌实训基地", scheme_digest, bank_digest, booths=1)
    sitting = plan_sitting(home.store, chance, admin, plan)
    person = invented_candidate(Random(f"demo/{seed}"), today)  # noqa: S311 - a rehearsal
    (booking,) = book_roster(home.store, chance, admin, sitting.id, [(person, ())])
    cast = Cast(Station("booth-1", home.keys.station, SOFTWARE), examiner, clerk)
    return DemoCentre(home, admin, cast, sitting, booking)


def summarise(centre: DemoCentre) -> dict[str, object]:
    """Return what happened, for a reader: who, what was drawn and how to check it, the marks, the verdict."""
    with centre.home.store.reading() as books:
        details = books.people.get(centre.booking.candidate).details
        verdict: Verdict = verdict_of(books, centre.booking.id)
        sitting = books.sittings.get(centre.sitting.id)
        draw = draw_of(books, sitting, centre.booking)
        streams = {stream: len(books.ledger.entries(stream)) for stream in books.ledger.streams(centre.booking.id)}
        seat_entries = books.ledger.entries(f"{centre.booking.id}/seat")
        bank = books.releases.bank(sitting.bank)
    sample_id = next(str(entry.body["sample"]) for entry in seat_entries if entry.kind == "sample_drawn")
    sample = next(sample for sample in bank.samples if sample.id == sample_id)
    return {
        "candidate": details.name if details else "",
        "admission_number": centre.booking.admission_number,
        "attempt": centre.booking.id,
        "sitting": sitting.code,
        "scheme": sitting.scheme,
        "bank": sitting.bank,
        "draw": {
            "commitment": sitting.commitment,
            "revealed_secret": sitting.revealed_secret,
            "sample": sample.name.zh,
            "proof": sample_proof(sitting, draw, sample_id),
        },
        "subjects": {
            outcome.subject.value: {
                "state": outcome.state.value,
                "points": outcome.half_points / 2,
                "passed": outcome.passed,
            }
            for outcome in verdict.outcomes
        },
        "passed": verdict.passed,
        "station_key": centre.home.keys.station.public.hex(),
        "streams": streams,
    }


def leave(centre: DemoCentre, out: Path, summary: dict[str, object]) -> None:
    """Write what the demo is known by: summary, record and film.

    Raises:
        Unavailable: the folder took them not.
    """
    try:
        said = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
        put_whole(out / "summary.json", said.encode(), mode=0o666)
        write_record(centre, out / "record.jsonl")
        film = centre.home.media / centre.booking.id / "pitch.mp4"
        with film.open("rb") as kept, whole_file(out / "pitch.mp4") as copy:
            shutil.copyfileobj(kept, copy)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written.", advice="Check the disk and its rights.") from error


def write_record(centre: DemoCentre, path: Path) -> None:
    """Write every entry of the attempt, one JSON value a line, stream by stream."""
    with centre.home.store.reading() as books, whole_file(path) as file:
        for stream in books.ledger.streams(centre.booking.id):
            for entry in books.ledger.entries(stream):
                file.write((json.dumps(entry_json(entry), ensure_ascii=False) + "\n").encode())
