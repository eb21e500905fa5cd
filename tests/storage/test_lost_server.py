"""A database server that goes away in the middle of work: one sentence then, and work again once it is back."""

import psycopg
import pytest
from sqlalchemy import make_url

from app.exam.errors import Unavailable
from app.storage.engine import open_engine
from app.storage.keys import Keys
from app.storage.store import SqlStore

LOST = "The database server does not answer."


class Served:
    """A store on the server, and a hand that cuts every line to its database."""

    def __init__(self, url: str, keys: Keys) -> None:
        self._url = make_url(url)
        self.store = SqlStore(open_engine(url), keys)

    def cut(self) -> None:
        admin = self._url.set(database="postgres").render_as_string(hide_password=False)
        with psycopg.connect(admin, autocommit=True) as link:
            link.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (self._url.database,)
            )

    def works(self) -> bool:
        with self.store.reading() as books:
            before = len(books.sittings.all())
        with self.store.writing() as books:
            return len(books.sittings.all()) == before == 0


@pytest.fixture
def served(request: pytest.FixtureRequest, keys: Keys) -> Served:
    server = request.getfixturevalue("postgres")
    url = server.new_database()
    made = Served(url, keys)
    request.addfinalizer(lambda: (made.store.close(), server.drop(url)))
    return made


def test_a_server_that_was_started_anew_between_two_answers_costs_nobody_one(served: Served) -> None:
    assert served.works()
    served.cut()
    assert served.works()
    served.cut()
    with served.store.writing() as books:
        assert not books.sittings.all()


@pytest.mark.parametrize("opened", ["reading", "writing"])
def test_a_line_that_is_cut_in_a_transaction_is_one_sentence_and_the_next_transaction_works(
    served: Served, opened: str
) -> None:
    for _ in range(3):
        with pytest.raises(Unavailable) as told, getattr(served.store, opened)() as books:
            assert not books.sittings.all()
            served.cut()
            books.ledger.head("nobody/seat")
        assert told.value.detail == LOST
        assert served.works()


def test_a_line_that_is_cut_before_the_commit_writes_nothing_and_says_so(served: Served) -> None:
    with pytest.raises(Unavailable, match="does not answer"), served.store.writing() as books:
        assert not books.sittings.all()
        served.cut()
    assert served.works()


def test_what_a_job_raises_is_not_hidden_by_a_server_that_is_gone_when_it_is_undone(served: Served) -> None:
    with pytest.raises(KeyError, match="the job's own"), served.store.writing():
        served.cut()
        raise KeyError("the job's own")
    assert served.works()
