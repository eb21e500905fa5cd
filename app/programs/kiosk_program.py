"""The kiosk behind its first page: joined to this station's home, camera and clip hand-in.

Why this room exists: wiring only; ``kiosk_command`` shows the first page before any of this has been read.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt

from app.centre.seat import Station
from app.programs.awake import awake
from app.programs.booth_claim import BoothClaim
from app.programs.booth_settings import booth_settings
from app.programs.booth_view import BoothView, open_door, shared
from app.programs.booths import booth_of, clip_desk_of
from app.programs.console import centre
from app.programs.kiosk_services import Incidents, services_of
from app.programs.recording_booth import RecordingBooth
from app.programs.windows import application_of
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow
from app.settings import SOFTWARE


@dataclass(frozen=True, slots=True)
class KioskWish:
    """What the command was asked for; empty: as the home was set up."""

    home: Path | None = None
    booth: str = ""
    camera: str = ""
    microphone: str = ""
    share: str = ""
    token: str = ""
    locked: bool = True


class KioskRun:
    """One kiosk at work in a window that stands already; ``end`` lets everything go."""

    def __init__(self, window: KioskWindow, wish: KioskWish) -> None:
        """Open the home and everything beside it.

        Raises:
            Refused, Unavailable: there is no home, or a part of the booth cannot be opened.
        """
        self._opened = ExitStack()
        try:
            self._begin(window, wish)
        except BaseException:
            self._opened.close()
            raise

    def _begin(self, window: KioskWindow, wish: KioskWish) -> None:
        opened = self._opened.enter_context(centre(wish.home))
        self._opened.enter_context(awake())
        known = booth_settings(opened.home.path)
        known = replace(known, booth=wish.booth or known.booth, camera=wish.camera or known.camera,
                        microphone=wish.microphone or known.microphone)  # fmt: skip
        claim = BoothClaim(opened.home, known.booth)
        self._opened.callback(claim.let_go)
        devices, clips = booth_of(known, opened.home, opened.clock), clip_desk_of(opened.home)
        if isinstance(devices, RecordingBooth):
            self._opened.callback(devices.close)
        self._opened.callback(clips.close)
        station = Station(known.booth, opened.home.keys.station, SOFTWARE)
        services = services_of(application_of(), opened.home, opened.clock, station, devices, clips)
        door = open_door(opened.home.path, BoothView(devices, services.photos), *shared(wish.share, wish.token))
        self._opened.callback(door.close)
        desk = KioskDesk(window, replace(services, centre=known.centre))
        self._incidents = Incidents(opened.clock)
        self._incidents.happened.connect(desk.show_incident, Qt.ConnectionType.QueuedConnection)
        self._incidents.troubled.connect(desk.show_trouble, Qt.ConnectionType.QueuedConnection)
        claim.lost.connect(desk.show_trouble, Qt.ConnectionType.QueuedConnection)
        self._incidents.listen()
        self._opened.callback(desk.stop)
        if wish.locked:
            window.guard_with(services.may_leave)
        desk.start()

    def end(self) -> None:
        """Stop the desk, close devices, hand-in, door and home."""
        self._opened.close()
