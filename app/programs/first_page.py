"""The kiosk's first page, before the command line itself has been read.

Why this room exists: a booth that is switched on shows at once that it lives.  Reading the command line, the database
and the codecs takes longer than painting the page; so the page comes first and the rest happens behind it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.programs.kiosk_program import KioskRun
    from app.screens.kiosk.window import KioskWindow

FIRST_PAINT_MS = 40


class FirstPage:
    """The window that stands already, and what came to work in it."""

    def __init__(self, window: "KioskWindow") -> None:
        self.window = window
        self.runs: list[KioskRun] = []


standing: list[FirstPage] = []
"""The page of this process, while its command has not been read yet."""


def wanted(arguments: Sequence[str]) -> bool:
    """Tell whether a command line opens the kiosk."""
    return list(arguments[:1]) == ["kiosk"] and "--help" not in arguments


def show_first(arguments: list[str], run: Callable[[list[str]], int]) -> int:
    """Show the page, then read the command line behind it; return the exit code once the window is left."""
    from PySide6.QtCore import QTimer

    from app.programs.windows import application_of

    application, code = application_of(), 0
    window = open_window(
        _value(arguments, "--home"), _value(arguments, "--booth"),
        locked="--window" not in arguments, dark="--dark" in arguments,
    )  # fmt: skip
    page = FirstPage(window)
    standing.append(page)

    def behind_it() -> None:
        nonlocal code
        code = run(arguments)
        if code or not page.runs:
            application.exit(code)

    QTimer.singleShot(FIRST_PAINT_MS, behind_it)
    try:
        application.exec()
    finally:
        standing.clear()
        for each in page.runs:
            each.end()
    return code


def _value(arguments: list[str], name: str) -> str:
    """Return an option's value as the page needs it; the command line itself judges it afterwards."""
    for place, each in enumerate(arguments):
        if each == name and place + 1 < len(arguments):
            return arguments[place + 1]
        if each.startswith(f"{name}="):
            return each.partition("=")[2]
    return ""


def open_window(home: Path | str | None, booth: str, *, locked: bool, dark: bool = False) -> "KioskWindow":
    """Show the language page in a window of its own."""
    from app.exam.errors import DeskError
    from app.programs.booth_settings import BoothSettings, booth_settings
    from app.screens.kiosk.language import LanguageState
    from app.screens.kiosk.window import KioskWindow
    from app.screens.theme import DARK, LIGHT
    from app.settings import settings_from

    try:
        known = booth_settings(settings_from(Path(home) if home else None).home)
    except DeskError:
        known = BoothSettings()  # the command says what is wrong with the file
    window = KioskWindow(DARK if dark else LIGHT)
    window.language.show_state(LanguageState(booth or known.booth, known.centre))
    if locked:
        window.lock()
        window.showFullScreen()
        window.windowHandle().setKeyboardGrabEnabled(True)
    else:
        window.resize(1366, 768)
        window.show()
    return window
