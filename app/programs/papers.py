"""What leaves the demo and the season on paper: certificates, forms, the evidence bundle.

Why this room exists: wiring of the certificate desk without a command line around it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.centre.certificates import Certificates, NotIssued, Workshop
from app.centre.ports import Clock
from app.centre.seat import Station
from app.centre.values import SignedIn
from app.exam.bank import Text
from app.exam.errors import Refused
from app.exam.scheme import Scheme
from app.paperwork.certificate.keys import create_keys, open_keys
from app.paperwork.certificate.press import Press, Style
from app.programs.certificate_files import put_file
from app.storage.calendar_file import read_calendar
from app.storage.certificate_shelf import FileShelf
from app.storage.clock import SystemChance
from app.storage.home import Home

LANGUAGES = ("zh", "en")


def without_notice(scheme: Scheme) -> Scheme:
    """Return a scheme's variant for a demo, which cannot wait for a public notice to end; its name says so."""
    name = Text(
        f"{scheme.name.zh}（演示：公示期 0 个工作日）", f"{scheme.name.en} (demo: a public notice of 0 working days)"
    )
    return replace(scheme, id=f"{scheme.id}-demo", name=name, notice_working_days=0)


def certificate_desk(home: Home, clock: Clock, station: Station, clerk: SignedIn, issuer: str) -> Certificates:
    """Return the certificate desk of a home; its keys are made if there are none."""
    folder = home.path / "keys" / "certificates"
    keys = open_keys(folder) if folder.is_dir() else create_keys(folder, issuer, clock.now())
    shelf, calendar = FileShelf(home.path / "certificates"), read_calendar(home.path)
    workshop = Workshop(Press(keys, Style()), shelf, home.keys, SystemChance(), calendar)
    return Certificates(home.store, clock, station, clerk, workshop)


def write_papers(home: Home, desk: Certificates, clerk: SignedIn, attempt: str, out: Path) -> str:
    """Issue an attempt's certificate, draw its sitting's forms and pack its bundle; return the number.

    Leaves ``certificate.pdf``, ``forms/`` and ``bundle.zip`` in the folder.

    Raises:
        Refused: the bundle would lack media that the record names.
    """
    from app.programs.paperwork_desk import export_bundle, write_forms  # forms and bundles are not for a season

    issued = desk.issue(attempt)
    put_file(out / "certificate.pdf", issued.printed.pdf, issued.line)
    with home.store.reading() as books:
        sitting = books.sittings.booking(attempt).sitting
    write_forms(home.store, clerk, sitting, out / "forms", languages=LANGUAGES, calendar=read_calendar(home.path))
    missing = export_bundle(home, clerk, attempt, out / "bundle.zip")
    if missing:
        raise Refused(f"The bundle lacks {missing[0]}.", advice="Look in the home's media folder.")
    return issued.line.number


def issue_due(desk: Certificates, attempts: Sequence[str]) -> Iterator[str]:
    """Issue the certificates of attempts that wait for theirs; yield each number.

    Raises:
        Refused: the first that cannot be issued.
    """
    for outcome in desk.issue_all(attempts):
        if isinstance(outcome, NotIssued):
            raise outcome.reason
        yield outcome.line.number
