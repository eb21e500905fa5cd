"""A recording goes on through a microphone that dies and a disk that fills."""

import multiprocessing
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from app.centre.capture_ports import Loss
from app.media.capture.demo_camera import DemoCamera
from app.media.capture.pictures import Picture
from app.media.capture.sound import is_digital_silence
from app.media.film.check import check_film
from tests.machine import disk_of
from tests.media.capture.conftest import Record, Running, holes, needed

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another

RATE = 48_000


class SoundServer:
    """PulseAudio with a null sink, into which a hissing tone plays; a microphone listens to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "sock"
        places = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PULSE_RUNTIME_PATH": str(folder / "pulse")}
        self.environment = {**os.environ, **places, "PULSE_SERVER": f"unix:{self.socket}"}
        self.start()

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        loads = [
            f"module-native-protocol-unix socket={self.socket} auth-anonymous=1",
            "module-null-sink sink_name=booth norewinds=1 rate=48000 channels=1",
            "module-remap-source master=booth.monitor source_name=mic source_properties=device.description=BoothMic",
        ]
        command = [needed("pulseaudio"), "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        command += [f"--load={load}" for load in loads]
        self.server = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        bell = threading.Event()
        while not self.socket.exists():
            assert self.server.poll() is None, "pulseaudio ended by itself"
            bell.wait(0.05)
        self.player = subprocess.Popen(
            [needed("pacat"), "--playback", "--raw", "--rate=48000", "--channels=1", "--device=booth"],
            env=self.environment, stdin=subprocess.PIPE,
        )  # fmt: skip
        self._feed = threading.Thread(target=self._play, daemon=True)
        self._feed.start()

    def _play(self) -> None:
        pipe = self.player.stdin
        assert pipe
        places = np.arange(RATE * 60)
        tone = (np.sin(places / 20) * 6000 + np.random.default_rng(1).normal(0, 300, places.size)).astype("<i2")
        try:
            pipe.write(tone.tobytes())
        except (BrokenPipeError, ValueError):
            return

    def kill(self) -> None:
        for process in (self.server, self.player):
            process.kill()
            process.wait()
        self._feed.join(3)
        assert self.player.stdin
        try:
            self.player.stdin.close()
        except BrokenPipeError:
            return


@pytest.fixture
def sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    (tmp_path / "pulse").mkdir()
    tmp_path.chmod(0o700)
    server = SoundServer(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", server.environment["PULSE_SERVER"])
    yield server
    server.kill()


def heard_at(running: Running) -> int:
    """Wait until the tone is heard; return the film's position."""
    bell = threading.Event()
    while running.filming.figures().level_db < -30 or Loss.MICROPHONE_GONE in running.filming.figures().lost:
        assert not running.error and running.filming.position_ms() < 60_000
        bell.wait(0.05)
    return running.filming.position_ms()


def silent_share(film: Path, from_s: float, to_s: float) -> float:
    """Return which part of a stretch of the film's sound is nearly silent."""
    with av.open(str(film)) as source:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])
    piece = heard[int(from_s * RATE) : int(to_s * RATE)]
    blocks = np.abs(piece[: piece.size // 480 * 480].reshape(-1, 480)).max(axis=1)
    return float((blocks < 0.01).mean())


def test_a_microphone_whose_process_or_server_dies_is_heard_again(record: Record, sound_server: SoundServer) -> None:
    running = record("pattern:320x240@30", "device:BoothMic")
    first = heard_at(running) + 1500
    running.until(first)
    (reader,) = multiprocessing.active_children()
    reader.kill()
    reader.join()
    running.until(running.filming.position_ms() + 1600)  # what was heard before has faded from the figures
    second = heard_at(running) + 1500
    running.until(second)
    lost = len(running.log.of("interrupted")) + 1
    sound_server.kill()
    running.log.wait_for("interrupted", lost)
    sound_server.start()
    running.log.wait_for("resumed", lost)
    back = heard_at(running)
    running.until(back + 2500)
    (film,) = running.stop()
    path = running.folder / film.film
    gap = [gap for gap in running.log.of("recording_gap") if gap.what == "microphone"][-1]
    assert gap.cause == "microphone_gone" and gap.from_ms > second - 1000
    assert silent_share(path, first / 1000 - 0.8, first / 1000 - 0.2) == 0
    assert silent_share(path, second / 1000 - 0.8, second / 1000 - 0.2) == 0, "the process came back"
    assert silent_share(path, gap.from_ms / 1000 + 0.5, gap.from_ms / 1000 + 1.5) == 1
    assert silent_share(path, back / 1000 + 0.5, back / 1000 + 1.5) == 0, "the server came back"
    report = check_film(path, [(film.fragments, film.head)])
    assert report.whole and not report.faults and not holes(report)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 30 MB."""
    with disk_of(tmp_path / "disk", "30m") as place:
        yield place


def noise() -> Iterator[Picture]:
    dice = np.random.default_rng(5)
    while True:
        threading.Event().wait(1 / 30)
        yield Picture(dice.integers(16, 235, (540, 640), np.uint8), 0)


def hiss(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(-900, 900, RATE // 50).astype(np.int16)


def test_a_film_ends_cleanly_before_the_disk_is_full_and_goes_on_when_there_is_room(
    record: Record, small_disk: Path
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(16_000_000))
    camera = DemoCamera(noise, hiss)
    with camera:
        running = record(camera.address, camera.sound_address, folder=small_disk)
        running.log.wait_for("recording_finished")
        assert Loss.DISK_LOW in {notice.loss for notice in running.notices}
        ballast.unlink()
        running.log.wait_for("resumed")
        running.log.wait_for("recording_started", 2)
        films = running.stop()
    assert [film.film for film in films[:2]] == ["pitch.mp4", "pitch-2.mp4"] and not films[0].torn
    report = check_film(small_disk / "pitch.mp4", [(films[0].fragments, films[0].head)])
    assert report.whole and not report.faults
    assert any(gap.what == "disk" and gap.film == "pitch.mp4" for gap in running.log.of("recording_gap"))


def test_a_disk_that_is_full_from_one_moment_to_the_next_leaves_a_playable_film(
    record: Record, small_disk: Path
) -> None:
    running = record("pattern:640x360@30", folder=small_disk)
    running.until_filmed(90)
    with (small_disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while ballast.write(bytes(1 << 16)):
                pass
        except OSError as error:
            assert error.errno == 28
    finished = running.log.wait_for("recording_finished")
    running.stop()
    report = check_film(small_disk / "pitch.mp4", [(finished.fragments, finished.head)])
    assert report.frames >= 60 and not report.faults


def test_a_muted_microphone_is_told_from_a_quiet_room() -> None:
    assert is_digital_silence(np.zeros(960, np.int16)) and is_digital_silence(np.full(960, 7, np.int16))
    assert not is_digital_silence(np.array([0, 0, 1, 0], np.int16))
