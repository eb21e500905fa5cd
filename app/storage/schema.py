"""The version of a database's tables, and the way from an older one to this one.

Why this room exists: a station must never guess at a database that a newer Kaobo wrote, and never change an
older one before a copy of it stands aside.
"""

import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from app.exam.errors import Refused, Unavailable
from app.storage.link import transaction
from app.whole_files import FRESH, keep_names

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

    The copy is consistent, whoever else has the file open; programs that start together never touch each other's.

    Raises:
        Unavailable: the copy cannot be made; the database was not touched.
    """
    fresh = database.with_name(f".{database.name}-{secrets.token_hex(4)}{FRESH}")
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(fresh)) as target:
            source.backup(target)
        fresh.chmod(0o600)
        return _named(fresh, database, version)
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(
            f"No copy of {database.name} could be set aside, so it was not upgraded.",
            advice="Free some disk space, then start Kaobo again.",
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _named(fresh: Path, database: Path, version: int) -> Path:
    """Give a whole copy the first name that is free, also where somebody else takes one at this moment."""
    for again in range(10_000):
        copy = database.with_name(f"{database.stem}.schema-{version}{f'-{again}' if again else ''}.db")
        try:
            copy.hardlink_to(fresh)
        except FileExistsError:
            continue
        except OSError:  # a disk that knows no links, as a stick's
            if copy.exists():
                continue
            fresh.rename(copy)
        keep_names(copy.parent)
        return copy
    raise FileExistsError(database)
