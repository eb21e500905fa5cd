"""A really full disk: every file that leaves for people is there whole or not at all, and the older one survives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exam.errors import Unavailable
from app.programs.kaobo import application
from tests.machine import disk_of

PIN = "246810"
OLD = b"the file of last week"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB of its own."""
    with disk_of(tmp_path / "disk", "1m") as place:
        yield place


def fill(disk: Path, room: int) -> None:
    """Leave ``room`` bytes free at most."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(4096))
        except OSError:
            ballast.truncate(max(0, ballast.tell() - room))


def kaobo(*words: str) -> None:
    application(words[0])(list(words), standalone_mode=False)


SITTING = "20260604"
EXPORTS = {
    "items.zip": ("bank", "export", "{out}", "--form", "qti3"),
    "old.zip": ("bank", "export", "{out}", "--form", "qti21"),
    "items.xlsx": ("bank", "export", "{out}", "--form", "national"),
    "items.gift": ("bank", "export", "{out}", "--form", "gift"),
    "results.xlsx": ("export", "results", "{out}", "--sitting", SITTING),
    "results.csv": ("export", "results", "{out}", "--sitting", SITTING),
    "results.json": ("export", "results", "{out}", "--sitting", SITTING),
    "bundle.zip": ("bundle", "export", f"{SITTING}-0001", "--out", "{out}"),
    "examiner_sign_in-zh.pdf": ("forms", SITTING, "--out", "{folder}"),
    "room_record-zh.pdf": ("forms", "--blank", "--out", "{folder}"),
}
SIGNED = ("export", "bundle", "forms")


@pytest.mark.parametrize("room", [0, 4096])
@pytest.mark.parametrize("name", EXPORTS)
def test_a_full_disk_keeps_the_older_file_and_nothing_beside_it(played, disk: Path, name: str, room: int):
    words = [word.format(out=disk / name, folder=disk) for word in EXPORTS[name]]
    if words[0] in SIGNED:
        words += ["--home", str(played.home.path), "--as", "clerk", "--pin", PIN]
    (disk / name).write_bytes(OLD)
    fill(disk, room if not name.startswith("results") else 0)  # three lines find room in one page
    with pytest.raises(Unavailable, match="cannot be written"):
        kaobo(*words)
    assert (disk / name).read_bytes() == OLD
    assert not [each.name for each in disk.iterdir() if each.name.startswith(".")]
    (disk / "ballast").unlink()
    if words[0] != "forms":  # a megabyte does not hold all of them
        assert [each.name for each in disk.iterdir()] == [name]
        kaobo(*words)
        assert (disk / name).read_bytes() != OLD


@pytest.mark.parametrize(
    "words",
    [("roster", "template", "{disk}/new.xlsx"), ("bank", "import", "{gift}", "--form", "gift", "--out", "{disk}/new")],
    ids=["roster", "bank"],
)
def test_a_full_disk_gets_no_torn_new_file(disk: Path, tmp_path: Path, words: tuple[str, ...]):
    kaobo("bank", "export", str(tmp_path / "all.gift"), "--form", "gift")
    fill(disk, 4096)
    asked = [word.format(disk=disk, gift=tmp_path / "all.gift") for word in words]
    with pytest.raises(Unavailable, match="cannot be written"):
        kaobo(*asked)
    assert [each.name for each in disk.iterdir()] == ["ballast"]
    (disk / "ballast").unlink()
    kaobo(*asked)
