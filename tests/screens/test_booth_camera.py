"""One camera from check-in to the pitch: it shows, reads a ticket, takes the photo, is judged, and films."""

import io
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent

from app.centre.capture_ports import GateVerdict
from app.centre.desk import Desk
from app.centre.identity_photo import identity_photo
from app.centre.reports import sitting_report
from app.centre.seat import admit
from app.exam.errors import Refused
from app.exam.flow import remaining_ms
from app.exam.scheme import Scheme
from app.exam.vocabulary import body_of
from app.exam.vocabulary.seat import CheckedIn, DevicesChecked
from app.media.capture import readers
from app.media.capture.cameras import open_camera
from app.media.capture.clock import NS, now_ns
from app.media.capture.demo_camera import DemoCamera, beep_and_flash
from app.media.capture.pictures import Picture, Plane, from_bgr
from app.media.capture.sources import Camera
from app.paperwork.forms.catalogue import draw_form
from app.programs.demo import DemoCentre, set_up
from app.programs.live_film import media_check
from app.programs.recording_booth import Devices, RecordingBooth
from app.programs.rehearsal.window_driver import DeskExaminer, Hand, WindowDriver
from app.screens.kiosk.stand import Stand
from app.storage.clock import SystemClock
from app.storage.photos import PhotoFolder
from app.storage.verify import verify_record
from tests.media.capture.conftest import Phone
from tests.screens.exam_driver import four_of, open_window

pytestmark = pytest.mark.xdist_group("film")


