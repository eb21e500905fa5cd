"""Databases of every released version are upgraded after a copy was set aside; newer ones are refused."""

import multiprocessing
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from app.exam.errors import Refused, Unavailable
from app.storage import schema
from app.storage.engine import open_engine
from app.storage.home import open_home
from app.storage.keys import create_keys
from app.storage.schema import CURRENT, check_version, set_aside, upgrade, version_of
from app.storage.verify import verify_record
from tests.storage.conftest import DATABASES, OpenEngine, Postgres

RELEASED = Path(__file__).parents[1] / "data" / "schema"
MIGRATIONS = Path(schema.__file__).parent / "migrations"
NEXT = '''
"""A step that the next version might bring."""
import sqlalchemy as sa
from alembic import op

revision = "{after:04d}"
down_revision = "{current:04d}"


def upgrade():
    with op.batch_alter_table("sitting") as batch:
        batch.add_column(sa.Column("weather", sa.String, nullable=False, server_default="fair"))
    op.execute({last!r})
'''


@pytest.fixture(params=DATABASES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    place: Path | str = tmp_path / "empty.db"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        place = server.new_database(empty=True)
    engine = open_engine(place)
    yield engine
    engine.dispose()


@contextmanager
def open_for_a_while(path: Path) -> Iterator[Engine]:
    engine = open_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def with_next(folder: Path, last: str = "SELECT 1") -> Path:
    copy = shutil.copytree(MIGRATIONS, folder / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    step = NEXT.format(last=last, current=CURRENT, after=CURRENT + 1)
    (copy / "versions" / f"{CURRENT + 1:04d}_weather.py").write_text(step)
    return copy


def test_an_empty_database_has_version_0_and_gets_the_current_tables(empty: Engine) -> None:
    assert version_of(empty) == 0
    upgrade(empty)
    assert version_of(empty) == CURRENT
    with empty.connect() as link:
        assert compare_metadata(MigrationContext.configure(link), SQLModel.metadata) == []
    upgrade(empty)
    assert version_of(empty) == CURRENT


def test_the_current_version_is_the_last_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == f"{CURRENT:04d}"


def test_a_newer_database_is_refused_with_both_numbers(open_again: OpenEngine) -> None:
    engine = open_again()
    with engine.begin() as raw:
        raw.execute(text("UPDATE alembic_version SET version_num = '0042'"))
    with pytest.raises(Refused, match=f"version 42; this Kaobo knows versions up to {CURRENT}"):
        check_version(engine)


@pytest.mark.parametrize(
    "command", ["CREATE TABLE other (id INTEGER)", "CREATE TABLE alembic_version (version_num TEXT)"]
)
def test_a_database_of_somebody_else_is_refused(empty: Engine, command: str) -> None:
    with empty.begin() as raw:
        raw.execute(text(command))
    with pytest.raises(Refused, match="not made by Kaobo"):
        check_version(empty)


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "kaobo.db").write_text("this is no database " * 100)
    with pytest.raises(Unavailable, match="damaged"), open_for_a_while(tmp_path / "kaobo.db") as engine:
        version_of(engine)


def test_a_next_step_keeps_what_is_there(open_again: OpenEngine, tmp_path: Path) -> None:
    engine = open_again()
    with engine.begin() as raw:
        raw.execute(
            text("INSERT INTO sitting VALUES ('s', 'code', '2026-06-04', 'p', 'x', 'y', 4, 'c', :secret, '')"),
            {"secret": b"\x01"},
        )
    upgrade(engine, migrations=with_next(tmp_path), to=CURRENT + 1)
    assert version_of(engine) == CURRENT + 1
    with engine.connect() as raw:
        assert raw.execute(text("SELECT code, weather FROM sitting")).all() == [("code", "fair")]


def test_a_step_that_fails_leaves_the_older_version(open_again: OpenEngine, tmp_path: Path) -> None:
    engine = open_again()
    with pytest.raises(Exception, match="nowhere"):
        upgrade(engine, migrations=with_next(tmp_path, "INSERT INTO nowhere VALUES (1)"), to=CURRENT + 1)
    assert version_of(engine) == CURRENT
    with engine.connect() as raw:
        columns = raw.execute(text("SELECT * FROM sitting")).keys()
    assert "weather" not in columns


def test_a_copy_is_set_aside_whole_and_never_over_another(tmp_path: Path, pattern: Path) -> None:
    database = tmp_path / "kaobo.db"
    shutil.copy(pattern, database)
    engine = open_engine(database)
    with engine.begin() as raw:  # what still stands in the log belongs to the copy too
        raw.execute(text("INSERT INTO seal VALUES ('attempt/seat', 'key', 'signature')"))
    first, second = set_aside(database, 1), set_aside(database, 1)
    assert (first.name, second.name) == ("kaobo.schema-1.db", "kaobo.schema-1-1.db")
    for copy in (first, second):
        with open_for_a_while(copy) as copied, copied.connect() as raw:
            assert raw.execute(text("SELECT count(*) FROM seal")).scalar_one() == 1
    engine.dispose()


def test_a_copy_that_fails_takes_nobody_elses_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tmp_path / "kaobo.schema-1.db"

    def fails(*_: object) -> None:
        others.write_bytes(b"what another program has just set aside")
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(schema.sqlite3, "connect", fails)
    with pytest.raises(Unavailable, match="not upgraded"):
        set_aside(tmp_path / "kaobo.db", 1)
    assert [each.name for each in tmp_path.iterdir()] == [others.name]
    assert others.read_bytes().startswith(b"what another")


def opened_beside_others(home: Path, together: Barrier) -> None:
    together.wait(60)
    open_home(home).close()


def test_programs_that_start_together_on_an_older_home_all_open_it_and_leave_whole_copies(
    tmp_path: Path,
) -> None:
    home, older, programs = tmp_path / "home", CURRENT - 1, 2
    home.mkdir()
    create_keys(home / "keys")
    with open_for_a_while(home / "kaobo.db") as engine:
        upgrade(engine, to=older)
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(programs)
    started = [context.Process(target=opened_beside_others, args=(home, together)) for _ in range(programs)]
    for each in started:
        each.start()
    for each in started:
        each.join(120)
    assert [each.exitcode for each in started] == [0] * programs
    with open_for_a_while(home / "kaobo.db") as engine:
        assert version_of(engine) == CURRENT
    copies = list(home.glob("kaobo.schema-*.db"))
    assert copies
    for copy in copies:
        with open_for_a_while(copy) as engine:
            assert version_of(engine) == older, copy.name
    assert not list(home.glob(".*.new*"))


def test_without_a_copy_nothing_is_upgraded(tmp_path: Path, pattern: Path) -> None:
    with pytest.raises(Unavailable, match="not upgraded"):
        set_aside(tmp_path / "nowhere" / "kaobo.db", 1)


@pytest.mark.parametrize("version", sorted(path.name for path in RELEASED.iterdir() if path.is_dir()))
def test_the_home_of_every_released_version_opens_and_verifies(version: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(RELEASED / version, home)
    (home / "keys").chmod(0o700)
    for key in (home / "keys").iterdir():
        key.chmod(0o600)
    with open_for_a_while(home / "kaobo.db") as engine:
        before = version_of(engine)
    opened = open_home(home)
    try:
        assert version_of(opened.store.engine) == CURRENT
        assert (opened.copy_of_older is not None) == (before < CURRENT)
        assert list(verify_record(opened.store, opened.keys)) == []
        with opened.store.reading() as books:
            attempt = books.sittings.booking_by_number("20260604-0001")
            assert attempt is not None
            person = books.people.get(attempt.candidate)
            assert person.details is not None
            assert person.details.name == "王小明"
            assert len(books.ledger.streams(attempt.id)) == 3
    finally:
        opened.close()
