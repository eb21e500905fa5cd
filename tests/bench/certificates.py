"""Certificates per second, whole pipeline, against the sum of its bare library calls in the same run.

    python -m tests.bench.certificates [--count 60] [--linear 100,1000]

The pipeline is the real job (verdict replayed, facts checked, number, drawing, PDF/A, signature, QR, credential,
record, register, sealed copy); bare is reportlab, pikepdf, pyHanko, zxing-cpp, cbor2, cryptography and sqlite3
doing the same with everything known beforehand.  The ratio is of processor time: a busy machine's clock says little.
"""

import argparse
import io
import multiprocessing
import platform
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import pdfa
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.centre.access import first_staff, sign_in
from app.centre.certificates import Certificates, Issued, Workshop
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.releasing import release
from app.centre.seat import Station
from app.centre.values import StaffMember
from app.exam.roles import Role
from app.exam.scheme import Subject
from app.paperwork import fonts
from app.paperwork.certificate import drawing, qr
from app.paperwork.certificate.keys import create_keys, open_keys
from app.paperwork.certificate.press import Press, Style, shipped_layout
from app.paperwork.certificate.signing import signature_of, signed
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.people import invented_candidate
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.certificate_shelf import FileShelf
from app.storage.clock import SystemChance, SystemClock
from app.storage.home import create_home, open_home
from app.storage.scheme_files import load_scheme

PIN, SOFTWARE = "135790", "bench"
DAY = date(2026, 6, 4)


def set_up(place: Path, count: int) -> None:
    """Make a home with ``count`` published passes."""
    home, chance = create_home(place), SystemChance()
    clock = RehearsalClock(datetime(2026, 6, 4, 1, tzinfo=UTC))
    roles = (("admin", Role.ADMINISTRATOR), ("clerk", Role.CLERK), ("examiner", Role.EXAMINER))
    members = ((StaffMember(chance.opaque_id(), login, login, frozenset({role})), PIN) for login, role in roles)
    first_staff(home.store, tuple(members))
    admin, clerk, examiner = (sign_in(home.store, clock, login, PIN) for login, _ in roles)
    bank = load_bank(question_bank("yiwu")).bank
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    assert bank is not None
    assert scheme is not None
    (_, bank_digest), (_, scheme_digest) = release(home.store, clock, admin, bank, (scheme,))
    sitting = plan_sitting(
        home.store, chance, admin, SittingPlan("20260604", DAY, "bench", scheme_digest, bank_digest, 4)
    )
    draw = Random(6)
    people = {each.document_number: each for each in (invented_candidate(draw, DAY) for _ in range(count * 2))}
    bookings = book_roster(
        home.store, chance, admin, sitting.id, [(each, ()) for each in list(people.values())[:count]]
    )
    stage = Stagehand(home.store, clock, lambda _: None, rehearsed_filming(clock))
    cast = Cast(Station("booth-1", home.keys.station, SOFTWARE), examiner, clerk)
    for booking in bookings:
        AttemptPlay(stage, cast, booking, Skill(frozenset(Subject)), "6").play()
    create_keys(place / "keys" / "certificates", scheme.certificate.issuer.zh, datetime(2026, 6, 4, tzinfo=UTC))
    home.close()


def issue_half(
    place: Path, part: int, parts: int, report: Callable[[tuple[float, float]], None] | None = None
) -> list[Issued]:
    """Issue a share of what is due; every process opens everything by itself."""
    home, clock = open_home(place), SystemClock()
    press = Press(open_keys(place / "keys" / "certificates"), Style())
    workshop = Workshop(press, FileShelf(place / "certificates"), home.keys, SystemChance())
    station = Station("office", home.keys.station, SOFTWARE)
    desk = Certificates(home.store, clock, station, sign_in(home.store, clock, "clerk", PIN), workshop)
    waiting = desk.waiting()[part::parts]
    press.check(drawing_facts(waiting, home, desk))  # fonts are loaded before the clock starts
    began, began_cpu = time.perf_counter(), time.process_time()
    done = [each for each in desk.issue_all(waiting) if isinstance(each, Issued)]
    if report is not None:
        report((time.perf_counter() - began, time.process_time() - began_cpu))
    home.close()
    return done


def drawing_facts(waiting: list[str], home: object, desk: Certificates) -> object:
    """Return the facts of the first certificate that is due."""
    del home
    return desk._prepare(waiting[0])


def in_process(place: str, part: int, parts: int, queue: "multiprocessing.Queue[tuple[float, float]]") -> None:
    """Body of a process."""
    issue_half(Path(place), part, parts, queue.put)


