"""Releases are frozen under their digest and believed only while their bytes match it."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from app.centre.ports import ReleaseLine
from app.exam.bank import Bank
from app.exam.errors import Refused
from app.exam.scheme import Scheme
from app.resources import question_bank
from app.storage.keys import Keys
from app.storage.scheme_files import load_scheme
from app.storage.store import SqlStore
from tests.storage.small_bank import small_bank


@pytest.fixture(scope="module")
def bank() -> Bank:
    return small_bank()


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    found = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    assert found is not None
    return found


def test_a_release_comes_back_equal_and_under_its_digest(
    store: SqlStore, keys: Keys, bank: Bank, scheme: Scheme
) -> None:
    with store.writing() as books:
        assert books.releases.keep_bank(bank, released_at="2026-06-01T00:00:00.000Z") == bank.digest()
        assert books.releases.keep_scheme(scheme, released_at="2026-06-02T00:00:00.000Z") == scheme.digest()
    fresh = SqlStore(store.engine, keys)  # nothing remembered
    for _ in range(2):
        with fresh.reading() as books:
            assert books.releases.bank(bank.digest()) == bank
            assert books.releases.scheme(scheme.digest()) == scheme


def test_releases_are_listed_newest_first_and_kept_once(store: SqlStore, bank: Bank, scheme: Scheme) -> None:
    newer = replace(bank, version=2)
    with store.writing() as books:
        books.releases.keep_bank(bank, released_at="2026-06-01T00:00:00.000Z")
        books.releases.keep_scheme(scheme, released_at="2026-06-02T00:00:00.000Z")
        books.releases.keep_bank(newer, released_at="2026-06-03T00:00:00.000Z")
        books.releases.keep_bank(bank, released_at="2026-06-09T00:00:00.000Z")
        assert list(books.releases.listed()) == [
            ReleaseLine("bank", bank.id, 2, newer.digest(), "2026-06-03T00:00:00.000Z"),
            ReleaseLine("scheme", "yiwu", scheme.version, scheme.digest(), "2026-06-02T00:00:00.000Z"),
            ReleaseLine("bank", bank.id, 1, bank.digest(), "2026-06-01T00:00:00.000Z"),
        ]


def test_an_unknown_digest_or_the_wrong_kind_is_refused(store: SqlStore, bank: Bank, scheme: Scheme) -> None:
    with store.writing() as books:
        books.releases.keep_bank(bank, released_at="now")
        books.releases.keep_scheme(scheme, released_at="now")
        with pytest.raises(Refused, match="no bank release"):
            books.releases.bank("0" * 64)
        with pytest.raises(Refused, match="no bank release"):
            books.releases.bank(scheme.digest())
        with pytest.raises(Refused, match="no scheme release"):
            books.releases.scheme(bank.digest())


def test_a_release_that_was_undone_is_unknown(store: SqlStore, bank: Bank) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as books:
        books.releases.bank(books.releases.keep_bank(bank, released_at="now"))
        raise ZeroDivisionError
    with pytest.raises(Refused, match="no bank release"), store.reading() as books:
        books.releases.bank(bank.digest())


def test_bytes_that_do_not_match_are_refused(store: SqlStore, engine: Engine, keys: Keys, bank: Bank) -> None:
    wrong = "f" * 64
    with store.writing() as books:
        books.releases.keep_bank(bank, released_at="now")
    with engine.begin() as raw:
        raw.execute(
            text("INSERT INTO release SELECT :digest, kind, id, version, released_at, content FROM release"),
            {"digest": wrong},
        )
    with pytest.raises(Refused, match="do not match its digest"), SqlStore(engine, keys).reading() as books:
        books.releases.bank(wrong)


def test_bytes_that_another_version_wrote_are_refused_clearly(store: SqlStore, engine: Engine) -> None:
    content = b'{"from":"the future"}'
    import hashlib

    digest = hashlib.sha256(content).hexdigest()
    with engine.begin() as raw:
        raw.execute(
            text("INSERT INTO release VALUES (:digest, 'bank', 'b', 1, 'now', :content)"),
            {"digest": digest, "content": content},
        )
    with pytest.raises(Refused, match="another version of Kaobo"), store.reading() as books:
        books.releases.bank(digest)
