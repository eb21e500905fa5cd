"""The demo's windows: candidate's and examiner's, driven by their own controls, with a camera of the demo's own."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.centre.ports import Clock
from app.media.capture.demo_camera import DemoCamera
from app.programs.booth_settings import BoothSettings
from app.programs.demo import LOGINS, PIN, DemoCentre
from app.programs.rehearsal.desk_driver import WindowExaminer
from app.programs.rehearsal.window_driver import Hand, WindowDriver
from app.programs.rehearsal.window_play import Part, WindowPlay
from app.programs.solo import Solo
from app.programs.windows import application_of

SIZE_PX = (1366, 768)


def play(
    centre: DemoCentre,
    clock: Clock,
    camera: DemoCamera,
    part: Part,
    clip: Path,
    *,
    show: bool,
    tell: Callable[[str], None],
) -> None:
    """Play one candidate's exam through both windows: check-in to the seal, the pitch marked and signed.

    Raises:
        Unavailable: it stood still, which would be a fault of this program.
    """
    if not show and QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = application_of()
    settings = BoothSettings(centre.cast.booth.name, camera=camera.address, microphone=camera.sound_address)
    solo = Solo(application, centre.home, clock, settings, stick=lambda: clip)
    solo.start()
    _open(solo, show=show)
    examiner = WindowExaminer(solo.examiner_desk, LOGINS[2][0], PIN)
    number, four = centre.booking.admission_number, _last_four(centre)
    driver = WindowDriver(solo.kiosk_desk, examiner, number, four, Hand(solo.kiosk, keys=False))
    try:
        WindowPlay(driver, examiner, part, tell).run(application)
    finally:
        solo.stop()
        for window in (solo.kiosk, solo.examiner):
            window.close()
            window.deleteLater()


def _open(solo: Solo, *, show: bool) -> None:
    if show:
        solo.show()
        return
    for window in (solo.examiner, solo.kiosk):
        window.resize(*SIZE_PX)
        window.show()


def _last_four(centre: DemoCentre) -> str:
    with centre.home.store.reading() as books:
        details = books.people.get(centre.booking.candidate).details
    assert details is not None
    return details.document_number[-4:]
