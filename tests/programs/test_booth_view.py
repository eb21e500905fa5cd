"""The booth as the examiner's desk sees it, and the door that the kiosk leaves open for it."""

import stat
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from app.centre.booth_link import NO_MOMENT, Link, NoLink
from app.centre.capture_ports import RecordingFigures
from app.exam.errors import Refused, Unavailable
from app.media.capture.clock import now_ns
from app.media.capture.preview import TAKEN_NS
from app.media.live.look import BoothLook
from app.programs.booth_view import DOOR, BoothView, LinkedPhotos, door_of, open_door, shared
from app.programs.kiosk_services import videos_in
from app.screens.examiner.live_picture import image_of
from app.storage.photos import PhotoFolder


class Booth:
    """A booth whose picture is red at the left as in a mirror."""

    def __init__(self) -> None:
        self.image: QImage | None = None
        self.film, self.at_ms = "pitch.mp4", 73_400

    def take(self, age_ms: int | None = 0) -> None:
        self.image = QImage(63, 36, QImage.Format.Format_RGB32)  # an odd width: rows are padded
        self.image.fill(QColor("#202020"))
        for x in range(20):
            for y in range(36):
                self.image.setPixelColor(x, y, QColor("#F01010"))
        if age_ms is not None:
            self.image.setText(TAKEN_NS, str(now_ns() - age_ms * 1_000_000))

    def picture(self) -> QImage | None:
        return self.image

    def rolling(self) -> bool:
        return bool(self.film)

    def figures(self) -> RecordingFigures:
        return RecordingFigures(self.film, self.at_ms)

    def position_ms(self) -> int:
        return self.at_ms


@pytest.fixture
def booth() -> Booth:
    return Booth()


@pytest.fixture
def view(booth: Booth, tmp_path: Path) -> BoothView:
    return BoothView(booth, PhotoFolder(tmp_path / "photos"))


def test_the_desk_sees_the_picture_as_the_film_has_it(booth: Booth, view: BoothView) -> None:
    assert view.picture() is None
    booth.take()
    picture = view.picture()
    assert picture is not None
    image = image_of(picture)
    assert image.size().toTuple() == (63, 36)
    assert image.pixelColor(60, 18).red() > 200
    assert image.pixelColor(3, 18).red() < 60


def test_a_picture_carries_when_it_was_taken_and_not_when_it_was_asked_for(booth: Booth, view: BoothView) -> None:
    booth.take(age_ms=120)
    picture = view.picture()
    assert picture is not None
    assert abs(picture.position_ms - 73_280) <= 20
    assert view.picture() is picture, "the same picture is not made again"
    booth.take(age_ms=None)
    untold = view.picture()
    assert untold is not None
    assert (untold.number, untold.position_ms) == (picture.number + 1, 73_400)


def test_outside_of_a_film_a_picture_has_no_moment(booth: Booth, view: BoothView) -> None:
    booth.film = ""
    booth.take()
    picture = view.picture()
    assert picture is not None
    assert (picture.film, picture.position_ms) == ("", NO_MOMENT)
    assert (view.film(), view.position_ms()) == ("", 0)
    booth.film, booth.at_ms = "pitch.mp4", 10
    booth.take(age_ms=500)
    before = view.picture()
    assert before is not None
    assert before.position_ms == NO_MOMENT, "it was taken before the film began"


def test_the_door_is_for_this_user_alone_and_leads_to_the_booth(
    booth: Booth, view: BoothView, tmp_path: Path, qtbot: object
) -> None:
    find = door_of(tmp_path)
    assert find() is None
    cast = open_door(tmp_path, view)
    assert stat.S_IMODE((tmp_path / DOOR).stat().st_mode) == 0o600
    look = BoothLook(find)
    look.start()
    qtbot.waitUntil(lambda: look.link() is Link.OPEN, timeout=30_000)
    assert look.film() == "pitch.mp4"
    look.close()
    cast.close()
    (tmp_path / DOOR).write_text("no door", encoding="ascii")
    assert find() is None


def test_each_start_has_a_token_of_its_own_unless_one_is_given(view: BoothView, tmp_path: Path) -> None:
    tokens = []
    for given in ("", "", "agreed"):
        cast = open_door(tmp_path, view, token=given)
        address = door_of(tmp_path)()
        assert address is not None
        tokens.append(address.token)
        cast.close()
    assert len(set(tokens)) == 3
    assert tokens[2] == "agreed"


def test_a_photo_is_looked_for_at_home_first(tmp_path: Path) -> None:
    class Far(NoLink):
        def sealed_photo(self, attempt: str) -> bytes:
            return b"far" if attempt == "b" else b""

    own = PhotoFolder(tmp_path / "photos")
    shelf = LinkedPhotos(own, Far())
    shelf.put("a", b"near")
    assert [shelf.get(each) for each in ("a", "b", "c")] == [b"near", b"far", None]
    shelf.remove("a")
    assert own.get("a") is None


def test_an_address_to_share_is_read_or_refused() -> None:
    assert shared("", "") == ("", 0, "")
    assert shared("192.168.1.20:8472", "t") == ("192.168.1.20", 8472, "t")
    with pytest.raises(Refused, match="needs a token"):
        shared("192.168.1.20:8472", "")
    for wrong in ("8472", "192.168.1.20", "192.168.1.20:port"):
        with pytest.raises(Refused, match="no address to share"):
            shared(wrong, "t")


def test_a_home_that_takes_no_door_is_said_and_nothing_goes_on_serving(view: BoothView, tmp_path: Path) -> None:
    (tmp_path / DOOR).mkdir()
    with pytest.raises(Unavailable, match="cannot be written"):
        open_door(tmp_path, view)
    assert not [each for each in threading.enumerate() if each.name == "kaobo-cast"]


@pytest.mark.parametrize("which", ["../../keys/centre", "a/b", "", "a\0b"])
def test_a_shelf_of_photos_leads_nowhere_else(tmp_path: Path, which: str) -> None:
    with pytest.raises(Refused, match="not the id"):
        PhotoFolder(tmp_path / "photos").get(which)


def test_a_shelf_of_photos_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "photos").write_bytes(b"a file where the folder should be")
    with pytest.raises(Unavailable, match="could not be written"):
        PhotoFolder(tmp_path / "photos").put("a1", b"sealed")


def test_videos_on_a_stick_are_those_that_a_person_put_there(tmp_path: Path) -> None:
    for name in ("IMG_1.MOV", "._IMG_1.MOV", "notes.txt", "演示.mp4"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "gone.mp4").symlink_to(tmp_path / "nowhere")
    assert sorted(path.name for _, path in videos_in(tmp_path)) == ["IMG_1.MOV", "演示.mp4"]
    assert videos_in(tmp_path / "pulled") == []
