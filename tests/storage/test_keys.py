"""Keys are made privately, refused when others may read them, and prove what they signed."""

import hashlib
import stat
from pathlib import Path

import pytest

from app.exam.errors import Refused, Unavailable
from app.storage.keys import StationSigner, create_keys, key_id_of, open_keys, verify

DIGEST = hashlib.sha256(b"sealed").hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path / "keys", station_name="booth 1")
    return tmp_path / "keys"


def test_new_keys_are_for_their_owner_alone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["centre.key", "lookup.key", "station.key", "stations.txt"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len({file.read_bytes() for file in files}) == 4
    assert list(folder.parent.iterdir()) == [folder]


def test_keys_stay_the_same(folder: Path) -> None:
    first, second = open_keys(folder), open_keys(folder)
    assert (first.centre, first.lookup, first.station.key_id) == (second.centre, second.lookup, second.station.key_id)
    assert first.knows(first.station.key_id)


def test_keys_are_never_overwritten(folder: Path) -> None:
    before = (folder / "centre.key").read_bytes()
    with pytest.raises(Refused, match="keys in"):
        create_keys(folder)
    assert (folder / "centre.key").read_bytes() == before


@pytest.mark.parametrize("name", ["centre.key", "lookup.key", "station.key", "stations.txt"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_or_write_is_refused(folder: Path, name: str, mode: int) -> None:
    (folder / name).chmod(mode)
    with pytest.raises(Refused, match=f"{name} .its rights are {mode:o}") as caught:
        open_keys(folder)
    assert caught.value.advice == f"Run: chmod 600 {folder / name}"


def test_a_folder_that_others_may_enter_is_refused(folder: Path) -> None:
    folder.chmod(0o755)
    with pytest.raises(Refused, match="755") as caught:
        open_keys(folder)
    assert "chmod 700" in caught.value.advice


def test_a_missing_key_is_named(folder: Path) -> None:
    (folder / "lookup.key").unlink()
    with pytest.raises(Unavailable, match=r"lookup\.key"):
        open_keys(folder)
    with pytest.raises(Unavailable, match="missing"):
        open_keys(folder / "nowhere")


def test_a_file_that_is_no_key_is_named(folder: Path) -> None:
    with (folder / "centre.key").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(Refused, match=r"centre\.key is not a key: it has 33 bytes"):
        open_keys(folder)


@pytest.mark.parametrize("line", ["abc", "abc zz name", f"{'0' * 16} {'00' * 32} another", "\N{SNOWMAN}"])
def test_a_line_that_is_no_station_is_named(folder: Path, line: str) -> None:
    with (folder / "stations.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(Refused, match=r"stations\.txt, line 3"):
        open_keys(folder)


def test_another_stations_key_is_accepted_once_it_is_listed(folder: Path) -> None:
    other = StationSigner(b"\x07" * 32)
    signature = other.sign(DIGEST)
    assert not open_keys(folder).signed(other.key_id, DIGEST, signature)
    with (folder / "stations.txt").open("a") as file:
        file.write(f"{other.key_id} {other.public.hex()} booth 2\n")
    assert open_keys(folder).signed(other.key_id, DIGEST, signature)


def test_a_signature_proves_one_digest_and_one_key() -> None:
    one, other = StationSigner(b"\x01" * 32), StationSigner(b"\x02" * 32)
    signature = one.sign(DIGEST)
    assert len(signature) == 128
    assert one.key_id == key_id_of(one.public) == hashlib.sha256(one.public).hexdigest()[:16]
    assert verify(one.public, DIGEST, signature)
    assert not verify(other.public, DIGEST, signature)
    assert not verify(one.public, "0" * 64, signature)
    for wrong in ("", "zz", signature[:-2], signature.upper(), " " + signature):
        assert not verify(one.public, DIGEST, wrong)


def test_a_published_signature_is_made_again() -> None:
    # RFC 8032, section 7.1, test 3 signs two bytes; Kaobo signs 32, so the vector is checked through its key.
    seed = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
    public = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    signature = (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert StationSigner(seed).public.hex() == public
    assert StationSigner(seed).sign("af82") == signature
    assert verify(bytes.fromhex(public), "af82", signature)


def test_hashes_differ_by_purpose_and_content(folder: Path) -> None:
    keys = open_keys(folder)
    assert len({keys.hashed("a", "x"), keys.hashed("a", "y"), keys.hashed("b", "x")}) == 3
    assert keys.hashed("a", "x") == open_keys(folder).hashed("a", "x")


def test_keys_do_not_show_themselves_in_a_log(folder: Path) -> None:
    keys = open_keys(folder)
    assert keys.centre.hex() not in repr(keys)
    assert str(keys.centre) not in repr(keys)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable, match="cannot be written"):
        create_keys(tmp_path / "file" / "keys")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
