"""Files as phones send them: taken correctly, or refused with one sentence in Chinese and English."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.exam.errors import Refused
from app.exam.scheme import ClipTerms
from app.media.editing.handing import CheckedClip, check_clip
from app.media.editing.measures import Limits
from app.media.editing.reading import read_clip
from tests.media.editing.phone_files import MOVING, PDF, TONE, cut, ffmpeg, turned

TERMS = ClipTerms(minutes=5, pass_half_points=120)

type Made = Callable[..., Path]


def failed(checked: CheckedClip) -> set[str]:
    for line in checked.judgement.lines:
        assert line.said_zh.endswith("。"), line
        assert line.said_en.endswith("."), line
    return {line.check for line in checked.judgement.lines if not line.holds}


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        check_clip(path, TERMS)
    assert caught.value.zh is not None
    return caught.value.zh[0], caught.value.detail


def test_an_ordinary_clip_can_be_handed_in(plain: Path) -> None:
    checked = check_clip(plain, TERMS)
    assert checked.judgement.usable
    assert failed(checked) == {"shape"}  # small
    received = checked.received("phone")
    assert (received.duration_ms, received.clip_bytes, received.source) == (16_000, plain.stat().st_size, "phone")
    assert {check.check for check in received.checks} >= {"length", "whole", "picture", "black", "frozen", "sound"}


def test_a_turned_clip_is_measured_as_it_is_seen(made: Made, tmp_path: Path) -> None:
    lying = made("lying.mp4", size="1280x720", rate=8)
    upright = check_clip(turned(lying, tmp_path / "upright.mov"), TERMS)
    assert upright.measures.picture is not None
    assert (upright.measures.picture.width, upright.measures.picture.height) == (720, 1280)
    assert failed(upright) == set()
    assert failed(check_clip(lying, TERMS)) == {"shape"}


def test_a_clip_of_variable_rate_is_taken_with_its_true_length(made: Made) -> None:
    select = ("-vf", "select='not(between(n,30,59))+eq(mod(n,3),0)'", "-fps_mode", "vfr")
    checked = check_clip(made("vfr.mp4", 18, rate=30, more=select), TERMS)
    assert checked.judgement.usable
    assert abs(checked.judgement.duration_ms - 18_000) <= 50


def test_hevc_is_taken(made: Made) -> None:
    codec = ("libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1")
    checked = check_clip(made("hevc.mov", rate=8, codec=codec), TERMS)
    assert checked.measures.picture is not None
    assert checked.measures.picture.codec == "hevc"
    assert checked.judgement.usable


def test_ten_bit_light_is_read_like_eight_bit(tmp_path: Path) -> None:
    path = tmp_path / "hdr.mov"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=180x320:r=8:d=16", "-f", "lavfi", "-i", TONE.format(seconds=16), "-c:v",
           "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le",
           "-c:a", "aac", str(path))  # fmt: skip
    picture = check_clip(path, TERMS).measures.picture
    assert picture is not None
    assert (picture.black_ms, picture.held_ms <= 250) == (0, True)


@pytest.mark.parametrize("channels", [1, 2])
def test_mono_and_stereo_are_taken(made: Made, channels: int) -> None:
    checked = check_clip(made("sound.mp4", more=("-ac", str(channels))), TERMS)
    assert checked.measures.sound is not None
    assert checked.measures.sound.channels == channels
    assert checked.judgement.usable


def test_4k_at_60_pictures_is_read_by_the_pictures_that_stand_alone(made: Made, tmp_path: Path) -> None:
    short = made("uhd_2s.mp4", 2, size="3840x2160", rate=60, more=("-g", "30", "-crf", "35"))
    long = tmp_path / "uhd.mp4"
    ffmpeg("-stream_loop", "8", "-i", str(short), "-c", "copy", str(long))
    checked = check_clip(long, TERMS)
    assert checked.measures.picture is not None
    assert checked.measures.picture.sampled
    assert (checked.measures.picture.width, checked.measures.whole) == (3840, True)
    assert checked.judgement.usable


def test_a_heavy_clip_with_one_standing_picture_is_read_whole(made: Made) -> None:
    path = made("one_key.mp4", rate=8, more=("-g", "9999", "-sc_threshold", "0"))
    picture = read_clip(path, Limits(60_100, full_pixels=1)).picture
    assert picture is not None
    assert not picture.sampled
    assert picture.held_ms <= 250


def test_no_sound_is_said(made: Made) -> None:
    checked = check_clip(made("mute.mp4", sound=None), TERMS)
    assert not checked.judgement.usable
    assert "sound" in failed(checked)


def test_no_picture_is_said(made: Made) -> None:
    checked = check_clip(made("voice.mp4", picture=None), TERMS)
    assert not checked.judgement.usable
    assert failed(checked) == {"picture"}


def test_a_song_with_a_cover_has_no_picture(made: Made, tmp_path: Path) -> None:
    song, cover, path = made("song.m4a", picture=None), tmp_path / "cover.jpg", tmp_path / "covered.m4a"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x320:d=1", "-frames:v", "1", str(cover))
    ffmpeg("-i", str(song), "-i", str(cover), "-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0",
           "attached_pic", str(path))  # fmt: skip
    assert failed(check_clip(path, TERMS)) == {"picture"}


@pytest.mark.parametrize(("seconds", "usable"), [(3, False), (14.8, False), (15, True), (60, True), (60.4, False)])
def test_the_length_is_held_with_its_tolerance(made: Made, seconds: float, usable: bool) -> None:
    checked = check_clip(made("length.mp4", seconds, size="90x160", rate=5), TERMS)
    assert checked.judgement.usable is usable
    assert ("length" in failed(checked)) is not usable


def test_twenty_minutes_are_refused_by_their_length_alone(made: Made) -> None:
    checked = check_clip(made("long.mp4", 1_200, size="32x32", rate=1), TERMS)
    assert [line.check for line in checked.judgement.lines] == ["length"]
    assert checked.judgement.lines[0].said_zh == "时长 1200.0 秒，太长：最多 60 秒。"
    assert not checked.judgement.usable


def test_a_stream_of_twenty_minutes_without_a_length_is_not_read_to_its_end(made: Made, tmp_path: Path) -> None:
    short, path = made("minute.mkv", 130, size="32x32", rate=2), tmp_path / "pipe.mkv"
    path.write_bytes(_piped(short))
    checked = check_clip(path, TERMS)
    assert failed(checked) & {"length"}


def _piped(source: Path) -> bytes:
    """Write it as into a pipe: the length is not known when the head is written."""
    import subprocess

    words = ["ffmpeg", "-v", "error", "-i", str(source), "-c", "copy", "-f", "matroska", "-live", "1", "-"]
    return subprocess.run(words, capture_output=True, check=True).stdout


def test_a_clip_cut_off_in_the_middle_is_refused_in_a_sentence(plain: Path, tmp_path: Path) -> None:
    zh, en = refusal(cut(plain, tmp_path / "half.mp4"))
    assert (zh, en) == ("“half.mp4”不完整，打不开。", "half.mp4 was cut off before its end and cannot be opened.")


def test_a_clip_with_its_index_in_front_and_cut_off_is_not_whole(made: Made, tmp_path: Path) -> None:
    path = cut(made("front.mp4", more=("-movflags", "faststart")), tmp_path / "front_half.mp4", 0.6)
    checked = check_clip(path, TERMS)
    assert "whole" in failed(checked)
    assert not checked.judgement.usable


def test_a_fragmented_clip_cut_off_is_not_whole(made: Made, tmp_path: Path) -> None:
    path = made("fragments.mp4", 30, more=("-movflags", "frag_keyframe+empty_moov", "-g", "15"))
    assert "whole" not in failed(check_clip(path, TERMS))
    assert "whole" in failed(check_clip(cut(path, tmp_path / "torn.mp4", 0.8), TERMS))


def test_a_clip_with_a_spoilt_middle_is_not_whole(plain: Path, tmp_path: Path) -> None:
    data = bytearray(plain.read_bytes())
    middle = len(data) // 4
    data[middle : middle * 3] = os.urandom(middle * 2)
    path = tmp_path / "spoilt.mp4"
    path.write_bytes(data)
    checked = check_clip(path, TERMS)
    assert "whole" in failed(checked)


def test_an_empty_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert refusal(path) == ("“empty.mp4”是空文件。", "empty.mp4 is empty.")


def test_a_renamed_document_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "paper.mp4"
    path.write_bytes(PDF)
    assert refusal(path) == ("“paper.mp4”打不开，不是视频。", "paper.mp4 cannot be opened as a video.")


def test_a_playlist_named_like_a_film_opens_no_other_file(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.mp4"
    path.write_text(f"#EXTM3U\n#EXTINF:16,\nfile://{plain}\n#EXT-X-ENDLIST\n")
    assert refusal(path)[1] == "list.mp4 cannot be opened as a video."


def test_a_film_larger_than_4k_is_refused(made: Made) -> None:
    path = made("giant.mp4", 1, size="4400x64", rate=2)
    assert "超过 4K" in refusal(path)[0]


def test_a_black_clip_is_told(made: Made) -> None:
    checked = check_clip(made("black.mp4", picture="color=black:s={size}:r={rate}:d={seconds}"), TERMS)
    assert failed(checked) >= {"black", "frozen"}
    assert not checked.judgement.usable


def test_a_still_picture_with_sound_is_told(made: Made, tmp_path: Path) -> None:
    still = "testsrc2=s={size}:r={rate}:d={seconds},loop=loop=-1:size=1,trim=duration={seconds}"
    checked = check_clip(made("still.mp4", picture=still), TERMS)
    assert "frozen" in failed(checked)
    assert not checked.judgement.usable


def test_a_picture_that_ends_early_stands_still_to_the_end(made: Made, tmp_path: Path) -> None:
    picture, sound = made("short.mp4", 4, sound=None), made("sound.m4a", 16, picture=None)
    path = tmp_path / "early.mp4"
    ffmpeg("-i", str(picture), "-i", str(sound), "-c", "copy", str(path))
    assert "frozen" in failed(check_clip(path, TERMS))


def test_pictures_shown_one_after_the_other_are_not_frozen(made: Made) -> None:
    slides = "testsrc=s={size}:r={rate}:d={seconds},fps=1/4,fps={rate}"
    assert "frozen" not in failed(check_clip(made("slides.mp4", picture=slides), TERMS))


def test_silence_is_told(made: Made) -> None:
    checked = check_clip(made("silent.mp4", sound="anullsrc=r=48000:cl=mono:d={seconds}"), TERMS)
    assert "silent" in failed(checked)
    assert not checked.judgement.usable


@pytest.mark.parametrize(("gain_db", "holds"), [(-24, False), (0, True), (30, False)])
def test_a_soft_or_a_loud_sound_is_advice_only(made: Made, gain_db: int, holds: bool) -> None:
    checked = check_clip(made("gain.mp4", sound=f"{TONE},volume={gain_db}dB"), TERMS)
    assert ("loudness" not in failed(checked)) is holds
    assert checked.judgement.usable


def test_loudness_is_what_ffmpeg_measures(plain: Path) -> None:
    sound = check_clip(plain, TERMS).measures.sound
    assert sound is not None
    assert abs(sound.loudness_x10 - _ebur128(plain)) <= 1


def _ebur128(path: Path) -> int:
    import re
    import subprocess

    words = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-vn", "-af", "ebur128", "-f", "null", "-"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    return round(float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1]) * 10)


def test_the_picture_of_the_demo_clip_moves(made: Made) -> None:
    picture = check_clip(made("moving.mp4", picture=MOVING), TERMS).measures.picture
    assert picture is not None
    assert picture.held_ms <= 100
