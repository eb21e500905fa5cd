"""A film survives the death of its process at any moment."""

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
from pytestqt.qtbot import QtBot

from app.exam.errors import Refused
from app.media.capture.cameras import read_clock
from app.media.film.check import check_film, is_whole
from app.media.film.digest import check_chain
from app.media.film.log_file import proofs_beside
from app.media.film.mend import account_for_torn, mend_film
from tests.media.capture.conftest import Phone, Record, needed

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another

KILLS, AT_ONCE = 20, 5


def tear(folder: Path, microphone: str, after_s: float) -> int:
    """Record, kill without warning, and return the monotonic ms of the kill."""
    command = [sys.executable, str(Path(__file__).with_name("film_process.py")), str(folder), microphone]
    victim = subprocess.Popen(
        command, cwd=Path(__file__).parents[3], env={"PYTHONPATH": str(Path(__file__).parents[3])}
    )
    film, bell = folder / "pitch.mp4", threading.Event()
    while not (film.exists() and film.stat().st_size > 2000):
        assert victim.poll() is None, "the recording ended by itself"
        bell.wait(0.02)
    bell.wait(after_s)
    victim.kill()
    killed_ms = time.monotonic_ns() // 1_000_000
    victim.wait()
    return killed_ms


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int]]:
    """Films of processes that were killed at random moments, some with the sound of a phone."""
    dice, folder = random.Random(20261124), tmp_path_factory.mktemp("torn")
    phone = Phone("--form", "320x240@10")
    made: dict[int, int] = {}

    def one(number: int) -> None:
        place = folder / str(number)
        place.mkdir()
        microphone = phone.sound_address if number % 2 else "silence"
        made[number] = tear(place, microphone, moments[number])

    moments = [dice.uniform(0.3, 4.0) for _ in range(KILLS)]
    for begin in range(0, KILLS, AT_ONCE):
        threads = [threading.Thread(target=one, args=(number,)) for number in range(begin, begin + AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    phone.kill()
    assert sorted(made) == list(range(KILLS))
    return [(folder / str(number) / "pitch.mp4", killed) for number, killed in sorted(made.items())]


def last_clock(film: Path) -> int:
    """Return the burnt-in moment of the last picture that OpenCV can play, in ms."""
    video = cv2.VideoCapture(str(film))
    last = None
    while True:
        came, picture = video.read()
        if not came:
            break
        last = picture
    assert last is not None, film
    return read_clock(np.asarray(cv2.cvtColor(last, cv2.COLOR_BGR2GRAY)))


def test_a_killed_recording_loses_at_most_a_second(torn: list[tuple[Path, int]]) -> None:
    lost = [(killed - last_clock(film)) % (1 << 32) for film, killed in torn]
    print("lost ms:", sorted(lost))
    assert max(lost) <= 1000, lost


def test_every_torn_film_is_torn_and_proven_up_to_its_last_whole_fragment(torn: list[tuple[Path, int]]) -> None:
    for film, _ in torn:
        report = check_film(film, proofs_beside(film))
        assert not report.whole and not report.faults and report.proven_fragments == report.fragments >= 1


def test_every_torn_film_opens_in_ffprobe_without_a_complaint_about_its_beginning(torn: list[tuple[Path, int]]) -> None:
    for film, _ in torn:
        command = [needed("ffprobe"), "-v", "error", "-count_packets", "-select_streams", "v"]
        command += ["-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", str(film)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        assert int(told.stdout.strip().strip(",")) == check_film(film).frames


def test_every_torn_film_plays_in_qt(torn: list[tuple[Path, int]], qtbot: QtBot) -> None:
    player, sink = QMediaPlayer(), QVideoSink()
    player.setVideoSink(sink)
    for film, _ in torn:
        player.setSource(QUrl.fromLocalFile(str(film)))
        player.play()
        # Asked, not told: the sink's signal comes on Qt's own thread, for which a stop() would wait with Python's lock.
        qtbot.waitUntil(lambda: sink.videoFrame().isValid() and player.position() > 0, timeout=30_000)
        assert player.error() is QMediaPlayer.Error.NoError
        player.stop()
    player.setSource(QUrl())


def test_mending_makes_a_torn_film_whole_and_leaves_the_original(torn: list[tuple[Path, int]]) -> None:
    film = torn[3][0]
    before = film.read_bytes()
    whole = mend_film(film)
    assert film.read_bytes() == before and is_whole(whole)
    was, now = check_film(film), check_film(whole)
    assert now.frames == was.frames and now.codecs == was.codecs
    with pytest.raises(Refused, match="is there already"):
        mend_film(film)


def test_the_record_is_told_of_a_torn_film_after_the_restart(torn: list[tuple[Path, int]]) -> None:
    film = torn[5][0]
    finished = account_for_torn(film)
    assert finished.torn and finished.head == check_chain(film).head and finished.fragments == check_chain(film).good


def test_a_recording_after_a_kill_goes_into_a_film_of_its_own(torn: list[tuple[Path, int]], record: Record) -> None:
    film = torn[7][0]
    before = film.read_bytes()
    running = record("pattern:320x240@30", folder=film.parent)
    running.until(1000)
    (second,) = running.stop()
    assert second.film == "pitch-2.mp4" and film.read_bytes() == before


def test_one_changed_byte_is_found_and_named(torn: list[tuple[Path, int]]) -> None:
    film = max((film for film, _ in torn[8:]), key=lambda film: film.stat().st_size)
    content = bytearray(film.read_bytes())
    third = check_chain(film).fragments[2]
    content[third.at + third.size // 2] ^= 1
    film.write_bytes(content)
    assert check_chain(film).fault == f"fragment 3 at byte {third.at} is not as recorded"
