"""The shelf after a killed kiosk, a full disk and a pulled plug."""

import errno
from pathlib import Path

import pytest

from app.exam.errors import Unavailable
from app.exam.scheme import ClipTerms
from app.media.editing.handing import CheckedClip
from app.media.editing.judging import judge
from app.media.editing.measures import Measures
from app.media.upload import shelf as room
from app.media.upload.shelf import Offer, Shelf


def checked(clip: str) -> CheckedClip:
    measures = Measures("mp4", 2, 20_000, None, None)
    return CheckedClip(clip, measures, judge(measures, ClipTerms(minutes=5, pass_half_points=120)))


def put(shelf: Shelf, name: str, content: bytes) -> Path:
    offer = Offer(name, len(content))
    part = shelf.admit(offer)
    part.write_bytes(content)
    return shelf.keep(part, offer, checked(content.hex()), "stick").preview


def test_what_a_killed_kiosk_left_without_a_note_is_never_written_over(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    (tmp_path / "clip_01.mov").write_bytes(b"moved, and then the plug was pulled")
    assert put(shelf, "a.mov", b"aa").name == "clip_02.mov"
    assert (tmp_path / "clip_01.mov").read_bytes().startswith(b"moved")


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"film": "clip_01.mp4"}', b"\xff\xfe"], ids=range(5))
def test_a_note_that_was_spoilt_stops_nobody_and_its_clip_can_be_sent_again(tmp_path: Path, left: bytes) -> None:
    shelf = Shelf(tmp_path)
    first = put(shelf, "a.mp4", b"aa")
    second = put(shelf, "b.mp4", b"bb")
    (tmp_path / "clip_01.json").write_bytes(left)
    assert [each.preview for each in shelf.received()] == [second]
    assert put(shelf, "a.mp4", b"aa").name == "clip_03.mp4"
    assert first.read_bytes() == b"aa"


def test_the_hundredth_clip_is_the_newest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, "a.mp4", b"aa")
    for each in ("json", "mp4"):
        (tmp_path / f"clip_01.{each}").rename(tmp_path / f"clip_99.{each}")
    newest = put(shelf, "b.mp4", b"bb")
    assert newest.name == "clip_100.mp4"
    assert shelf.received()[-1].preview == newest


def test_a_disk_that_fills_at_the_note_keeps_the_bytes_for_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, offer = Shelf(tmp_path), Offer("a.mp4", 2)
    part = shelf.admit(offer)
    part.write_bytes(b"aa")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr(room, "put_whole", full)
        shelf.keep(part, offer, checked("aa"), "stick")
    assert part.read_bytes() == b"aa"
    assert shelf.received() == ()
    assert shelf.keep(shelf.admit(offer), offer, checked("aa"), "stick").preview.read_bytes() == b"aa"


def test_a_disk_that_takes_nothing_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(Unavailable, match="does not take the video"):
        shelf.admit(Offer("a.mp4", 2))
