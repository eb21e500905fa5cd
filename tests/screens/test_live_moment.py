"""A tag that is placed live stands on the frame that was on the screen, shown by the clock that the frames carry."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.exam.flow_state import Stage
from app.media.capture.cameras import read_clock
from app.media.live.cast import BoothCast
from app.media.live.look import BoothAddress, BoothLook
from app.programs.booth_view import BoothView
from app.programs.recording_booth import Devices, RecordingBooth
from app.storage.photos import PhotoFolder
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.media.capture.test_film_clock import clocks_of
from tests.screens.booth_room import BoothRoom, Sitter

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another

MOST_MS, TAGS = 40, 8


def clock_in(image: QImage) -> int:
    """Read the moment that a picture on the screen carries."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return read_clock(rows[:, : grey.width()])


@pytest.mark.parametrize("far", [False, True], ids=["same program", "over HTTP"])
def test_a_live_tag_stands_within_40_ms_of_the_frame_that_was_shown(
    centre: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    tmp_path: Path,
    *,
    far: bool,
) -> None:
    sitter = Sitter(centre)
    room = BoothRoom(centre, qtbot)
    room.tick()
    room.click(room.page.booth.card.yes)
    sitter.go_to(Stage.PREPARATION)
    booth = RecordingBooth(Devices("pattern:640x360@30", "silence"), tmp_path)
    view = BoothView(booth, PhotoFolder(tmp_path))
    cast = BoothCast(view, "t")
    cast.start()
    look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, "t"))
    look.start()
    room.live._link = look if far else view
    try:
        off = marked_live(room, booth, sitter, qtbot, tmp_path)
    finally:
        look.close()
        cast.close()
        booth.close()
    print(f"off by {sorted(off)} ms")
    assert max(abs(each) for each in off) <= MOST_MS


def marked_live(room: BoothRoom, booth: RecordingBooth, sitter: Sitter, qtbot, folder: Path) -> list[int]:
    """Film, press a tag's key several times, and return how far each tag stands from the frame that was shown, ms."""
    booth.prepare(sitter.seat)
    qtbot.waitUntil(booth.ready, timeout=30_000)
    booth.roll(sitter.seat)
    seen: list[int] = []

    def running(after_ms: int) -> bool:
        """Tell whether the newest picture is painted, and late enough: what is decoded is what is seen."""
        view = room.page.picture
        painted = view.shown is not None and view._picture is not None
        return painted and view._picture.position_ms == view.shown.position_ms >= after_ms

    qtbot.waitUntil(lambda: sitter.seat.refresh().stage is Stage.PITCH, timeout=30_000)
    room.tick()
    room.window.activateWindow()
    QTest.qWaitForWindowActive(room.window)
    room.page.sheet.setFocus()
    for place in range(TAGS):
        qtbot.waitUntil(lambda place=place: running(900 + place * 170), timeout=30_000)
        seen.append(clock_in(room.page.picture._image))
        QTest.keyClick(room.window.focusWidget(), Qt.Key.Key_Q)
    booth.halt()
    qtbot.waitUntil(lambda: not booth.rolling(), timeout=30_000)
    tags = room.sheet.tags
    assert len(tags) == TAGS
    clocks = clocks_of(folder / sitter.seat.attempt / tags[0].film)
    off = []
    for tag, seen_ms in zip(tags, seen, strict=True):
        shown_ms, burnt_ms = max(each for each in clocks if each[0] <= tag.position_ms)
        off.append(burnt_ms + tag.position_ms - shown_ms - seen_ms)
    return off
