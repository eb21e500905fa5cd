"""What a station keeps for itself: written whole, read back, and refused in words where it was spoilt."""

from pathlib import Path

import pytest

from app.exam.errors import Refused, Unavailable
from app.programs.booth_settings import FILE, BoothSettings, booth_settings, keep_booth_settings
from app.programs.station_file import keep_words, read_words


def test_words_are_read_back_and_no_file_means_none(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    assert read_words(path) == {}
    keep_words(path, {"theme": "dark", "name": "三号直播间"})
    assert read_words(path) == {"theme": "dark", "name": "三号直播间"}
    assert [each.name for each in tmp_path.iterdir()] == ["desk.json"]


def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        keep_words(tmp_path / "none" / "desk.json", {})


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"sound": "loud"}'], ids=["torn", "a list", "an unknown name"])
def test_a_spoilt_booth_is_refused(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / FILE).write_text(spoilt)
    with pytest.raises(Refused, match="cannot be read"):
        booth_settings(tmp_path)


def test_a_booth_is_kept(tmp_path: Path) -> None:
    keep_booth_settings(tmp_path, BoothSettings("booth-3", camera="1"))
    assert booth_settings(tmp_path) == BoothSettings("booth-3", camera="1")
