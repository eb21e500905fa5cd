"""``kaobo examiner``: the examiner's windows, joined to this station's home and to a booth.

Why this room exists: wiring only.  The booth may be on this PC or behind the glass; without a link the page says so
and everything else works.
"""

from typing import Annotated

import typer
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.centre.booth_link import BoothLink, NoLink
from app.centre.ports import Clock, Store
from app.centre.seat import Station
from app.programs.console import HomeOption, centre
from app.programs.kiosk_program import Incidents, application_of
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.pages import ExaminerPage
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.window import ExaminerWindow
from app.screens.language import speak

CENTRE = "Kaobo 考播"


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("examiner")(examiner)


def examiner(
    home: HomeOption = None,
    booth: Annotated[
        str, typer.Option("--booth", help="The booth's station name; this station's when left away.")
    ] = "",
    window: Annotated[bool, typer.Option("--window", help="In a window instead of the full screen.")] = False,
) -> None:
    """Open the examiner's desk: mark live, run the booth, moderate, decide.

    Example: `kaobo examiner --window`
    """
    application = application_of()
    with centre(home) as opened:
        services = services_of(application, opened.store, opened.clock, opened.station)
        pages = pages_of(services.desk, NoLink(), booth or opened.station.name)
        run_windows(application, services, pages, full=not window)


def services_of(application: QApplication, store: Store, clock: Clock, station: Station) -> ShellServices:
    """Join the shell's services."""
    desk = DeskServices(store, clock, station, lambda: str(application.property("kaobo_language") or "zh"))
    return ShellServices(desk, CENTRE, lambda language: speak(application, language))


def pages_of(services: DeskServices, link: BoothLink, booth: str) -> tuple[ExaminerPage, ...]:
    """Return the window's pages in the order of the rail."""
    return (LiveBooth(services, link, booth),)


def run_windows(
    application: QApplication, services: ShellServices, pages: tuple[ExaminerPage, ...], *, full: bool
) -> int:
    """Show the window until it is closed."""
    made = ExaminerWindow()
    desk = ExaminerDesk(made, services, pages)
    incidents = Incidents(services.desk.clock)
    incidents.happened.connect(desk.show_incident, Qt.ConnectionType.QueuedConnection)
    incidents.listen()
    desk.start()
    if full:
        made.showMaximized()
    else:
        made.resize(1366, 768)
        made.show()
    code = application.exec()
    desk.stop()
    return code
