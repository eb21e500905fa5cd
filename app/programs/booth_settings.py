"""What this station's booth is called and which devices it has, kept in the home beside the database."""

from dataclasses import asdict, dataclass
from pathlib import Path

from app.exam.errors import Refused, Unavailable

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
    if not path.is_file():
        return BoothSettings()
    import json  # the first page of a home without it is not kept waiting

    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return BoothSettings(**{name: str(value) for name, value in known.items()})
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused(f"{path} cannot be read.", advice="Delete it, and name the devices anew.") from error


def keep_booth_settings(home: Path, settings: BoothSettings) -> None:
    """Keep a home's booth.  Raises Unavailable when the disk takes it not."""
    import json

    fresh = home / f"{FILE}.new"
    try:
        fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(home / FILE)
    except OSError as error:
        raise Unavailable(f"{home / FILE} cannot be written.", advice="Check the disk and its rights.") from error
