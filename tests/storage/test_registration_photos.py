"""Photos of the registration stand in the database, one an attempt; the rules of identity stand in a file."""

import pytest

from app.exam.errors import Refused
from app.storage.identity_file import IdentityRules, read_identity
from app.storage.store import SqlStore


def test_a_photo_is_kept_replaced_and_removed(store: SqlStore) -> None:
    with store.writing() as books:
        books.registration_photos.keep("a", b"\x00first")
        books.registration_photos.keep("b", b"other")
        books.registration_photos.keep("a", b"\x00second\xff")
    with store.reading() as books:
        assert books.registration_photos.get("a") == b"\x00second\xff"
        assert books.registration_photos.get("nobody") is None
    with store.writing() as books:
        books.registration_photos.remove("a")
        books.registration_photos.remove("nobody")
    with store.reading() as books:
        assert books.registration_photos.get("a") is None
        assert books.registration_photos.get("b") == b"other"


def test_what_was_undone_is_not_kept(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.writing() as books:
        books.registration_photos.keep("a", b"photo")
        raise RuntimeError
    with store.reading() as books:
        assert books.registration_photos.get("a") is None


def test_faces_are_compared_only_where_a_home_says_so(tmp_path):
    assert read_identity(tmp_path) == IdentityRules(face_comparison=False)
    (tmp_path / "identity.toml").write_text("# nothing\n", encoding="utf-8")
    assert not read_identity(tmp_path).face_comparison
    (tmp_path / "identity.toml").write_text("face_comparison = true\n", encoding="utf-8")
    assert read_identity(tmp_path).face_comparison


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("face_comparison = yes", "not TOML"),
        ('face_comparison = "true"', "face_comparison"),
        ("faces = true", "faces: unknown key"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, place):
    (tmp_path / "identity.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=place) as told:
        read_identity(tmp_path)
    assert "face_comparison = true" in told.value.advice
