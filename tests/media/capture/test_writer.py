"""A film is an ordinary film, whatever happened while it was written."""

from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import pytest

from app.exam.errors import Refused, Unavailable
from app.media.capture.cameras import draw_clock, read_clock
from app.media.capture.clock import NS
from app.media.capture.film_file import FilmFile
from app.media.capture.pictures import Picture, blank
from app.media.capture.sound import Sound
from app.media.capture.writer import QUALITY_720, QUALITY_1080, FilmWriter, Quality
from app.media.film.check import Gap, check_film, flow_of, lines_of
from app.media.film.digest import check_chain, list_path, read_list
from app.media.film.log_file import entries_beside
from app.media.film.mend import mend_film

START = 77 * NS


def written(folder: Path, *, seconds: int = 3, preset_at: int = -1) -> FilmWriter:
    folder.mkdir(exist_ok=True)
    first = draw_clock(blank(640, 360, START, 90))
    film = FilmWriter(folder / "pitch.mp4", first, QUALITY_720)
    for number in range(seconds * 30):
        if number == preset_at:
            film.use_preset("ultrafast")
        film.add_picture(draw_clock(blank(640, 360, START + number * NS // 30, 60 + number % 90)))
        tone = (np.sin(np.arange(1600) / 7) * 9000).astype(np.int16)
        film.add_sound(Sound(tone, START + (number + 1) * NS // 30))
    return film


def test_each_picture_stands_at_the_moment_at_which_it_was_taken(tmp_path: Path) -> None:
    film = written(tmp_path)
    finished = film.close()
    with av.open(str(film.path)) as source:
        for frame in source.decode(video=0):
            luma = np.frombuffer(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
            taken_ms = read_clock(luma) - START // 1_000_000
            assert abs(taken_ms - round(frame.time * 1000)) <= 1
    assert finished.frames == 90 and finished.duration_ms == film.position_ms == 2966


def test_a_height_that_is_not_of_fours_is_filmed_whole(tmp_path: Path) -> None:
    film = FilmWriter(tmp_path / "pitch.mp4", blank(640, 358, START, 90), QUALITY_720)
    for number in range(5):
        film.add_picture(blank(640, 358, START + number * NS // 30, 90 + number))
    film.close()
    with av.open(str(film.path)) as source:
        pictures = [frame.to_ndarray(format="yuv420p") for frame in source.decode(video=0)]
    assert [picture.shape for picture in pictures] == [(537, 640)] * 5
    assert abs(int(pictures[-1][356, 600]) - 94) <= 2 and abs(int(pictures[-1][-1, -1]) - 128) <= 2


def test_a_change_of_preset_in_mid_film_is_seamless(tmp_path: Path) -> None:
    film = written(tmp_path, preset_at=40)
    finished = film.close()
    with av.open(str(film.path)) as source:
        assert sum(1 for _ in source.decode(video=0)) == 90
    report = check_film(film.path, [(finished.fragments, finished.head)])
    assert report.whole and not report.faults and report.sound_offset_ms == 0
    assert lines_of(report)[-1] == "as recorded"


def test_the_list_never_runs_ahead_of_the_film(tmp_path: Path) -> None:
    film = written(tmp_path)
    film.file.settle()
    chain = check_chain(film.path)
    assert chain.good == len(chain.fragments) == film.anchor().fragments >= 4
    assert chain.head == film.anchor().head
    film.close()
    assert check_chain(film.path).fault == ""


def test_a_list_that_differs_from_the_record_is_a_fault(tmp_path: Path) -> None:
    film = written(tmp_path)
    finished = film.close()
    wrong = check_film(film.path, [(2, "0" * 64), (finished.fragments + 1, finished.head)])
    assert wrong.faults[0] == "the list differs from the record at fragment 2"
    assert wrong.faults[1].startswith(f"the record proves {finished.fragments + 1} fragments")


def steps(*intervals: int) -> list[int]:
    return [0, *accumulate(intervals)]


def test_a_gap_is_over_100_ms_or_over_three_usual_intervals_of_a_slow_film() -> None:
    assert flow_of(steps(*[33] * 9, 100, *[33] * 9)).gaps == ()
    lost = flow_of(steps(*[33] * 9, 101, *[33] * 9))
    assert (lost.gaps, lost.longest_ms, lost.limit_ms) == ((Gap(297, 398),), 101, 100)
    slow = flow_of(steps(*[125] * 9, 375, *[125] * 9, 376))
    assert (slow.gaps, slow.limit_ms) == ((Gap(2625, 2625 + 376),), 375)


def test_a_camera_that_slows_down_and_the_slate_of_one_that_is_gone_are_one_gap_each() -> None:
    moments = steps(*[33] * 30, 500, 500, 500, *[33] * 30, *[125] * 8)
    assert flow_of(moments).gaps == (Gap(990, 2490, 2), Gap(3480, 4480, 7))
    assert flow_of([]).gaps == flow_of([7]).gaps == ()


def test_a_check_tells_the_gap_or_how_steady_the_film_is(tmp_path: Path) -> None:
    film = FilmWriter(tmp_path / "pitch.mp4", blank(320, 240, START, 90), QUALITY_720)
    for at_ms in steps(*[33] * 30, 140, *[33] * 30):
        film.add_picture(blank(320, 240, START + at_ms * 1_000_000, 60 + at_ms % 90))
    film.close()
    lines = lines_of(check_film(film.path))
    assert "gap in the picture: 0.990 s to 1.130 s" in lines
    assert any(
        "no gap in the picture over 100 ms, the longest interval is 3" in line
        for line in lines_of(check_film(written(tmp_path / "steady").path))
    )


def test_a_renamed_film_does_not_take_another_films_list(tmp_path: Path) -> None:
    film = written(tmp_path)
    film.close()
    other = film.path.rename(tmp_path / "other.mp4")
    list_path(film.path).rename(list_path(other))
    assert check_chain(other).fault == "other.mp4.fragments belongs to another film"


def test_a_list_that_was_cut_in_its_last_line_still_proves_the_rest(tmp_path: Path) -> None:
    film = written(tmp_path)
    film.close()
    beside = list_path(film.path)
    beside.write_bytes(beside.read_bytes()[:-30])
    assert check_chain(film.path).fault == "" and len(read_list(film.path)[1]) == film.file.fragments - 1
    beside.write_bytes(beside.read_bytes() + b'\n{"n":"x"}\n')
    with pytest.raises(Refused, match="not one of a digest list"):
        check_chain(film.path)


def test_a_disk_that_is_full_when_a_film_is_closed_leaves_it_torn_and_playable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, refused = FilmFile._write_all, list[bytes]()

    def full(file: FilmFile, data: bytes) -> None:
        index = data.find(b"moov") - 4
        if index < 0 and not refused:
            write(file, data)
            return
        write(file, data[: max(0, index) + 40])  # room for nothing but the beginning of what makes a film whole
        refused.append(data)
        raise OSError(28, "No space left on device")

    film = written(tmp_path)
    monkeypatch.setattr(FilmFile, "_write_all", full)
    with pytest.raises(Unavailable, match="disk is full"):
        film.close()
    finished = film.abandon()
    report = check_film(film.path, [(finished.fragments, finished.head)])
    assert finished.torn and not report.whole and not report.faults and report.frames == 90
    assert len(refused) == 1, "after a failure nothing more is written"
    assert check_film(mend_film(film.path)).frames == 90


def test_a_log_with_a_line_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "film-log.jsonl").write_text('{"kind":"recording_anchored"}\n')
    with pytest.raises(Refused, match="not one of a film's log"):
        entries_beside(tmp_path / "pitch.mp4")


def test_nothing_to_mend_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "bad.mp4").write_bytes(b"no film at all" * 99)
    with pytest.raises(Refused, match="holds no film"):
        mend_film(tmp_path / "bad.mp4")
    with pytest.raises(Refused, match="not a film that can be read"):
        check_film(tmp_path / "bad.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.mp4"]


def test_thumbnails_are_kept_as_the_film_goes(tmp_path: Path) -> None:
    film = written(tmp_path, seconds=11)
    film.close()
    assert [path.name for path in film.thumbnails] == ["00000000.jpg", "00010000.jpg"]


@pytest.mark.parametrize(("width", "height", "quality", "size"), [
    (1920, 1080, QUALITY_720, (1280, 720)),
    (1080, 1920, QUALITY_720, (720, 1280)),
    (640, 480, QUALITY_1080, (640, 480)),
])  # fmt: skip
def test_a_film_is_never_larger_than_asked_nor_than_its_camera(
    width: int, height: int, quality: Quality, size: tuple[int, int]
) -> None:
    assert quality.size_for(Picture(np.zeros((height * 3 // 2, width), np.uint8), 0)) == size


def test_quality_falls_first_by_preset_then_by_size_and_has_an_end() -> None:
    steps, quality = [], QUALITY_720
    while (lower := quality.lower()) is not None:
        quality = lower
        steps.append(quality.shown)
    assert steps == ["720p ultrafast", "480p ultrafast"]
