"""``kaobo screens``: render every page and state of the windows to pictures, without a screen.

Why this room exists: looks are judged by looking; this is the tool for it.
"""

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from app.exam.bank import Bank
from app.exam.counting import count_of
from app.exam.errors import Unavailable
from app.exam.scheme import Scheme
from app.media.upload.code import code_rows
from app.programs.console import say
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.scheme_files import load_scheme


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("screens")(screens)


def screens(
    out: Annotated[Path, typer.Option("--out", help="Folder for the pictures.")] = Path("screens-out"),
    only: Annotated[str, typer.Option("--only", help="Render scenes whose name holds this.")] = "",
    sizes: Annotated[str, typer.Option("--size", help="Render screens whose name holds this, as 1366x768.")] = "",
    languages: Annotated[str, typer.Option("--language", help="zh, en or both.")] = "both",
) -> None:
    """Render every page and state, in both languages and several sizes; light and dark.

    Example: `kaobo screens --out screens-out --only theory --size 1366x768`
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.screens.gallery.shots import DESK_SCREENS, SCREENS

    wanted = [each for each in dict.fromkeys((*SCREENS, *DESK_SCREENS)) if sizes in each.name]
    spoken = ("zh", "en") if languages == "both" else (languages,)
    out.mkdir(parents=True, exist_ok=True)
    count = sum(1 for language in spoken for _ in render(out, language, wanted, lambda name: only in name))
    say(f"{count_of(count, 'picture')} in {out}.")


def practice_bank() -> Bank:
    """Return the bank that is shipped.  Raises Unavailable when it does not load."""
    bank = load_bank(question_bank("yiwu")).bank
    if bank is None:
        raise Unavailable("The shipped question bank has faults.", advice="Run `kaobo bank check`.")
    return bank


def practice_scheme() -> Scheme:
    """Return the scheme that is shipped.  Raises Unavailable when it does not load."""
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    if scheme is None:
        raise Unavailable("The shipped scheme has faults.", advice="Run `kaobo bank check`.")
    return scheme


def render(out: Path, language: str, wanted: Iterable[object], chosen: Callable[[str], bool]) -> Iterable[Path]:
    """Render the chosen scenes of one language on these screens; yield each picture's path."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QWidget

    from app.programs.windows import application_of
    from app.screens.examiner.window import ExaminerWindow
    from app.screens.gallery.examiner_scenes import examiner_scenes, in_the_dark
    from app.screens.gallery.film_scenes import film_scenes
    from app.screens.gallery.kiosk_scenes import Content, kiosk_scenes
    from app.screens.gallery.room_scenes import room_scenes
    from app.screens.gallery.shots import DESK_SCREENS, SCREENS, Screen, settle, shot
    from app.screens.kiosk.window import KioskWindow
    from app.screens.language import speak
    from app.screens.theme import DARK

    speak(application_of(), language)
    bank, scheme = practice_bank(), practice_scheme()
    sample = next(each for each in bank.samples if each.id == "womens_perfume")
    content = Content(bank, sample, language, code_rows("http://192.168.1.20:8471/u/7K2M-Q9XD"))
    desk = (*examiner_scenes(content, scheme), *film_scenes(content, scheme), *room_scenes(content, scheme))
    dark = map(in_the_dark, desk)
    kiosk = kiosk_scenes(content)
    every: tuple[tuple[Callable[[], QWidget], tuple[Screen, ...], str, Callable[..., object]], ...] = (
        *((KioskWindow, SCREENS, scene.name, scene.fill) for scene in kiosk),
        *((partial(KioskWindow, DARK), SCREENS, f"{scene.name}-dark", scene.fill) for scene in kiosk),
        *((ExaminerWindow, DESK_SCREENS, scene.name, scene.fill) for scene in (*desk, *dark)),
    )
    for make, screens_of, name, fill in every:
        for screen in wanted if chosen(name) else ():
            assert isinstance(screen, Screen)
            if screen not in screens_of:
                continue
            window = make()
            settle(window, screen)
            fill(window)  # each scene fills its own kind of window
            settle(window, screen)
            path = out / f"{name}_{language}_{screen.name}.png"
            if not shot(window, screen).save(str(path)):
                raise Unavailable(f"{path} cannot be written.", advice="Check the disk and its rights.")
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # no event loop runs that would
            yield path
