"""How the examiner's window looks at this station, kept in the home beside the database."""

from dataclasses import asdict, dataclass
from pathlib import Path

from app.exam.errors import Unavailable
from app.programs.station_file import keep_words, read_words

FILE = "desk.json"
LIGHT, DARK = "light", "dark"


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """``theme`` is ``light`` or ``dark``."""

    theme: str = LIGHT


def desk_settings(home: Path) -> DeskSettings:
    """Return a home's choice, or the usual one; a file that was spoilt keeps nobody from marking over a colour."""
    try:
        theme = read_words(home / FILE).get("theme", LIGHT)
    except (ValueError, Unavailable):
        return DeskSettings()
    return DeskSettings(theme if theme == DARK else LIGHT)


def keep_desk_settings(home: Path, settings: DeskSettings) -> None:
    """Keep a home's choice.  Raises Unavailable when the disk takes it not."""
    keep_words(home / FILE, asdict(settings))
