"""A season's certificates, shared among processes as its booths are.

Why this room exists: drawing and signing hold no lock, so each process issues its share; whose share an attempt is in
hangs on the attempt alone, so that it is nobody's and everybody's at no moment, however far the others are.
"""

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from app.centre.access import sign_in
from app.centre.seat import Station
from app.paperwork.certificate.keys import create_keys
from app.programs.rehearsal.people import ISSUER
from app.programs.season import PIN, SeasonPlan
from app.programs.season_crew import HOME
from app.settings import SOFTWARE
from app.storage.clock import SystemClock
from app.storage.home import Home, open_home


def make_keys(home: Home) -> None:
    """Make the keys that certificates are signed with, if there are none, before several processes look for them."""
    folder = home.path / "keys" / "certificates"
    if not folder.is_dir():
        create_keys(folder, ISSUER, SystemClock().now())


def run_office(out: Path, _plan: SeasonPlan, part: int, parts: int) -> Iterator[str]:
    """Issue a part's share of the certificates that are due; yield each number."""
    from app.programs.papers import certificate_desk, issue_due  # with all that draws and signs

    home, clock = open_home(out / HOME), SystemClock()
    try:
        clerk = sign_in(home.store, clock, "clerk", PIN)
        desk = certificate_desk(home, clock, Station("office", home.keys.station, SOFTWARE), clerk, ISSUER)
        share = [attempt for attempt in desk.waiting() if crc32(attempt.encode()) % parts == part]
        yield from issue_due(desk, share)
    finally:
        home.close()
