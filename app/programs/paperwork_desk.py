"""Make the paper of a sitting and the bundle of an attempt as files.

Why this room exists: commands, the demo and the season write the same files; here job, drawing and folder meet.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from app.centre.certificate_keeping import kept_certificate
from app.centre.ports import Store
from app.centre.report_values import Evidence, ScoreRecord, SittingReport
from app.centre.reports import evidence_of, score_record_of, sitting_report
from app.centre.values import SignedIn
from app.exam.bank import Bank
from app.exam.errors import Refused, Unavailable
from app.exam.notice import MONDAY_TO_FRIDAY, WorkCalendar
from app.paperwork.bundle.writing import Content, Signatory, write_bundle
from app.paperwork.forms.catalogue import FORMS, draw_blank_score_records, draw_form, draw_score_records
from app.storage.certificate_shelf import FileShelf
from app.storage.home import Home
from app.whole_files import put_whole

LANGUAGES = ("zh", "en")


def write_forms(
    store: Store,
    by: SignedIn,
    sitting: str,
    out: Path,
    *,
    languages: Sequence[str] = ("zh",),
    step: Callable[[], object] | None = None,
    calendar: WorkCalendar = MONDAY_TO_FRIDAY,
) -> list[Path]:
    """Write every form of a sitting, and a score record for each published attempt; return the files.

    Args:
        sitting: the sitting's id.
        step: called after each file.
        calendar: the centre's working days.

    Raises:
        NotAllowed: the role may not see persons.
        Refused: a character that no font has.
    """
    report = sitting_report(store, by, sitting, calendar)
    records = _score_records(store, by, sitting)
    written = []
    for language in languages:
        for name in FORMS:
            if report.roster or name != "admission_tickets":
                written.append(_put(out, f"{name}-{language}.pdf", draw_form(name, report, language)))
                _step(step)
        for record in records:
            number = record.candidate.admission_number
            pdf = draw_score_records([record], language)
            written.append(_put(out, f"score_record-{number}-{language}.pdf", pdf))
            _step(step)
    return written


def count_forms(store: Store, sitting: str, languages: int) -> int:
    """Return how many files ``write_forms`` writes at most, for a progress bar."""
    with store.reading() as books:
        return languages * (len(FORMS) + len(books.sittings.bookings(sitting)))


def write_blank_forms(out: Path, bank: Bank, *, languages: Sequence[str] = ("zh",)) -> list[Path]:
    """Write every form empty, for a day without power; return the files."""
    written = []
    for language in languages:
        written += [_put(out, f"{name}-blank-{language}.pdf", draw_form(name, None, language)) for name in FORMS]
        pdf = draw_blank_score_records(bank.rubrics, language)
        written.append(_put(out, f"score_record-blank-{language}.pdf", pdf))
    return written


def _score_records(store: Store, by: SignedIn, sitting: str) -> list[ScoreRecord]:
    with store.reading() as books:
        lines = [books.attempts.get(booking.id) for booking in books.sittings.bookings(sitting)]
    published = [line for line in lines if line is not None and line.published_on]
    return [score_record_of(store, by, line.attempt) for line in published if line.office_state != "purged"]


def _put(out: Path, name: str, content: bytes) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        put_whole(out / name, content, mode=0o666)
    except OSError as error:
        raise Unavailable(f"{name} cannot be written to {out}.", advice="Check the disk and its rights.") from error
    return out / name


def _step(step: Callable[[], object] | None) -> None:
    if step is not None:
        step()


def export_bundle(home: Home, by: SignedIn, attempt: str, path: Path, *, with_media: bool = True) -> list[str]:
    """Write an attempt's evidence bundle; return the media that the record names and that are not there.

    Raises:
        NotAllowed: the role may not hand out evidence.
        Refused: the attempt is not published, or the bundle would be over 4 GB.
        Unavailable: a file cannot be read or written.
    """
    evidence = evidence_of(home.store, by, attempt)
    extra: dict[str, Content] = {}
    if with_media:
        extra |= _media(home.media / attempt, evidence)
    report = _only(sitting_report(home.store, by, _sitting_of(home, attempt)), evidence.record)
    for language in LANGUAGES:
        extra[f"forms/score_record-{language}.pdf"] = draw_score_records([evidence.record], language)
        for name in ("candidates_sign_in", "room_record"):
            extra[f"forms/{name}-{language}.pdf"] = draw_form(name, report, language)
    extra |= _certificate(home, attempt)
    signatory = Signatory(home.keys.station, home.keys.station.public, home.keys.stations)
    return write_bundle(path, evidence, extra, signatory)


def _sitting_of(home: Home, attempt: str) -> str:
    with home.store.reading() as books:
        return books.sittings.booking(attempt).sitting


def _only(report: SittingReport, record: ScoreRecord) -> SittingReport:
    """Return a sitting's report without the other candidates: a bundle is handed to people outside."""
    own = record.candidate.admission_number
    incidents = tuple(each for each in report.incidents if each.admission_number == own)
    return SittingReport(report.head, (record.candidate,), report.staff, (), 1, (), incidents)


def _media(folder: Path, evidence: Evidence) -> dict[str, Content]:
    """Return the files of an attempt's media folder; what is not a plain file is passed over."""
    if not folder.is_dir():
        return {}
    named = set(evidence.files) | set(evidence.files.values())
    found: dict[str, Content] = {}
    for path in sorted(folder.rglob("*")):
        own = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and (own in named or _belongs(path, named)):
            found[f"media/{own}"] = path
    return found


def _belongs(path: Path, digests: set[str]) -> bool:
    """Tell whether a file is one that the record names by its digest, or a film's list of fragments."""
    if path.suffix == ".fragments":
        return True
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest() in digests


def _certificate(home: Home, attempt: str) -> dict[str, Content]:
    with home.store.reading() as books:
        line = books.attempts.get(attempt)
        if line is None or not line.certificate_number:
            return {}
        kept = kept_certificate(books, FileShelf(home.path / "certificates"), attempt)
    return {"certificate/certificate.pdf": kept.pdf}


def attempt_of(store: Store, which: str) -> str:
    """Return the id of an attempt named by its id or admission number.

    Raises:
        Refused: there is none.
    """
    with store.reading() as books:
        booking = books.sittings.booking_by_number(which)
        if booking is None and books.attempts.get(which) is None:
            raise Refused(f"There is no attempt {which}.", advice="Give an attempt's id or admission number.")
        return booking.id if booking else which
