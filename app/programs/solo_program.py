"""``kaobo`` alone: set up an empty home on one page, or practise at once; then both windows of this PC.

Why this room exists: a newcomer sees the whole exam within a minute of the first start, without a manual.
"""

from dataclasses import replace
from typing import Annotated

import typer
from PySide6.QtWidgets import QApplication

from app.centre.ports import Clock
from app.exam.errors import DeskError
from app.media.capture.cameras import ListedDevice, listed_cameras
from app.media.capture.microphones import listed_microphones
from app.programs.booth_settings import BoothSettings, booth_settings
from app.programs.booths import PRACTICE
from app.programs.console import HomeOption
from app.programs.kiosk_services import stick_video
from app.programs.practice import PRACTICE_LOGIN, PRACTICE_PIN, PracticeHome
from app.programs.practice_place import PracticePlace, sweep
from app.programs.setting_up import set_up_home
from app.programs.solo import Solo
from app.programs.windows import application_of
from app.screens.kiosk.setup import SetupState, SetupWish
from app.screens.kiosk.window import KioskWindow
from app.screens.language import speak
from app.settings import Settings, settings_from
from app.storage.clock import SystemClock
from app.storage.home import Home, open_home


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("solo")(solo)


def solo(
    home: HomeOption = None,
    practice: Annotated[bool, typer.Option("--practice", help="A made-up candidate; leaves nothing behind.")] = False,
    camera: Annotated[str, typer.Option(help="Another camera than the home's; `practice` for none.")] = "",
    microphone: Annotated[str, typer.Option(help="Another microphone than the home's.")] = "",
) -> None:
    """Open the candidate's window and the examiner's on this PC; `kaobo` alone does the same.

    Example: `kaobo solo --practice`
    """
    sweep()
    application, clock, settings = application_of(), SystemClock(), settings_from(home)
    way = Way(application, settings, clock)
    if practice:
        way.practise()
    elif is_home(settings):
        way.open(camera, microphone)
    else:
        way.ask()
    try:
        application.exec()
    finally:
        way.close()


def is_home(settings: Settings) -> bool:
    """Tell whether a home was set up here."""
    return (settings.home / "keys").is_dir()


class Way:
    """From the first start to both windows."""

    def __init__(self, application: QApplication, settings: Settings, clock: Clock) -> None:
        self._application, self._settings, self._clock = application, settings, clock
        self._devices: tuple[list[ListedDevice], list[ListedDevice]] = ([], [])
        self._home: Home | None = None
        self._practice: PracticeHome | None = None
        self.solo: Solo | None = None
        self.asking: KioskWindow | None = None

    def ask(self) -> None:
        """Show the set-up page of an empty home."""
        self._devices = listed_cameras(), listed_microphones()
        self.asking = KioskWindow()
        page = self.asking.setup
        cameras, microphones = (tuple(each.name for each in found) for found in self._devices)
        page.show_state(SetupState(cameras, microphones))
        page.set_up_asked.connect(self._set_up)
        page.practice_asked.connect(self.practise)
        page.language_asked.connect(lambda: speak(self._application, "zh" if self._language() == "en" else "en"))
        self.asking.bar.hide()
        self.asking.turn_to(page)
        self.asking.resize(1180, 760)
        self.asking.show()

    def _language(self) -> str:
        return str(self._application.property("kaobo_language") or "zh")

    def _set_up(self, wish: SetupWish) -> None:
        named = replace(
            wish, camera=_source(self._devices[0], wish.camera), microphone=_source(self._devices[1], wish.microphone)
        )
        try:
            set_up_home(self._settings, self._clock, named)
            self.open()
        except DeskError as error:
            assert self.asking is not None
            language = self._language()
            cameras, microphones = (tuple(each.name for each in found) for found in self._devices)
            self.asking.setup.show_state(SetupState(cameras, microphones, " ".join(error.in_language(language))))

    def open(self, camera: str = "", microphone: str = "") -> None:
        """Open both windows on this station's home."""
        home = open_home(self._settings.home, database_url=self._settings.database_url)
        self._home, known = home, booth_settings(home.path)
        self._show(home, replace(known, camera=camera or known.camera, microphone=microphone or known.microphone))

    def practise(self) -> None:
        """Open both windows on a home that is gone afterwards, with candidates who do not exist."""
        self._practice = PracticeHome(PracticePlace(), self._clock)
        home = self._practice.home
        made = self._show(home, BoothSettings(camera=PRACTICE), self._practice)
        made.examiner.sign_in.sign_in_asked.emit(PRACTICE_LOGIN, PRACTICE_PIN)

    def _show(self, home: Home, settings: BoothSettings, practice: PracticeHome | None = None) -> Solo:
        ticket = practice.ticket if practice is not None else None
        stick = stick_video if practice is None else practice.clip
        self.solo = Solo(self._application, home, self._clock, settings, stick=stick, practice=ticket)
        self.solo.start()
        self.solo.show()
        if self.asking is not None:
            self.asking.close()
        return self.solo

    def close(self) -> None:
        """End everything; a practice home is deleted."""
        if self.solo is not None:
            self.solo.stop()
        if self._home is not None:
            self._home.close()
        if self._practice is not None:
            self._practice.forget()


def _source(found: list[ListedDevice], name: str) -> str:
    return next((each.source for each in found if each.name == name), "")
