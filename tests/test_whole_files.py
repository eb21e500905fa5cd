"""A file is put in place whole or not at all, whoever looks, writes or pulls the plug meanwhile."""

import errno
import os
import threading
from pathlib import Path

import pytest

from app.whole_files import put_whole, whole_file


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def test_a_file_is_put_with_its_rights_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "提纲 一.json"
    put_whole(path, b"one")
    put_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == [path.name]


def test_file_and_folder_are_brought_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def sync(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    put_whole(tmp_path / "note", b"x")
    assert len(synced) == 2
    assert Path(synced[0]).parent == tmp_path.resolve()
    assert Path(synced[1]) == tmp_path.resolve()


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    path = tmp_path / "note"
    put_whole(path, b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if at == "fsync" else Path, at, full)
    with pytest.raises(OSError, match="No space"):
        put_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["note"]


def test_writers_and_readers_at_once_meet_whole_files_alone(tmp_path: Path) -> None:
    path, met = tmp_path / "door.json", set[bytes]()
    contents = [bytes((65 + number,)) * 20_000 for number in range(3)]
    put_whole(path, contents[0])
    writers = [threading.Thread(target=lambda one=one: [put_whole(path, one) for _ in range(40)]) for one in contents]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        met.add(path.read_bytes())
    assert met <= set(contents)
    assert path.read_bytes() in contents
    assert names(tmp_path) == ["door.json"]


def test_what_breaks_off_while_it_writes_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    put_whole(path, b"before")

    def write(cause: BaseException) -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise cause

    for cause in (ValueError("a row that is none"), KeyboardInterrupt()):
        with pytest.raises(type(cause)):
            write(cause)
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["list.csv"]


def test_a_file_for_people_has_the_rights_that_the_system_gives(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with whole_file(tmp_path / "list.csv") as file:
        file.write(b"x")
    assert (tmp_path / "list.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_leads_to_the_new_content_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    link = tmp_path / "list.csv"
    link.symlink_to(tmp_path / "stick" / "of_today.csv")
    for content in (b"one", b"two"):
        put_whole(link, content)
        assert link.is_symlink()
        assert (tmp_path / "stick" / "of_today.csv").read_bytes() == content
    assert names(tmp_path / "stick") == ["of_today.csv"]


def test_a_pipe_is_written_and_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe, met = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: met.append(pipe.read_bytes()), daemon=True)
    reader.start()
    put_whole(pipe, b"to another program")
    assert pipe.is_fifo()
    reader.join(timeout=20)
    assert met == [b"to another program"]