class BoothScene:
    """What stands before the camera."""

    def __init__(self) -> None:
        self.held_up: Plane | None = None
        self._room = np.full((720, 1280, 3), (96, 128, 160), np.uint8)
        self.camera = beep_and_flash()
        self.camera.pictures = self._pictures

    def _pictures(self) -> Iterator[Picture]:
        due_ns = now_ns()
        while not self.camera.over.is_set():
            due_ns += NS // 30
            self.camera.over.wait(max(0, due_ns - now_ns()) / NS)
            picture = self._room.copy() if self.held_up is None else self.held_up.copy()
            cv2.circle(picture, (due_ns // (NS // 30) * 7 % 1280, 690), 12, (255, 255, 255), -1)
            yield from_bgr(picture, due_ns)


class Openers:
    """Counts who holds the camera open, by its own opening and closing."""

    def __init__(self) -> None:
        self.now = self.most = self.times = 0
        self._lock = threading.Lock()

    def opened(self, *args: object, **named: object) -> Camera:
        camera = open_camera(*args, **named)
        close = camera.close
        with self._lock:
            self.now, self.times = self.now + 1, self.times + 1
            self.most = max(self.most, self.now)

        def closed() -> None:
            close()
            with self._lock:
                self.now -= 1

        camera.close = closed
        return camera


@pytest.fixture
def openers(monkeypatch: pytest.MonkeyPatch) -> Openers:
    made = Openers()
    monkeypatch.setattr(readers, "open_camera", made.opened)
    return made


def ticket_before_the_camera(pdf: bytes, place: Path) -> Plane:
    """Print a ticket and hold its upper half, a little askew, before the camera."""
    (place / "ticket.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "130", "-singlefile", "-png", str(place / "ticket.pdf"), str(place / "ticket")],
                   check=True)  # fmt: skip
    page = cv2.imread(str(place / "ticket.png"))
    assert page is not None
    height, width = page.shape[:2]
    turned = cv2.warpAffine(page, cv2.getRotationMatrix2D((width / 2, 300), 4, 0.9), (width, height),
                            borderValue=(96, 128, 160))  # fmt: skip
    picture = np.full((720, 1280, 3), (96, 128, 160), np.uint8)
    picture[:, (1280 - min(1280, width)) // 2 :][:, : min(1280, width)] = turned[:720, :1280]
    return picture


@pytest.fixture
def scene() -> Iterator[BoothScene]:
    made = BoothScene()
    with made.camera:
        yield made


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[DemoCentre]:
    made = set_up(tmp_path / "home", SystemClock(), 7)
    yield made
    made.home.close()


def booth_of(camera: DemoCamera, centre: DemoCentre) -> RecordingBooth:
    return RecordingBooth(Devices(camera.address, camera.sound_address), centre.home.media)


def test_one_camera_serves_from_the_ticket_to_the_film(
    scene: BoothScene, openers: Openers, centre: DemoCentre, tmp_path: Path, qtbot: object
) -> None:
    clock, home, wait = SystemClock(), centre.home, qtbot.waitUntil
    report = sitting_report(home.store, centre.cast.clerk, centre.sitting.id)
    ticket = ticket_before_the_camera(draw_form("admission_tickets", report), tmp_path)
    booth = booth_of(scene.camera, centre)
    desk = open_window(home, clock, centre.cast.booth, booth=booth)
    qtbot.addWidget(desk.window)
    examiner = DeskExaminer(lambda attempt: Desk(home.store, clock, centre.cast.booth, centre.cast.examiner, attempt))
    driver = WindowDriver(
        desk, examiner, centre.booking.admission_number, four_of(centre), Hand(desk.window, keys=False)
    )
    pages = desk.window
    try:
        driver.step()
        wait(lambda: pages.check_in.camera.image is not None, timeout=30_000)
        assert pages.check_in.number.text() == ""
        scene.held_up = ticket
        wait(lambda: pages.check_in.number.text() == centre.booking.admission_number, timeout=30_000)
        scene.held_up = None
        driver.step()
        assert pages.pages.currentWidget() is pages.photo
        wait(pages.photo.go.isEnabled, timeout=30_000)
        driver.step()
        assert desk.seat is not None
        assert pages.stand.photo.isVisible()
        driver.step()
        driver.step()
        wait(lambda: not driver.step() and pages.pages.currentWidget() is not pages.devices, timeout=20_000)
        wait(lambda: not driver.step() and driver.stages[-1] == "preparation", timeout=20_000)
        wait(booth.ready, timeout=30_000)
        assert not list(home.media.rglob("*.mp4"))
        driver.step()
        driver.step()
        begun_ns = now_ns()
        driver.step()
        wait(lambda: desk.seat.state.open_film == "pitch.mp4", timeout=30_000)
        assert now_ns() - begun_ns < 2 * NS, "a prepared film begins with the next picture"
        driver.stop_pitch = lambda seat: booth.figures().position_ms > 2500
        wait(lambda: not driver.step() and driver.done, timeout=20_000)
    finally:
        desk.stop()
        booth.close()
    assert (openers.most, openers.times, openers.now) == (1, 2, 0), "at any moment one opener, and one handover"
    assert list(verify_record(home.store, home.keys, media=media_check(home.media))) == []
    assert_photo_is_sealed_and_each_look_noted(centre)


def assert_photo_is_sealed_and_each_look_noted(centre: DemoCentre) -> None:
    home, attempt = centre.home, centre.booking.id
    with home.store.reading() as books:
        bodies = [body_of(entry) for entry in books.ledger.entries(f"{attempt}/seat")]
    checked = next(body for body in bodies if isinstance(body, CheckedIn))
    gate = next(body for body in bodies if isinstance(body, DevicesChecked))
    assert {"camera", "frame_rate", "level", "power"} <= {each.check for each in gate.findings}
    shelf = PhotoFolder(home.photos)
    sealed = shelf.get(attempt)
    assert sealed is not None
    assert (checked.how, checked.photo) == ("qr", sha256(sealed).hexdigest())
    assert b"JFIF" not in sealed
    photo = identity_photo(home.store, shelf, SystemClock(), centre.cast.examiner, attempt)
    assert Image.open(io.BytesIO(photo)).size == (1280, 720)
    with home.store.reading() as books:
        assert [each.media for each in books.readings.of_attempt(attempt)] == ["photo"]
    with home.store.writing() as books:
        books.people.purge(centre.booking.candidate)
    with pytest.raises(Refused):
        identity_photo(home.store, shelf, SystemClock(), centre.cast.examiner, attempt)


@pytest.mark.parametrize(("allowed", "verdict"), [(True, GateVerdict.WARNING), (False, GateVerdict.NO_GO)])
def test_a_booth_without_a_microphone_opens_only_under_a_scheme_that_takes_silent_films(
    allowed: bool, verdict: GateVerdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    def taking(scheme: Scheme) -> Scheme:
        return replace(scheme, pitch=replace(scheme.pitch, silent_film_allowed=allowed))

    monkeypatch.setattr("app.programs.demo.without_notice", taking)
    made = set_up(tmp_path / "home", SystemClock(), 7)
    booth = RecordingBooth(Devices("pattern:320x240@30", "silence"), made.home.media)
    desk = open_window(made.home, SystemClock(), made.cast.booth, booth=booth)
    qtbot.addWidget(desk.window)
    examiner = DeskExaminer(
        lambda attempt: Desk(made.home.store, SystemClock(), made.cast.booth, made.cast.examiner, attempt)
    )
    driver = WindowDriver(desk, examiner, made.booking.admission_number, four_of(made), Hand(desk.window, keys=False))
    try:
        qtbot.waitUntil(
            lambda: not driver.step() and desk.window.pages.currentWidget() is desk.window.devices, timeout=20_000
        )
        qtbot.waitUntil(lambda: booth.report() is not None, timeout=20_000)
        report = booth.report()
        desk.tick()
        assert report is not None
        assert [each.verdict for each in report.findings if each.check == "microphone"] == [verdict]
        assert desk.window.devices.go.isEnabled() is allowed, "no voice is waited for where there is no microphone"
    finally:
        desk.stop()
        booth.close()
        made.home.close()


def test_without_a_camera_check_in_goes_on_by_the_examiners_eye(centre: DemoCentre, qtbot: object) -> None:
    booth = RecordingBooth(Devices("http://127.0.0.1:9/video", "silence"), centre.home.media)
    desk = open_window(centre.home, SystemClock(), centre.cast.booth, booth=booth)
    qtbot.addWidget(desk.window)
    page = desk.window.photo
    examiner = DeskExaminer(lambda _: pytest.fail("nobody is asked here"))
    driver = WindowDriver(
        desk, examiner, centre.booking.admission_number, four_of(centre), Hand(desk.window, keys=True)
    )
    try:
        driver.step()
        driver.step()
        qtbot.waitUntil(page.go.isEnabled, timeout=30_000)
        assert page.notice.isVisible()
        driver.step()
        assert desk.seat is not None
        with centre.home.store.reading() as books:
            checked = body_of(books.ledger.entries(f"{desk.seat.attempt}/seat")[1])
        assert isinstance(checked, CheckedIn)
        assert checked.photo == ""
    finally:
        desk.stop()
        booth.close()


@pytest.mark.parametrize(
    ("devices", "line"),
    [(Devices("no-such.mp4", "silence"), "camera"), (Devices("pattern", "no-such.wav"), "microphone")],
)
def test_a_name_that_names_no_device_is_said_at_the_gate(
    devices: Devices, line: str, centre: DemoCentre, qtbot: object
) -> None:
    booth = RecordingBooth(devices, centre.home.media)
    desk = open_window(centre.home, SystemClock(), centre.cast.booth, booth=booth)
    qtbot.addWidget(desk.window)
    examiner = DeskExaminer(
        lambda attempt: Desk(centre.home.store, SystemClock(), centre.cast.booth, centre.cast.examiner, attempt)
    )
    hand = Hand(desk.window, keys=False)
    driver = WindowDriver(desk, examiner, centre.booking.admission_number, four_of(centre), hand)
    page = desk.window.devices
    try:
        while not (desk.seat is not None and desk.seat.state.stage.value == "devices"):
            driver.step()
        desk.tick()
        report = booth.report()
        assert report is not None
        assert [(each.check, each.verdict) for each in report.findings] == [(line, GateVerdict.NO_GO)]
        assert all(not part.isascii() for each in report.findings for part in each.in_language("zh"))
        assert page.again.isEnabled()
        assert not page.go.isEnabled()
        driver.hand.press(page.again)
        assert booth.report() == report, "asked again, it says so again"
    finally:
        desk.stop()
        booth.close()


def test_a_booth_that_is_closed_while_it_hands_over_begins_no_recorder(centre: DemoCentre) -> None:
    home = centre.home
    seat = admit(
        home.store, SystemClock(), centre.cast.booth, centre.booking.admission_number, four_of(centre), how="typed",
        language="zh",
    )  # fmt: skip
    booth = RecordingBooth(Devices("pattern:640x360@30", "silence"), home.media)
    booth.prepare(seat)
    booth.close()
    QCoreApplication.sendPostedEvents(booth, QEvent.Type.MetaCall)  # the handover's end, which waits for the window
    assert booth._recorder is None


def test_a_camera_that_dies_in_the_pitch_stops_the_clock_and_the_film_goes_on(
    centre: DemoCentre, tmp_path: Path, qtbot: object
) -> None:
    home, wait = centre.home, qtbot.waitUntil
    phone = Phone("--form", "640x360@30")
    booth = RecordingBooth(Devices(phone.address, phone.sound_address), home.media)
    desk = open_window(home, SystemClock(), centre.cast.booth, booth=booth)
    qtbot.addWidget(desk.window)
    examiner = DeskExaminer(
        lambda attempt: Desk(home.store, SystemClock(), centre.cast.booth, centre.cast.examiner, attempt)
    )
    number, four = centre.booking.admission_number, four_of(centre)
    driver = WindowDriver(desk, examiner, number, four, Hand(desk.window, keys=False))
    driver.stop_pitch = lambda _: False
    pages = desk.window
    try:
        wait(lambda: not driver.step() and driver.stages[-1:] == ["pitch"], timeout=60_000)
        wait(lambda: booth.figures().position_ms > 1000, timeout=30_000)
        assert desk.seat is not None
        phone.kill()
        wait(lambda: pages.pages.currentWidget() is pages.stand, timeout=30_000)
        assert pages.stand.state.stand in (Stand.CAMERA_LOST, Stand.MICROPHONE_LOST)
        assert pages.stand.card.isVisible(), "it says that the work is safe"
        left_ms = remaining_ms(desk.seat.state, desk.seat.elapsed_ms())
        desk.tick()
        assert remaining_ms(desk.seat.state, desk.seat.elapsed_ms()) == left_ms, "the clock stands still"
        phone.start("--form", "640x360@30")
        wait(lambda: pages.pages.currentWidget() is pages.pitch, timeout=30_000)
        stood_ms = booth.figures().position_ms
        driver.stop_pitch = lambda _: booth.figures().position_ms > stood_ms + 1500
        wait(lambda: not driver.step() and driver.done, timeout=40_000)
    finally:
        desk.stop()
        booth.close()
        phone.kill()
    state = desk.seat.state
    assert [film.film for film in state.films] == ["pitch.mp4"], "it went on in the same evidence"
    assert {"camera", "microphone"} <= {gap.what for gap in state.films[0].gaps}
    assert list(verify_record(home.store, home.keys, media=media_check(home.media))) == []
