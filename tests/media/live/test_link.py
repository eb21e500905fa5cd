"""The link between booth and desk over real sockets: token, pictures with their moment, the clock without the way."""

import http.client
import socket
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.centre.booth_link import NO_MOMENT, Link, LivePicture, PictureForm
from app.centre.capture_ports import Loss, RecordingFigures
from app.exam.errors import Refused, Unavailable
from app.media.live import wire
from app.media.live.cast import BoothCast
from app.media.live.look import BoothAddress, BoothLook, FarClock, address_of
from app.storage.photos import PhotoFolder

TOKEN = "a token"


@dataclass
class Booth:
    """A booth as a test sets it."""

    shown: LivePicture | None = None
    film_name: str = "pitch 直播.mp4"
    at_ms: int = 73_400
    photos: dict[str, bytes] = field(default_factory=dict)

    def link(self) -> Link:
        return Link.OPEN

    def picture(self) -> LivePicture | None:
        return self.shown

    def film(self) -> str:
        return self.film_name

    def position_ms(self) -> int:
        return self.at_ms

    def figures(self) -> RecordingFigures:
        return RecordingFigures(self.film_name, self.at_ms, 2_202, 16_000_000, growing=True, lost=(Loss.DISK_LOW,))

    def sealed_photo(self, attempt: str) -> bytes:
        return self.photos.get(attempt, b"")

    def show(self, number: int, position_ms: int, grey: int = 90) -> None:
        content = np.full((36, 64, 3), grey, np.uint8).tobytes()
        self.shown = LivePicture(number, content, PictureForm.RGB, 64, 36, self.film_name, position_ms)


@pytest.fixture
def booth():
    return Booth()


@pytest.fixture
def cast(booth):
    made = BoothCast(booth, TOKEN)
    made.start()
    yield made
    made.close()


@pytest.fixture
def look(cast):
    made = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, TOKEN))
    made.start()
    yield made
    made.close()


def test_a_picture_arrives_with_its_own_moment(booth, look, qtbot):
    booth.show(1, 73_366)
    qtbot.waitUntil(lambda: look.picture() is not None, timeout=30_000)
    booth.show(2, 73_400, grey=200)
    qtbot.waitUntil(lambda: look.picture() is not None and look.picture().number == 2, timeout=30_000)
    picture = look.picture()
    assert (picture.film, picture.position_ms) == (booth.film_name, 73_400)
    image = QImage.fromData(picture.content)
    assert image.size().toTuple() == (64, 36)
    assert abs(image.pixelColor(20, 20).red() - 200) < 4


def test_figures_and_clock_arrive(booth, look, qtbot):
    qtbot.waitUntil(lambda: look.link() is Link.OPEN, timeout=30_000)
    assert look.film() == booth.film_name
    assert look.figures() == booth.figures()
    assert 0 <= look.position_ms() - 73_400 < 1_000


def test_a_sealed_photo_is_fetched_once_it_is_wanted(booth, look, qtbot):
    booth.photos["attempt"] = b"sealed"
    assert look.sealed_photo("attempt") == b""
    qtbot.waitUntil(lambda: look.sealed_photo("attempt") == b"sealed", timeout=30_000)
    assert look.sealed_photo("nobody") == b""


def test_without_the_token_nothing_is_seen(booth, cast, qtbot):
    booth.show(1, 10)
    look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, "another"))
    look.start()
    qtbot.waitUntil(lambda: look.link() is Link.REFUSED, timeout=30_000)
    assert look.picture() is None
    assert look.film() == ""
    look.close()


def test_a_booth_that_goes_is_waited_for_and_found_again_elsewhere(booth, qtbot):
    door: list[BoothAddress] = []
    look = BoothLook(lambda: door[-1] if door else None)
    look.start()
    assert look.link() is Link.WAITING
    first = BoothCast(booth, TOKEN)
    first.start()
    door.append(BoothAddress("127.0.0.1", first.port, TOKEN))
    qtbot.waitUntil(lambda: look.link() is Link.OPEN, timeout=30_000)
    first.close()
    qtbot.waitUntil(lambda: look.link() is Link.WAITING, timeout=30_000)
    assert look.picture() is None
    assert look.film() == ""
    second = BoothCast(booth, TOKEN)
    second.start()
    door.append(BoothAddress("127.0.0.1", second.port, TOKEN))
    booth.show(9, 80_000)
    qtbot.waitUntil(lambda: look.picture() is not None and look.picture().number == 9, timeout=30_000)
    look.close()
    second.close()


def test_a_taken_port_is_said(booth, cast):
    with pytest.raises(Unavailable, match="cannot be served"):
        BoothCast(booth, TOKEN, port=cast.port).start()


