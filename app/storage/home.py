"""A home: the folder that holds a station's database, keys, media and photos.

Why this room exists: what belongs together is opened together, so that nobody runs a database with the keys
of another.

``kaobo.db`` (unless a PostgreSQL URL was given) · ``keys/`` · ``media/`` · ``photos/``
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.centre.ports import Chance
from app.exam.errors import Refused, Unavailable
from app.storage.engine import open_engine
from app.storage.keys import Keys, create_keys, open_keys
from app.storage.schema import CURRENT, check_version, set_aside, upgrade
from app.storage.store import SqlStore

_FOLDERS = ("media", "photos")
_BEGUN = ".being-made"
"""Stands in a home from before its keys are made until its database is whole, so that keys beside an empty database
are taken for a creation that was cut short only where they are one."""


@dataclass(frozen=True, slots=True)
class Home:
    """An opened home.  ``copy_of_older`` is where the database stands as it was before an upgrade, if any."""

    path: Path
    store: SqlStore
    keys: Keys
    media: Path
    photos: Path
    copy_of_older: Path | None = None

    def close(self) -> None:
        """Close the database."""
        self.store.close()


def create_home(
    path: Path, database_url: str = "", *, station_name: str = "station 1", chance: Chance | None = None
) -> Home:
    """Make a new home; a creation that was cut short is completed.

    Raises:
        Refused: there is a home already, its database has no keys, or its keys have lost their database.
        Unavailable: the folder cannot be written.
    """
    keys, begun = path / "keys", path / _BEGUN
    if not database_url:
        _require_database(path)
    _make_folder(path)
    engine = _engine(path, database_url)
    try:
        version = check_version(engine)
        if version and keys.is_dir():
            raise Refused(f"{path} is a home of Kaobo already.", advice="Use it, or name an empty folder.",
                          zh=(f"{path} 已经设置过考播。", "请直接使用，或另选一个空文件夹。"))  # fmt: skip
        if version:
            raise _without_keys(path)
        if keys.is_dir() and not begun.exists():
            raise _without_database(path, database_url)
        _make_file(begun)
        if not keys.is_dir():
            create_keys(keys, station_name=station_name)
        for name in _FOLDERS:
            _make_folder(path / name)
        upgrade(engine)
        begun.unlink()
    except BaseException:
        engine.dispose()
        raise
    return _opened(path, engine, chance, None)


def open_home(
    path: Path, database_url: str = "", *, chance: Chance | None = None, on_upgrade: Callable[[str], None] | None = None
) -> Home:
    """Open a home; an older database is upgraded after a copy was set aside.

    Args:
        on_upgrade: told one sentence before a PostgreSQL database is upgraded, of which its operator keeps the copy.

    Raises:
        Refused: there is no home, a newer Kaobo wrote its database, or its keys are open to others.
        Unavailable: the database or the keys cannot be read.
    """
    if not (path / "keys").is_dir():
        raise _without_keys(path) if (path / "kaobo.db").exists() else _no_home(path)
    if not database_url:
        _require_database(path)
        if not (path / "kaobo.db").exists():
            raise _no_home(path)
    engine = _engine(path, database_url)
    try:
        version = check_version(engine)
        if version == 0:
            raise _no_home(path) if (path / _BEGUN).exists() else _without_database(path, database_url)
        copy = None if version == CURRENT else _bring_up(engine, path, version, database_url, on_upgrade)
        home = _opened(path, engine, chance, copy)
        if version != CURRENT:
            _fold_anew(home.store)
        return home
    except BaseException:
        engine.dispose()
        raise


def _fold_anew(store: SqlStore) -> None:
    """Make every attempt's summary anew: a newer version may read more out of the same entries than an older one."""
    with store.writing() as books:
        for attempt in list(books.attempts.ids()):
            books.attempts.rebuild(attempt)


def _opened(path: Path, engine: Engine, chance: Chance | None, copy: Path | None) -> Home:
    keys = open_keys(path / "keys")
    store = SqlStore(engine, keys, chance=chance)
    return Home(path, store, keys, path / "media", path / "photos", copy)


def _bring_up(
    engine: Engine, path: Path, version: int, database_url: str, on_upgrade: Callable[[str], None] | None
) -> Path | None:
    if not database_url:
        engine.dispose()
        copy = set_aside(path / "kaobo.db", version)
        upgrade(engine)
        return copy
    if on_upgrade is not None:
        on_upgrade(
            f"The database goes from schema version {version} to {CURRENT} now; "
            "the server's operator keeps the copy of the older one."
        )
    upgrade(engine)
    return None


def _engine(path: Path, database_url: str) -> Engine:
    return open_engine(database_url or path / "kaobo.db")


def _require_database(path: Path) -> None:
    """Refuse keys that have lost their database file, before anything is opened that would make a new one."""
    file = path / "kaobo.db"
    if not (path / "keys").is_dir() or (path / _BEGUN).exists():
        return
    if not file.exists() or file.stat().st_size == 0:
        raise _without_database(path, "")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"The folder {path} cannot be made.", advice="Check the disk and its rights.") from error


def _make_file(path: Path) -> None:
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written.", advice="Check the disk and its rights.") from error


def _no_home(path: Path) -> Refused:
    return Refused(f"{path} is not a home of Kaobo.", advice="Make one with: kaobo init")


def _without_database(path: Path, database_url: str) -> Refused:
    lost, zh = ("the database that was named", "指定的数据库") if database_url else ("kaobo.db", "数据库 kaobo.db ")
    return Refused(
        f"{path} holds the keys of a home, and {lost} is empty or gone; nothing was made.",
        advice=f"Restore {lost} from its copy; to start afresh, name another folder.",
        zh=(
            f"{path} 中有考点的密钥，而{zh}是空的或已丢失；未作任何改动。",
            "请用备份恢复数据库；如要重新开始，请另选一个文件夹。",
        ),
    )


def _without_keys(path: Path) -> Refused:
    return Refused(f"The database of {path} has no keys folder.", advice="Restore the keys folder from its copy.")
