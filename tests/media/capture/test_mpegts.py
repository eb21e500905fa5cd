"""A phone that sends MPEG-TS, by each way in which an app does it, with its own sound."""

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.centre.capture_ports import Loss
from app.media.film.check import check_film
from tests.media.capture.conftest import Record, beep_behind_flash_ms, free_port, holes, needed

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another

PICTURE = "color=gray:size=640x360:rate=30,drawbox=t=fill:color=white:enable='lt(mod(t,1),0.1)'"
SOUND = "aevalsrc='0.4*sin(2*PI*1000*t)*lt(mod(t,1),0.1)+0.001*random(0)':s=48000"
PLACES = {
    "tcp": ("tcp://127.0.0.1:{}?listen=1", "tcp://127.0.0.1:{}"),
    "http": ("http://127.0.0.1:{}/booth.ts", "http://127.0.0.1:{}/booth.ts"),
    "udp": ("udp://127.0.0.1:{}?pkt_size=1316", "udp://127.0.0.1:{}"),
}


class Sender:
    """An ffmpeg that flashes and beeps once a second."""

    def __init__(self, way: str) -> None:
        self.way, self.port = way, free_port()
        target, address = PLACES[way]
        self._target, self.address = target.format(self.port), address.format(self.port)
        self.start()

    def start(self) -> None:
        command = [needed("ffmpeg"), "-v", "fatal", "-re", "-f", "lavfi", "-i", PICTURE]
        command += ["-re", "-f", "lavfi", "-i", SOUND, "-c:v", "libx264", "-preset", "ultrafast"]
        command += "-tune zerolatency -g 15 -pix_fmt yuv420p -c:a aac -f mpegts".split()
        command += ["-listen", "1"] if self.way == "http" else []
        self._process = subprocess.Popen([*command, self._target], stdin=subprocess.DEVNULL)
        bell = threading.Event()
        while self.way != "udp" and not self._listens():
            assert self._process.poll() is None, "ffmpeg ended by itself"
            bell.wait(0.05)

    def _listens(self) -> bool:
        """Look instead of calling: it takes one call only."""
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return any(line[1].endswith(f":{self.port:04X}") and line[3] == "0A" for line in lines)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def sender(request: pytest.FixtureRequest) -> Iterator[Sender]:
    one = Sender(request.param)
    yield one
    one.kill()


@pytest.mark.parametrize("sender", ["tcp", "http", "udp"], indirect=True)
def test_a_phone_that_sends_mpegts_is_a_camera_and_a_microphone(record: Record, sender: Sender) -> None:
    running = record(sender.address, "stream")
    running.until(5000)
    (film,) = running.stop()
    report = check_film(running.folder / film.film, [(film.fragments, film.head)])
    assert report.whole and not report.faults and not holes(report) and film.dropped_frames == 0
    assert report.codecs == ("h264", "aac") and (report.width, report.height) == (640, 360)
    behind = beep_behind_flash_ms(running.folder / film.film)
    assert len(behind) >= 3 and abs(np.median(behind)) <= 40, behind


@pytest.mark.parametrize("sender", ["udp", "http"], indirect=True)
def test_an_mpegts_phone_that_dies_is_lost_and_comes_back_by_itself(record: Record, sender: Sender) -> None:
    running = record(sender.address, "stream")
    running.until(2000)
    sender.kill()
    bell = threading.Event()
    while set(running.filming.figures().lost) < {Loss.CAMERA_GONE, Loss.MICROPHONE_GONE}:
        assert running.filming.position_ms() < 20_000
        bell.wait(0.05)
    sender.start()
    running.log.wait_for("resumed")
    running.until(running.filming.position_ms() + 2500)
    (film,) = running.stop()
    assert {gap.cause for gap in running.log.of("recording_gap")} == {"camera_gone", "microphone_gone"}
    behind = beep_behind_flash_ms(running.folder / film.film)
    assert abs(np.median(behind[-2:])) <= 40, behind
    assert not check_film(running.folder / film.film, [(film.fragments, film.head)]).faults
