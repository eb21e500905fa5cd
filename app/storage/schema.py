"""The version of a database's tables, and the way from an older one to this one.

Why this room exists: a station must never guess at a database that a newer Kaobo wrote, and never change an
older one before a copy of it stands aside.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from app.exam.errors import Refused, Unavailable
from app.storage.link import transaction

CURRENT = 5
"""The schema version that this Kaobo reads and writes: the number of its last migration."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def version_of(engine: Engine) -> int:
    """Return a database's schema version; 0 where there are no tables yet.

    Raises:
        Refused: it has tables, but none that Kaobo made.
        Unavailable: the database cannot be read.
    """
    with transaction(engine, may_write=False) as link:
        tables = set(inspect(link.connection).get_table_names())
        if not tables:
            return 0
        found = link.first(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    if found is None or not str(found[0]).isdigit():
        raise Refused("This database was not made by Kaobo.", advice="Name another database, or an empty one.")
    return int(found[0])


def check_version(engine: Engine) -> int:
    """Return a database's version unless it is newer than this Kaobo.

    Raises:
        Refused: a newer Kaobo wrote it; the sentence names both versions.
    """
    found = version_of(engine)
    if found > CURRENT:
        raise Refused(
            f"The database has schema version {found}; this Kaobo knows versions up to {CURRENT}.",
            advice="Install the newer Kaobo on this station.",
        )
    return found


def upgrade(engine: Engine, *, migrations: Path = _MIGRATIONS, to: int = CURRENT) -> None:
    """Bring a database to a version, all steps in one transaction: wholly or not at all."""
    from alembic import command  # heavy, and needed only when there is something to do
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    with transaction(engine, may_write=True) as link:
        config.attributes["connection"] = link.connection
        command.upgrade(config, f"{to:04d}")


def set_aside(database: Path, version: int) -> Path:
    """Copy a SQLite database beside itself before it is upgraded; return the copy's path.

    The copy is consistent, whoever else has the file open.

    Raises:
        Unavailable: the copy cannot be made; the database was not touched.
    """
    copy = _free_name(database, version)
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        copy.chmod(0o600)
    except (sqlite3.Error, OSError) as error:
        copy.unlink(missing_ok=True)
        raise Unavailable(
            f"No copy of {database.name} could be set aside, so it was not upgraded.",
            advice="Free some disk space, then start Kaobo again.",
        ) from error
    return copy


def _free_name(database: Path, version: int) -> Path:
    names = (f"{database.stem}.schema-{version}{f'-{again}' if again else ''}.db" for again in range(10_000))
    return next(path for path in (database.with_name(name) for name in names) if not path.exists())
