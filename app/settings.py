"""Where this station keeps its things, declared as data.

Why this room exists: one value, made once by the command line from its options and the environment, is
handed to everything that needs a place or a database.
"""

import os
from dataclasses import dataclass
from pathlib import Path

SOFTWARE = "kaobo 0.1.0"
"""What the record names as the software that wrote a stream."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``home`` holds keys, media and, unless ``database_url`` names a server, the database."""

    home: Path
    database_url: str = ""


def settings_from(home: Path | None = None) -> Settings:
    """Return the settings: ``home``, else ``KAOBO_HOME``, else the platform's data folder.

    ``KAOBO_DATABASE`` may name a PostgreSQL server: ``postgresql://user@host/kaobo``.
    """
    chosen = home or (Path(value) if (value := os.environ.get("KAOBO_HOME")) else None)
    if chosen is None:
        import platformdirs  # only who has chosen no folder waits for it

        chosen = Path(platformdirs.user_data_dir("kaobo", appauthor=False))
    return Settings(chosen.expanduser().absolute(), os.environ.get("KAOBO_DATABASE", ""))
