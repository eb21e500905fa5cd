"""A name on a server is held by one program, through every cut of its line and every start of the server."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from app.exam.errors import Refused, Unavailable
from app.programs.booth_claim import BoothClaim
from app.storage.engine import open_engine
from app.storage.held_name import HeldName
from app.storage.home import Home
from app.storage.keys import Keys
from app.storage.store import SqlStore
from tests.storage.conftest import Postgres

NAME = "booth/一号"


class Room:
    """A server, and programs that want a name of it."""

    def __init__(self, server: Postgres) -> None:
        self.server, self.url = server, server.new_database()
        self.engine: Engine = open_engine(self.url)
        self.names: list[HeldName] = []

    def wants(self, name: str = NAME, *, grace_s: float = 0) -> HeldName:
        self.names.append(HeldName(self.engine, name, grace_s=grace_s))
        return self.names[-1]

    def cut(self) -> None:
        admin = make_url(self.url).set(database="postgres").render_as_string(hide_password=False)
        with psycopg.connect(admin, autocommit=True) as link:
            link.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
                (make_url(self.url).database,),
            )


@pytest.fixture
def room(postgres: Postgres) -> Iterator[Room]:
    made = Room(postgres)
    yield made
    for name in made.names:
        name.let_go()
    made.engine.dispose()
    postgres.start()
    postgres.drop(made.url)


def test_a_name_is_held_once_on_a_server_whatever_home_asks(room: Room) -> None:
    first, second, other = room.wants(), room.wants(), room.wants("booth/2")
    assert first.take()
    assert not second.take()
    assert other.take()
    first.let_go()
    assert second.take()


def test_a_name_is_taken_again_as_soon_as_its_line_was_cut(room: Room) -> None:
    first, second = room.wants(), room.wants()
    assert first.take()
    room.cut()
    assert first.keep()
    assert not second.take(), "who only starts finds it held"
    assert first.keep()


def test_a_name_is_held_through_a_start_of_the_server(room: Room) -> None:
    first, second = room.wants(), room.wants()
    assert first.take()
    room.server.stop()
    with pytest.raises(Unavailable, match="does not answer"):
        first.keep()
    with pytest.raises(Unavailable, match="does not answer"):
        second.take()
    room.server.start()
    assert first.keep()
    assert not second.take()


def test_who_starts_beside_a_young_server_lets_those_before_come_first(room: Room) -> None:
    first, second = room.wants(), room.wants(grace_s=1_000_000)
    assert first.take()
    room.server.stop()
    room.server.start()
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return first.keep()  # what happens meanwhile

    second._stop.wait = wait
    assert not second.take()
    (seconds,) = waited
    assert 999_900 < seconds <= 1_000_000


def test_a_name_is_taken_from_the_servers_end_of_a_dead_line(room: Room) -> None:
    first, second = room.wants(), room.wants()
    assert first.take()
    first._line, ghost = None, first._line  # this end is dead, and the server has not noticed
    assert first.keep()
    assert not second.take()
    with pytest.raises(psycopg.OperationalError):
        ghost.execute("SELECT 1")


def test_whoever_lost_a_name_is_told_and_has_it_again_once_it_is_free(room: Room) -> None:
    first, second = room.wants(), room.wants()
    assert first.take()
    room.cut()
    assert second.take()
    assert not first.keep()
    assert not first.keep()
    second.let_go()
    assert first.keep()


def test_a_server_that_is_not_there_holds_no_name_and_says_so() -> None:
    nowhere = open_engine("postgresql://nobody@127.0.0.1:9/kaobo")
    with pytest.raises(Unavailable, match="does not answer"):
        HeldName(nowhere, "booth/1").take()
    nowhere.dispose()


def test_a_file_is_held_by_its_home_alone(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        names = [HeldName(engine, NAME) for _ in range(2)]
        assert all(name.take() and name.keep() for name in names)
        for name in names:
            name.let_go()
    else:
        assert HeldName(engine, NAME).served


@pytest.fixture
def homes(room: Room, keys: Keys, tmp_path: Path) -> list[Home]:
    """Two PCs on one server."""
    made = []
    for name in ("a", "b"):
        path = tmp_path / name
        path.mkdir()
        made.append(Home(path, SqlStore(room.engine, keys), keys, path / "media", path / "photos"))
    return made


def test_two_kiosks_cannot_share_a_booth_after_the_server_was_started_anew(room: Room, homes: list[Home]) -> None:
    first = BoothClaim(homes[0], "booth-1", look_every_s=0.05, grace_s=0)
    try:
        room.server.stop()
        room.server.start()
        with pytest.raises(Refused, match="at work"):
            BoothClaim(homes[1], "booth-1", grace_s=5)
    finally:
        first.let_go()
    BoothClaim(homes[1], "booth-1", grace_s=0).let_go()


def test_a_kiosk_whose_booth_another_has_taken_says_so(room: Room, homes: list[Home], qtbot) -> None:
    claim = BoothClaim(homes[0], "booth-1", look_every_s=0.05, grace_s=0)
    claim._name.keep = lambda: False
    told: list[Refused] = []
    claim.lost.connect(told.append)
    try:
        qtbot.waitUntil(lambda: len(told) > 1, timeout=30_000)
        assert told[0].detail == "Another kiosk of the booth booth-1 is at work."
    finally:
        claim.let_go()
