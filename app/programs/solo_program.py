"""``kaobo`` alone: set up an empty home on one page, or practise at once; then both windows of this PC.

Why this room exists: a newcomer sees the whole exam within a minute of the first start, without a manual.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer
from PySide6.QtWidgets import QApplication

from app.centre.ports import Clock
from app.exam.errors import DeskError
from app.media.capture.cameras import ListedDevice, listed_cameras
from app.media.capture.microphones import listed_microphones
from app.programs.awake import awake
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
        with awake():
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
        self._cameras: dict[str, str] = {}
        self._microphones: dict[str, str] = {}
        self._refused: DeskError | None = None
        self._home: Home | None = None
        self._practice: PracticeHome | None = None
        self.solo: Solo | None = None
        self.asking: KioskWindow | None = None

    def ask(self) -> None:
        """Show the set-up page of an empty home."""
        self._cameras, self._microphones = told_apart(listed_cameras()), told_apart(listed_microphones())
        self.asking = KioskWindow()
        page = self.asking.setup
        self._show_asking()
        page.set_up_asked.connect(lambda wish: self._try(lambda: self._set_up(wish)))
        page.practice_asked.connect(lambda: self._try(self.practise))
        page.language_asked.connect(self._turn_language)
        self.asking.bar.hide()
        self.asking.turn_to(page)
        self.asking.resize(1180, 760)
        self.asking.show()

    def _language(self) -> str:
        return str(self._application.property("kaobo_language") or "zh")

    def _turn_language(self) -> None:
        speak(self._application, "zh" if self._language() == "en" else "en")
        self._show_asking()

    def _show_asking(self) -> None:
        """Show the devices there are, and what was refused in the window's language."""
        assert self.asking is not None
        problem = " ".join(self._refused.in_language(self._language())) if self._refused is not None else ""
        self.asking.setup.show_state(SetupState(tuple(self._cameras), tuple(self._microphones), problem))

    def _try(self, way: Callable[[], None]) -> None:
        """Go a way from the set-up page; what keeps anybody from it is said there."""
        try:
            way()
        except DeskError as error:
            self._refused = error
            self._show_asking()

    def _set_up(self, wish: SetupWish) -> None:
        camera, microphone = self._cameras.get(wish.camera, ""), self._microphones.get(wish.microphone, "")
        set_up_home(self._settings, self._clock, replace(wish, camera=camera, microphone=microphone))
        self.open()

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


def told_apart(found: list[ListedDevice]) -> dict[str, str]:
    """Return sources by the name that is shown: of two cameras of one make, each can be chosen."""
    named: dict[str, str] = {}
    for each in found:
        same = sum(1 for other in named if other == each.name or other.startswith(f"{each.name} ("))
        named[f"{each.name} ({same + 1})" if each.name in named else each.name] = each.source
    return named
