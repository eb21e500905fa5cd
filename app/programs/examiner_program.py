"""``kaobo examiner``: the examiner's windows, joined to this station's home and to a booth.

Why this room exists: wiring only.  The booth may be on this PC or behind the glass; without a link the page says so
and everything else works.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.centre.booth_link import BoothLink
from app.centre.ports import Clock, Store
from app.centre.seat import Station
from app.centre.station_calls import anybody_calls
from app.centre.viewing import MediaShelf
from app.media.film.shelf import FolderShelf
from app.media.live.look import BoothLook, address_of
from app.programs.awake import awake
from app.programs.booth_settings import booth_settings
from app.programs.booth_view import LinkedPhotos, door_of
from app.programs.console import HomeOption, centre
from app.programs.desk_settings import DARK, LIGHT, DeskSettings, desk_settings, keep_desk_settings
from app.programs.examiner_pages import FilmPages
from app.programs.faces import Faces
from app.programs.kiosk_services import Incidents
from app.programs.windows import application_of
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.identity_desk import IdentityServices
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.pages import ExaminerPage
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.window import ExaminerWindow
from app.screens.language import speak
from app.storage.photos import PhotoFolder

CENTRE = "Kaobo 考播"


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("examiner")(examiner)


def examiner(
    home: HomeOption = None,
    booth: Annotated[
        str, typer.Option("--booth", help="The booth's station name; as it was set up when left away.")
    ] = "",
    link: Annotated[
        str, typer.Option("--link", help="The booth's address, as http://192.168.1.20:8472; found by itself on one PC.")
    ] = "",
    token: Annotated[
        str, typer.Option("--token", help="The token that the booth was started with.", envvar="KAOBO_BOOTH_TOKEN")
    ] = "",
    window: Annotated[bool, typer.Option("--window", help="In a window instead of the full screen.")] = False,
) -> None:
    """Open the examiner's desk: mark live, run the booth, moderate, decide.

    Example: `kaobo examiner --window`
    """
    application = application_of()
    address = address_of(link, token) if link else None
    with centre(home) as opened:
        services = services_of(application, opened.store, opened.clock, opened.station, opened.home.path)
        look = BoothLook((lambda: address) if address else door_of(opened.home.path))
        films = FilmPages(services.desk, opened.home)
        faces = Faces(opened.home.path, services.desk, LinkedPhotos(PhotoFolder(opened.home.photos), look))
        look.start()
        try:
            named = booth or booth_settings(opened.home.path).booth
            pages = pages_of(services.desk, look, named, faces.services(), FolderShelf(opened.home.media))
            services = replace(services, calls=lambda: anybody_calls(opened.store, named))
            run_windows(application, services, (*pages, *films.pages), full=not window)
        finally:
            faces.close()
            films.close()
            look.close()


def services_of(application: QApplication, store: Store, clock: Clock, station: Station, home: Path) -> ShellServices:
    """Join the shell's services; how its window looks is kept in the home."""
    desk = DeskServices(store, clock, station, lambda: str(application.property("kaobo_language") or "zh"))

    def keep_dark(dark: bool) -> None:
        keep_desk_settings(home, DeskSettings(DARK if dark else LIGHT))

    dark = desk_settings(home).theme == DARK
    return ShellServices(desk, CENTRE, lambda language: speak(application, language), dark, keep_dark)


def pages_of(
    services: DeskServices, link: BoothLink, booth: str, identity: IdentityServices, shelf: MediaShelf | None = None
) -> tuple[ExaminerPage, ...]:  # fmt: skip
    """Return the window's pages in the order of the rail."""
    return (LiveBooth(services, link, booth, identity, shelf=shelf),)


def run_windows(
    application: QApplication, services: ShellServices, pages: tuple[ExaminerPage, ...], *, full: bool
) -> int:
    """Show the window until it is closed."""
    made = ExaminerWindow()
    desk = ExaminerDesk(made, services, pages)
    incidents = Incidents(services.desk.clock)
    incidents.happened.connect(desk.show_incident, Qt.ConnectionType.QueuedConnection)
    incidents.troubled.connect(desk.show_trouble, Qt.ConnectionType.QueuedConnection)
    incidents.listen()
    desk.start()
    if full:
        made.showMaximized()
    else:
        made.resize(1366, 768)
        made.show()
    with awake():
        code = application.exec()
    desk.stop()
    return code
