"""Two kiosks of one booth: the second is told and touches nothing; a dead one holds nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exam.errors import Refused, Unavailable
from app.programs.booth_claim import BoothClaim
from app.programs.kiosk_program import KioskRun, KioskWish
from app.screens.kiosk.window import KioskWindow
from app.storage.home import Home, create_home

HOLDS = """
import sys
from pathlib import Path
from app.programs.booth_claim import BoothClaim
from app.storage.home import open_home
claim = BoothClaim(open_home(Path(sys.argv[1])), "booth-1")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = create_home(tmp_path / "考场 home")
    yield made
    made.close()


def test_a_name_is_held_once_and_free_again_afterwards(home: Home) -> None:
    claim = BoothClaim(home, "一号直播间")
    with pytest.raises(Refused, match="at work") as told:
        BoothClaim(home, "一号直播间")
    assert str(home.path) in told.value.advice
    BoothClaim(home, "二号直播间").let_go()
    claim.let_go()
    BoothClaim(home, "一号直播间").let_go()


def test_a_kiosk_that_was_killed_holds_its_booth_no_longer(home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(home.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(Refused, match="at work"):
            BoothClaim(home, "booth-1")
        first.kill()
    BoothClaim(home, "booth-1").let_go()


def test_a_second_kiosk_of_the_same_booth_opens_nothing(home: Home, qtbot) -> None:
    windows = [KioskWindow(), KioskWindow()]
    for window in windows:
        qtbot.addWidget(window)
    wish = KioskWish(home.path, "booth-1", "practice", locked=False)
    first = KioskRun(windows[0], wish)
    try:
        with pytest.raises(Refused, match="at work"):
            KioskRun(windows[1], wish)
        other = KioskRun(windows[1], KioskWish(home.path, "booth-2", "practice", locked=False))
        other.end()
    finally:
        first.end()
    KioskRun(windows[1], wish).end()


def test_a_home_that_cannot_be_written_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Home(home.path / "pulled", home.store, home.keys, home.media, home.photos)
    with pytest.raises(Unavailable, match="cannot be written"):
        BoothClaim(gone, "booth-1")
