"""What this station's booth is called and which devices it has, kept in the home beside the database."""

from dataclasses import asdict, dataclass
from pathlib import Path

from app.exam.errors import Refused
from app.programs.station_file import keep_words, read_words

FILE = "booth.json"


@dataclass(frozen=True, slots=True)
class BoothSettings:
    """The booth's name in the record, the centre's on the screens, and the devices as the command line names them."""

    booth: str = "booth-1"
    centre: str = "Kaobo 考播"
    camera: str = "0"
    microphone: str = "default"


def booth_settings(home: Path) -> BoothSettings:
    """Return a home's booth, or the usual one where none was set up.

    Raises:
        Refused: the file was changed by hand and cannot be read any more.
    """
    path = home / FILE
    try:
        return BoothSettings(**read_words(path))
    except (ValueError, TypeError) as error:
        raise Refused(f"{path} cannot be read.", advice="Delete it, and name the devices anew.") from error


def keep_booth_settings(home: Path, settings: BoothSettings) -> None:
    """Keep a home's booth.  Raises Unavailable when the disk takes it not."""
    keep_words(home / FILE, asdict(settings))
