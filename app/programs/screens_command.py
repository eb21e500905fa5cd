"""``kaobo screens``: render every page and state of the windows to pictures, without a screen.

Why this room exists: looks are judged by looking; this is the tool for it.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.exam.bank import Bank
from app.exam.errors import Unavailable
from app.media.upload.code import code_rows
from app.programs.console import say
from app.resources import question_bank
from app.storage.bank_files import load_bank


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("screens")(screens)


def screens(
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures.")] = Path("screens-out"),
    only: Annotated[str, typer.Option("--only", help="Render scenes whose name holds this.")] = "",
    sizes: Annotated[str, typer.Option("--size", help="Render screens whose name holds this, as 1366x768.")] = "",
    languages: Annotated[str, typer.Option("--language", help="zh, en or both.")] = "both",
) -> None:
    """Render every page and state, in both languages and several sizes.

    Example: `kaobo screens --out screens-out --only theory --size 1366x768`
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.screens.gallery.shots import SCREENS

    wanted = [each for each in SCREENS if sizes in each.name]
    spoken = ("zh", "en") if languages == "both" else (languages,)
    out.mkdir(parents=True, exist_ok=True)
    count = sum(1 for language in spoken for _ in render(out, language, wanted, lambda name: only in name))
    say(f"{count} pictures in {out}.")


def practice_bank() -> Bank:
    """Return the bank that is shipped.  Raises Unavailable when it does not load."""
    bank = load_bank(question_bank("yiwu")).bank
    if bank is None:
        raise Unavailable("The shipped question bank has faults.", advice="Run `kaobo bank check`.")
    return bank


def render(out: Path, language: str, wanted: Iterable[object], chosen: Callable[[str], bool]) -> Iterable[Path]:
    """Render the chosen scenes of one language on these screens; yield each picture's path."""
    from PySide6.QtWidgets import QApplication

    from app.screens.gallery.kiosk_scenes import Content, kiosk_scenes
    from app.screens.gallery.shots import Screen, settle, shot
    from app.screens.kiosk.window import KioskWindow
    from app.screens.language import speak
    from app.screens.theme import load_fonts

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    load_fonts()
    speak(application, language)
    bank = practice_bank()
    sample = next(each for each in bank.samples if each.id == "womens_perfume")
    content = Content(bank, sample, language, code_rows("http://192.168.1.20:8471/u/7K2M-Q9XD"))
    for scene in kiosk_scenes(content):
        if not chosen(scene.name):
            continue
        for screen in wanted:
            assert isinstance(screen, Screen)
            window = KioskWindow()
            settle(window, screen)
            scene.fill(window)
            settle(window, screen)
            path = out / f"{scene.name}_{language}_{screen.name}.png"
            shot(window, screen).save(str(path))
            window.close()
            window.deleteLater()
            yield path
