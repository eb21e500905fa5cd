"""Read a scheme 考核方案 from its TOML file."""

from dataclasses import dataclass
from pathlib import Path

from app.exam.errors import Refused
from app.exam.scheme import Scheme
from app.storage.toml_files import FileFault, read_toml, read_value


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What a file holds; ``scheme`` is None where any fault keeps it from being one."""

    scheme: Scheme | None
    faults: tuple[FileFault, ...]


def load_scheme(path: Path) -> SchemeFile:
    """Read a file and name every fault of form in it, in one run.

    Raises:
        Refused: there is no such file.
    """
    if not path.is_file():
        raise Refused(f"There is no file {path}.", advice="Name the file of a scheme.")
    data, faults = read_toml(path, path.name)
    scheme = None
    if not faults:
        scheme, faults = read_value(Scheme, data, path.name, str(data.get("id", "")))
    return SchemeFile(scheme, tuple(faults))