def test_no_thread_stays_behind(booth, cast):
    look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, TOKEN))
    look.start()
    look.close()
    assert not [each.name for each in threading.enumerate() if each.name.startswith("booth look")]


def test_the_answer_with_the_shortest_way_counts():
    clock = FarClock()
    assert clock.position_ms(1_000) == 0
    clock.hear("f", 5_000, asked_ms=1_000, answered_ms=1_400)  # 400 ms on the way: up to 200 ms off
    assert clock.position_ms(2_000) == 5_800
    clock.hear("f", 5_650, asked_ms=1_640, answered_ms=1_650)
    assert clock.position_ms(2_000) == 6_005
    clock.hear("f", 6_000, asked_ms=1_800, answered_ms=2_200)
    assert clock.position_ms(2_000) == 6_005, "a slower answer does not unsettle a quick one"
    clock.hear("g", 100, asked_ms=3_000, answered_ms=3_010)
    assert clock.position_ms(3_005) == 100, "another film has another clock"
    clock.hear("", 0, asked_ms=4_000, answered_ms=4_010)
    assert clock.position_ms(5_000) == 0


@pytest.mark.parametrize("url", ["", "192.168.1.20:8472", "https://192.168.1.20:8472", "http://booth", "http://b:x"])
def test_a_wrong_address_is_refused_in_words(url):
    with pytest.raises(Refused, match="no booth's address"):
        address_of(url, TOKEN)


def test_an_address_is_read():
    assert address_of("http://192.168.1.20:8472", TOKEN) == BoothAddress("192.168.1.20", 8472, TOKEN)


def test_what_is_told_is_read_back_and_the_future_is_left_out():
    told = wire.Told("f.mp4", 12, RecordingFigures("f.mp4", 12, lost=(Loss.CAMERA_GONE,), growing=True))
    assert wire.read(wire.written(told)) == told
    assert wire.read(wire.written(told).replace('"growing"', '"shrinking": 1, "growing"')) == told
    with pytest.raises(ValueError, match="no answer"):
        wire.read('{"film": "f"}')
    assert NO_MOMENT < 0


def test_strangers_bring_no_fault_and_a_photos_way_leads_nowhere(booth: Booth, tmp_path: Path, caplog) -> None:
    photos = PhotoFolder(tmp_path / "photos")
    photos.put("a1", b"sealed")
    booth.sealed_photo = lambda attempt: photos.get(attempt) or b""
    cast = BoothCast(booth, "口令 密码")
    cast.start()

    def ask(path: str, token: bytes) -> tuple[int, bytes]:
        link = http.client.HTTPConnection("127.0.0.1", cast.port, timeout=10)
        link.request("GET", path, headers={"Authorization": b"Bearer " + token})
        answer = link.getresponse()
        got = answer.status, answer.read()
        link.close()
        return got

    right = "口令 密码".encode()
    try:
        assert [ask("/figures", each)[0] for each in (b"", b"\xff\xfe", b"a" * 5000, "口令".encode())] == [401] * 4
        assert ask("/photo/a1", right) == (200, b"sealed")
        for path in ("/photo/..%2F..%2Fkeys", "/photo/a%00b", "/photo/%FF", "/photo/" + "a" * 300):
            assert ask(path, right)[0] == 404, path
    finally:
        cast.close()
    assert not [each for each in caplog.records if each.levelname in ("ERROR", "CRITICAL")]


def test_a_token_in_chinese_opens_the_link(booth: Booth, qtbot) -> None:
    cast = BoothCast(booth, "口令密码")
    cast.start()
    look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, "口令密码"))
    look.start()
    try:
        qtbot.waitUntil(lambda: look.link() is Link.OPEN, timeout=60_000)
    finally:
        look.close()
        cast.close()


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "null", '{"film": "a"}', '{"film": "a", "position_ms": 1e999, "figures": {}}',
             '{"film": "a", "position_ms": 1, "figures": {"lost": 7}}'],
    ids=range(7),
)  # fmt: skip
def test_an_answer_that_is_none_is_told_apart(text: str) -> None:
    with pytest.raises(ValueError):
        wire.read(text)


def test_a_flood_of_strangers_leaves_the_desk_its_place(booth: Booth, qtbot) -> None:
    cast = BoothCast(booth, TOKEN)
    cast.start()
    look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, TOKEN))
    with ExitStack() as lines:
        for _ in range(300):
            lines.enter_context(socket.create_connection(("127.0.0.1", cast.port), 5))
        look.start()
        try:
            qtbot.waitUntil(lambda: look.link() is Link.OPEN, timeout=60_000)
        finally:
            look.close()
            cast.close()
