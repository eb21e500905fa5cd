"""What the command line prints, and the options that its commands share."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.centre.access import sign_in
from app.centre.ports import Clock
from app.centre.seat import Station
from app.centre.values import SignedIn
from app.exam.errors import DeskError, Refused
from app.settings import SOFTWARE, Settings, settings_from
from app.storage.clock import SystemChance, SystemClock
from app.storage.home import Home, open_home
from app.storage.store import SqlStore

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Where this station keeps its database, keys and films.", envvar="KAOBO_HOME"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value for a script.")]
AsOption = Annotated[
    str, typer.Option("--as", help="Login of the member of staff who does this.", envvar="KAOBO_LOGIN")
]
PinOption = Annotated[
    str,
    typer.Option("--pin", help="Their PIN; asked for when it is not given.", envvar="KAOBO_PIN", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Centre:
    """An opened home with everything that a command hands to a job."""

    settings: Settings
    home: Home
    clock: Clock
    chance: SystemChance
    station: Station

    @property
    def store(self) -> SqlStore:
        """The database."""
        return self.home.store

    def signed_in(self, login: str, pin: str) -> SignedIn:
        """Sign a member of staff in, asking for what was not given."""
        login = login or typer.prompt("Login")
        return sign_in(self.store, self.clock, login, pin or typer.prompt("PIN", hide_input=True))


@contextmanager
def centre(home: Path | None) -> Iterator[Centre]:
    """Open this station's home for one command.

    Raises:
        Refused: there is no home here, or its database is newer than this program.
    """
    settings = settings_from(home)
    opened = open_home(settings.home, database_url=settings.database_url, on_upgrade=err.print)
    try:
        station = Station("office", opened.keys.station, SOFTWARE)
        yield Centre(settings, opened, SystemClock(), SystemChance(), station)
    finally:
        opened.close()


def complain(error: DeskError) -> None:
    """Say on stderr what is wrong and the one next step."""
    detail, advice = error.in_language("en")
    err.print(f"[bold]{_plain(detail)}[/bold]")
    err.print(_plain(advice))


def say(sentence: str) -> None:
    """Print one sentence."""
    out.print(_plain(sentence))


def say_json(value: object) -> None:
    """Print one JSON value."""
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201 - for scripts, never wrapped


def say_table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table."""
    table = Table(show_edge=False, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*(_plain(str(cell)) for cell in row))
    out.print(table)


@contextmanager
def progress(label: str, total: int) -> Iterator["Bar"]:
    """Show a progress bar on stderr; nothing when stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bars:
        yield Bar(bars, label, total)


class Bar:
    """One progress bar."""

    def __init__(self, bars: Progress, label: str, total: int) -> None:
        self._bars, self._task = bars, bars.add_task(label, total=total)

    def step(self, count: int = 1) -> None:
        """Move the bar on."""
        self._bars.advance(self._task, count)


def existing(path: Path, what: str) -> Path:
    """Return a path that must exist.

    Raises:
        Refused: it does not.
    """
    try:
        found = path.exists()
    except OSError:  # a name that no disk could hold, such as a text that was meant for something else
        found = False
    if not found:
        written = str(path)
        shown = written if len(written) <= 200 else written[:200] + "…"
        raise Refused(f"There is no {what} {shown}.", advice="Check the path.",
                      zh=(f"没有“{shown}”。", "请检查路径。"))  # fmt: skip
    return path


def _plain(text: str) -> str:
    return text.replace("[", "\\[")
