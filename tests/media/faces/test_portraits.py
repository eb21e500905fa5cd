"""Photos of the registration are read from a folder: small, upright, nothing but the picture, every fault named."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.exam.errors import Refused
from app.media.faces import portraits
from app.media.faces.portraits import portrait, read_portraits
from tests.media.faces.pictures import jpeg, opened, original


def test_a_folder_is_read_by_admission_number(tmp_path: Path) -> None:
    (tmp_path / "20260604-0001.jpg").write_bytes(original("collins"))
    opened("hopper").save(tmp_path / "20260604-0002.PNG")
    (tmp_path / "list.txt").write_text("no picture")
    read = read_portraits(tmp_path)
    assert sorted(read.photos) == ["20260604-0001", "20260604-0002"]
    assert read.faults == ()
    assert all(Image.open(io.BytesIO(each)).format == "JPEG" for each in read.photos.values())


def test_a_large_photo_on_its_side_becomes_small_and_upright_and_tells_no_more(tmp_path: Path) -> None:
    large = opened("collins").resize((2000, 2490)).rotate(90, expand=True)
    told = large.getexif()
    told[0x0112], told[0x010F] = 6, "the phone of somebody"
    small = portrait(jpeg(large, exif=told), "a.jpg")
    picture = Image.open(io.BytesIO(small))
    assert picture.size == (643, 800)
    assert dict(picture.getexif()) == {}
    assert b"somebody" not in small


def test_every_file_that_cannot_be_taken_is_named_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.jpg").write_bytes(original("collins"))
    (tmp_path / "1.png").write_bytes(original("hopper"))
    (tmp_path / "2.jpg").write_bytes(b"no picture")
    (tmp_path / "3.jpg").write_bytes(original("hopper")[:9000])
    (tmp_path / "4.jpg").write_bytes(original("collins") + bytes(40_000))
    monkeypatch.setattr(portraits, "_MOST_BYTES", 40_000)
    read = read_portraits(tmp_path)
    assert [name for name, _ in read.faults] == ["1.png", "2.jpg", "3.jpg", "4.jpg"]
    reasons = [reason for _, reason in read.faults]
    assert reasons[0] == "1 has two pictures."
    assert reasons[1] == "2.jpg cannot be read as a picture."
    assert "3.jpg" in reasons[2]
    assert "larger" in reasons[3]


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portraits, "_MOST_PIXELS", 1000)
    with pytest.raises(Refused, match=r"big\.jpg cannot be read"):
        portrait(original("collins"), "big.jpg")


def test_a_folder_that_is_none_or_holds_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder"):
        read_portraits(tmp_path / "nowhere")
    with pytest.raises(Refused, match="There is no picture"):
        read_portraits(tmp_path)
