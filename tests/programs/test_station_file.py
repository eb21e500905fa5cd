"""What a station keeps for itself: written whole, read back, and refused in words where it was spoilt."""

from pathlib import Path

import pytest

from app.exam.errors import Refused, Unavailable
from app.programs.booth_settings import FILE, BoothSettings, booth_settings, keep_booth_settings
from app.programs.desk_settings import DeskSettings, desk_settings
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


@pytest.mark.parametrize("spoilt", [b"", b"\xff\xfe{\x00"], ids=["empty", "no text"])
def test_a_booth_that_a_pulled_plug_tore_is_refused_in_words(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoilt)
    with pytest.raises(Refused, match="cannot be read"):
        booth_settings(tmp_path)


def test_a_booth_that_an_editor_of_windows_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"booth": "三号直播间"}', encoding="utf-8-sig")
    assert booth_settings(tmp_path).booth == "三号直播间"


def test_a_file_that_the_disk_does_not_give_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_booth_settings(tmp_path, BoothSettings())
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(Unavailable, match="cannot be read"):
        booth_settings(tmp_path)
    assert desk_settings(tmp_path) == DeskSettings()


def test_a_booth_is_kept(tmp_path: Path) -> None:
    keep_booth_settings(tmp_path, BoothSettings("booth-3", camera="1"))
    assert booth_settings(tmp_path) == BoothSettings("booth-3", camera="1")
