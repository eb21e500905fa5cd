"""Certificates per second, whole pipeline, against the sum of its bare library calls in the same run.

    python -m tests.bench.certificates [--count 60] [--linear 100,1000]

The pipeline is the real job (verdict replayed, facts checked, number, drawing, PDF/A, signature, QR, credential,
record, register, sealed copy); bare is reportlab, pikepdf, pyHanko, zxing-cpp, cbor2, cryptography and sqlite3
doing the same with everything known beforehand, as their manuals tell (but with a signing key that stays loaded: the
signer that pyHanko brings reads it anew each time).  Both take turns, and the ratio is of processor time: a busy
machine's clock says little.
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
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import pdfa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
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
from app.paperwork.certificate.signing import signature_of
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.people import invented_candidate
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.certificate_shelf import FileShelf
from app.storage.clock import SystemChance, SystemClock
from app.storage.home import Home, create_home, open_home
from app.storage.scheme_files import load_scheme

PIN, SOFTWARE = "135790", "bench"
ROUNDS = 5
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


def in_process(place: str, part: int, parts: int, queue: "multiprocessing.Queue[float]") -> None:
    """Issue a share of what is due; every process opens everything by itself, before the clock starts."""
    home, desk = opened(Path(place))
    began = time.perf_counter()
    issued(desk, list(desk.waiting())[part::parts])
    queue.put(time.perf_counter() - began)
    home.close()


def run_processes(place: Path, parts: int) -> float:
    """Issue everything with several processes; return the seconds of the slowest."""
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[float] = context.Queue()
    workers = [context.Process(target=in_process, args=(str(place), part, parts, queue)) for part in range(parts)]
    for worker in workers:
        worker.start()
    took = max(queue.get() for _ in workers)
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

        class Noting(Canvas):
            def addLiteral(self, text: str, escaped: int = 1) -> None:  # noqa: N802 - reportlab's name
                bare._literals.append(text)
                super().addLiteral(text, escaped)

            def drawText(self, text: object) -> None:  # noqa: N802 - reportlab's name
                super().drawText(text)

        def line(self: drawing.Drawing, text: str, place: drawing._Place, room: float) -> None:
            x, y = place.x * drawing.MM, (self._layout.height - place.y) * drawing.MM
            bare._lines.append((x, y, fonts.register(place.face), place.size, text))

        kept = drawing.Drawing._line
        drawing.Drawing._line = line
        try:
            canvas = Noting(io.BytesIO())
            drawing.Drawing(self._layout, self._facts, drawing.Language.BOTH, drawing.Pictures(), canvas).run()
        finally:
            drawing.Drawing._line = kept

    def _signed(self, archived: bytes) -> bytes:
        metadata = signers.PdfSignatureMetadata(
            field_name="Signature", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        )  # fmt: skip
        spec = fields.SigFieldSpec("Signature", invis_sig_settings=fields.InvisSigSettings(set_print_flag=True))
        signer = signers.PdfSigner(metadata, self._signature.signer, new_field_spec=spec)
        return bytes(signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(archived))).getvalue())

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
        document = self._signed(archive.getvalue())
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
        set_up(place, chosen.count * 2 + 1)
        in_turns(place, chosen.count)
        print(f"two processes: {per_second(chosen.count, run_processes(place, 2))} by the clock")
    for size in (int(each) for each in chosen.linear.split(",") if each):
        linear(size)


def in_turns(place: Path, count: int) -> None:
    """Issue ``count`` certificates in rounds, each beside a round of bare calls; print rates and ratios."""
    home, desk = opened(place)
    waiting = list(desk.waiting())
    bare = Bare(place, issued(desk, waiting[:1])[0])
    bare.one()
    size, rounds = max(1, count // ROUNDS), []
    for start in range(1, 1 + size * ROUNDS, size):
        marks = [(time.perf_counter(), time.process_time())]
        assert len(issued(desk, waiting[start : start + size])) == size
        marks.append((time.perf_counter(), time.process_time()))
        for _ in range(size):
            bare.one()
        marks.append((time.perf_counter(), time.process_time()))
        rounds.append([(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(marks)])
    home.close()
    ours, calls = ([each[part] for each in rounds] for part in (0, 1))
    print(f"one process: {per_second(size, statistics.median(each[0] for each in ours))} by the clock")
    own_ms, bare_ms = (1000 * statistics.median(each[1] for each in part) / size for part in (ours, calls))
    ratio = statistics.median(bare_cpu / own_cpu for (_, own_cpu), (_, bare_cpu) in rounds)
    print(f"processor ms each: {own_ms:.0f}, bare {bare_ms:.0f}; ratio bare/ours {ratio:.2f} (aim: at least 0.85)")


def issued(desk: Certificates, attempts: list[str]) -> list[Issued]:
    """Issue some; return those that were."""
    return [each for each in desk.issue_all(attempts) if isinstance(each, Issued)]


def opened(place: Path) -> tuple[Home, Certificates]:
    """Open a home and its certificate desk; fonts are loaded afterwards."""
    home, clock = open_home(place), SystemClock()
    press = Press(open_keys(place / "keys" / "certificates"), Style())
    workshop = Workshop(press, FileShelf(place / "certificates"), home.keys, SystemChance())
    signed_in = sign_in(home.store, clock, "clerk", PIN)
    desk = Certificates(home.store, clock, Station("office", home.keys.station, SOFTWARE), signed_in, workshop)
    press.check(desk._prepare(desk.waiting()[0]))
    return home, desk


def linear(size: int) -> None:
    """Issue many in one process; print the rate of the first and the last tenth of it, and the memory in use."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "home"
        set_up(place, size)
        home, desk = opened(place)
        marks, peaks = [time.process_time()], []
        for _ in desk.issue_all(desk.waiting()):
            marks.append(time.process_time())
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        home.close()
        tenth = size // 10
        early, late = marks[tenth] - marks[0], marks[-1] - marks[-1 - tenth]
        print(
            f"{size}, by the processor: {per_second(size, marks[-1] - marks[0])}; "
            f"first tenth {per_second(tenth, early)}, last tenth {per_second(tenth, late)}; "
            f"peak memory {peaks[tenth]} MB after a tenth, {peaks[-1]} MB at the end"
        )


if __name__ == "__main__":
    main()
