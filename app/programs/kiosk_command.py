"""``kaobo kiosk`` on the command line; ``first_page`` has shown a window before, ``kiosk_program`` works in it."""

from pathlib import Path
from typing import Annotated

import typer

FIRST_PAINT_MS = 40


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("kiosk")(kiosk)


def kiosk(
    home: Annotated[
        Path | None, typer.Option("--home", help="Where this station keeps its things.", envvar="KAOBO_HOME")
    ] = None,
    booth: Annotated[str, typer.Option(help="This booth's name in the record; as it was set up when left away.")] = "",
    camera: Annotated[str, typer.Option(help="As `kaobo cameras` names it; `practice` for none.")] = "",
    microphone: Annotated[str, typer.Option(help="As `kaobo microphones` names it.")] = "",
    window: Annotated[bool, typer.Option("--window", help="In a window that can be closed, not locked.")] = False,
    dark: Annotated[bool, typer.Option("--dark", help="In dark colours, for a booth with little light.")] = False,
    share: Annotated[
        str,
        typer.Option("--share", help="Let an examiner on another PC look in at this address, as 192.168.1.20:8472."),
    ] = "",
    token: Annotated[
        str, typer.Option("--token", help="What that examiner must give.", envvar="KAOBO_BOOTH_TOKEN")
    ] = "",
) -> None:
    """Open the candidate's windows at this booth, locked and full screen.

    Example: `kaobo kiosk --camera practice --window`
    """
    from app.programs.first_page import open_window, standing
    from app.programs.kiosk_program import KioskRun, KioskWish
    from app.programs.windows import application_of

    wish = KioskWish(home, booth, camera, microphone, share, token, not window)
    if standing:  # the page came first, and its event loop runs already
        standing[0].runs.append(KioskRun(standing[0].window, wish))
        return
    application = application_of()
    run = KioskRun(open_window(home, booth, locked=not window, dark=dark), wish)
    try:
        application.exec()
    finally:
        run.end()