def run_processes(place: Path, parts: int) -> float:
    """Issue everything with several processes; return the seconds of the slowest."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[tuple[float, float]] = context.Queue()
    workers = [context.Process(target=in_process, args=(str(place), part, parts, queue)) for part in range(parts)]
    for worker in workers:
        worker.start()
    took = max(queue.get()[0] for _ in workers)
    for worker in workers:
        worker.join()
    return took


class Bare:
    """The same library calls with everything known beforehand."""

    def __init__(self, place: Path, sample: Issued) -> None:
        self._keys = open_keys(place / "keys" / "certificates")
        self._signature = signature_of(self._keys)
        self._layout, self._facts = shipped_layout("dignified"), sample.facts
        self._lines: list[tuple[float, float, str, float, str]] = []
        self._literals: list[str] = []
        self._record()
        self._database = sqlite3.connect(place / "bare.db", isolation_level=None)
        for command in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE line (a TEXT, b BLOB)"):
            self._database.execute(command)

    def _record(self) -> None:
        """Draw once and note what reaches the canvas."""
        bare = self

        class Noting(Canvas):  # type: ignore[misc]
            def addLiteral(self, text: str, escaped: int = 1) -> None:  # noqa: N802 - reportlab's name
                bare._literals.append(text)
                super().addLiteral(text, escaped)

            def drawText(self, text: object) -> None:  # noqa: N802 - reportlab's name
                super().drawText(text)

        def line(self: drawing.Drawing, text: str, place: drawing._Place, room: float) -> None:
            x, y = place.x * drawing.MM, (self._layout.height - place.y) * drawing.MM
            bare._lines.append((x, y, fonts.register(place.face), place.size, text))

        kept = drawing.Drawing._line
        drawing.Drawing._line = line  # type: ignore[method-assign]
        try:
            canvas = Noting(io.BytesIO())
            drawing.Drawing(self._layout, self._facts, drawing.Language.BOTH, drawing.Pictures(), canvas).run()
        finally:
            drawing.Drawing._line = kept  # type: ignore[method-assign]

    def one(self) -> None:
        """Make one certificate."""
        text = qr.written(qr.claims_of(self._facts), self._keys.qr)
        picture = qr.picture_of(text)
        paper = io.BytesIO()
        canvas = Canvas(paper, pagesize=(595.28, 841.89), pageCompression=1, initialFontName="NotoSerifSC-Regular")
        for literal in self._literals:
            canvas.addLiteral(literal)
        canvas.drawImage(ImageReader(picture), 90, 90, 96, 96)
        for x, y, face, size, words in self._lines:
            canvas.setFont(face, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
        canvas.save()
        archive = io.BytesIO()
        with pikepdf.open(io.BytesIO(paper.getvalue())) as pdf:
            del pdf.pages[0]["/Trans"]
            pdfa.save(pdf, archive, "2b")
        document = signed(archive.getvalue(), self._signature)
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT INTO line VALUES (?, ?)", (self._facts.number, document))
        self._database.execute("COMMIT")


def per_second(count: int, took: float) -> str:
    """Write a rate."""
    return f"{count / took:.1f}/s"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--linear", default="")
    chosen = parser.parse_args()
    print(f"{platform.node()}, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "home"
        set_up(place, chosen.count * 2)
        took: list[tuple[float, float]] = []
        first = issue_some(place, chosen.count, took)
        bare = Bare(place, first[0])
        bare.one()
        rounds = []
        for _ in range(3):
            began = time.process_time()
            for _ in range(max(1, chosen.count // 3)):
                bare.one()
            rounds.append((time.process_time() - began) / max(1, chosen.count // 3))
        bare_s, own_s = statistics.median(rounds), took[0][1] / len(first)
        print(f"one process: {per_second(len(first), took[0][0])} by the clock")
        print(f"processor ms each: {1000 * own_s:.0f}, bare {1000 * bare_s:.0f}; ratio {bare_s / own_s:.2f}")
        left = chosen.count
        print(f"two processes: {per_second(left, run_processes(place, 2))}")
    for size in (int(each) for each in chosen.linear.split(",") if each):
        linear(size)


def issue_some(place: Path, count: int, took: list[tuple[float, float]]) -> list[Issued]:
    """Issue the first ``count`` and leave the rest for the processes."""
    return issue_half(place, 0, 2, took.append)[:count]


def linear(size: int) -> None:
    """Issue many in one process; print the rate of the first and the last tenth, and the memory in use."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "home"
        set_up(place, size)
        marks = [time.perf_counter()]
        home, clock = open_home(place), SystemClock()
        press = Press(open_keys(place / "keys" / "certificates"), Style())
        workshop = Workshop(press, FileShelf(place / "certificates"), home.keys, SystemChance())
        signed_in = sign_in(home.store, clock, "clerk", PIN)
        desk = Certificates(home.store, clock, Station("office", home.keys.station, SOFTWARE), signed_in, workshop)
        marks, peaks = [time.perf_counter()], []
        for _ in desk.issue_all(desk.waiting()):
            marks.append(time.perf_counter())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        home.close()
        tenth = size // 10
        early, late = marks[tenth] - marks[0], marks[-1] - marks[-1 - tenth]
        print(
            f"{size}: {per_second(size, marks[-1] - marks[0])}; first tenth {per_second(tenth, early)}, "
            f"last tenth {per_second(tenth, late)}; "
            f"peak memory {peaks[tenth]} MB after a tenth, {peaks[-1]} MB at the end"
        )


if __name__ == "__main__":
    main()
