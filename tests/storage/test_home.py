"""A home is made whole, opened with its own keys, and its older database upgraded."""

import shutil
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from app.exam.errors import Refused, Unavailable
from app.storage import home as homes
from app.storage.home import Home, create_home, open_home
from app.storage.schema import CURRENT, upgrade, version_of
from tests.storage.conftest import DATABASES, Postgres
from tests.storage.test_schema import with_next
from tests.storage.world import WANG, add_person


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database(empty=True)


def used(home: Home) -> str:
    person = add_person(home.store)
    home.close()
    return person


def test_a_home_keeps_what_was_put_into_it(tmp_path: Path, url: str) -> None:
    person = used(create_home(tmp_path / "home", url))
    home = open_home(tmp_path / "home", url)
    with home.store.reading() as books:
        assert books.people.get(person).details == WANG
    assert home.copy_of_older is None
    assert home.media.is_dir()
    assert home.photos.is_dir()
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert (tmp_path / "home" / "kaobo.db").exists() == (url == "")
    home.close()


def test_a_home_is_made_once(tmp_path: Path, url: str) -> None:
    person = used(create_home(tmp_path / "home", url))
    with pytest.raises(Refused, match="home of Kaobo already"):
        create_home(tmp_path / "home", url)
    home = open_home(tmp_path / "home", url)
    with home.store.reading() as books:
        assert books.people.get(person).details == WANG
    home.close()


def test_a_creation_that_was_cut_short_is_completed(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(homes, "upgrade", killed)
        create_home(tmp_path / "home", url)
    made = (tmp_path / "home" / "keys" / "centre.key").read_bytes()
    with pytest.raises(Refused, match="not a home"):
        open_home(tmp_path / "home", url)
    used(create_home(tmp_path / "home", url))
    assert (tmp_path / "home" / "keys" / "centre.key").read_bytes() == made
    open_home(tmp_path / "home", url).close()
    assert {each.name for each in (tmp_path / "home").iterdir()} <= {"keys", "media", "photos", "kaobo.db"}


@pytest.mark.parametrize("left", ["empty", "gone"])
def test_keys_that_lost_their_database_are_never_started_afresh(tmp_path: Path, left: str) -> None:
    used(create_home(tmp_path / "home"))
    database = tmp_path / "home" / "kaobo.db"
    database.write_bytes(b"") if left == "empty" else database.unlink()
    before = {each: each.stat().st_size for each in (tmp_path / "home").rglob("*")}
    for use in (create_home, open_home):
        with pytest.raises(Refused, match=r"keys of a home, and kaobo\.db is empty or gone") as refused:
            use(tmp_path / "home")
        assert "Restore kaobo.db" in refused.value.advice
    assert {each: each.stat().st_size for each in (tmp_path / "home").rglob("*")} == before


def test_keys_beside_the_empty_database_of_a_server_are_never_started_afresh(
    tmp_path: Path, postgres: Postgres
) -> None:
    used(create_home(tmp_path / "home", postgres.new_database(empty=True)))
    other = postgres.new_database(empty=True)
    for use in (create_home, open_home):
        with pytest.raises(Refused, match="the database that was named is empty"):
            use(tmp_path / "home", other)


def test_a_folder_that_is_no_home_is_refused_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a home"):
        open_home(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_its_keys_is_refused(tmp_path: Path) -> None:
    used(create_home(tmp_path / "home"))
    shutil.rmtree(tmp_path / "home" / "keys")
    for use in (open_home, create_home):
        with pytest.raises(Refused, match="no keys folder"):
            use(tmp_path / "home")


def test_keys_that_others_may_read_keep_a_home_closed(tmp_path: Path) -> None:
    used(create_home(tmp_path / "home"))
    (tmp_path / "home" / "keys" / "centre.key").chmod(0o644)
    with pytest.raises(Refused, match="Other users"):
        open_home(tmp_path / "home")


def test_an_older_database_is_upgraded_after_a_copy_was_set_aside(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = used(create_home(tmp_path / "home", url))
    migrations = with_next(tmp_path)
    monkeypatch.setattr(homes, "CURRENT", CURRENT + 1)
    monkeypatch.setattr("app.storage.schema.CURRENT", CURRENT + 1)
    monkeypatch.setattr(homes, "upgrade", lambda engine: upgrade(engine, migrations=migrations, to=CURRENT + 1))
    said: list[str] = []
    home = open_home(tmp_path / "home", url, on_upgrade=said.append)
    assert version_of(home.store.engine) == CURRENT + 1
    with home.store.reading() as books:
        assert books.people.get(person).details == WANG
    with home.store.engine.connect() as raw:
        raw.execute(text("SELECT weather FROM sitting"))
    home.close()
    if url:
        assert home.copy_of_older is None
        assert "operator keeps the copy" in said[0]
    else:
        assert home.copy_of_older == tmp_path / "home" / f"kaobo.schema-{CURRENT}.db"
        shutil.move(home.copy_of_older, tmp_path / "home" / "kaobo.db")
        monkeypatch.undo()
        older = open_home(tmp_path / "home")
        assert version_of(older.store.engine) == CURRENT
        older.close()


def test_a_newer_database_keeps_a_home_closed(tmp_path: Path, url: str) -> None:
    home = create_home(tmp_path / "home", url)
    with home.store.engine.begin() as raw:
        raw.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    home.close()
    with pytest.raises(Refused, match="version 7"):
        open_home(tmp_path / "home", url)


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match="cannot be made"):
        create_home(tmp_path / "file" / "home")


def test_a_server_that_does_not_answer_is_reported(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        create_home(tmp_path / "home", "postgresql://127.0.0.1:1/kaobo")


@pytest.mark.parametrize("url", ["mysql://host/x", "no url"])
def test_a_database_that_kaobo_does_not_know_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Refused) as caught:
        create_home(tmp_path / "home", url)
    assert "postgresql://" in caught.value.advice
