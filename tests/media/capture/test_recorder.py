"""The recorder beside a window, the station gate, and the commands."""

import threading
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import typer
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from app.centre.capture_ports import GateVerdict
from app.exam.errors import Refused
from app.media.capture.demo_camera import DemoCamera
from app.media.capture.film_file import FilmFile
from app.media.capture.filming import FilmingPlan
from app.media.capture.pictures import blank
from app.media.capture.recorder import Recorder
from app.media.capture.sources import camera_source, microphone_source
from app.media.capture.station_gate import station_gate
from app.media.film.check import check_film
from app.programs.capture_commands import gate_lines, register
from tests.media.capture.conftest import KeptLog, Phone

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another


class Screen(QObject):
    """Paints nothing, but notes on which thread it was asked to."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self.recorder, self.pictures, self.threads = recorder, list[QImage](), set[QThread]()
        recorder.previewed.connect(self.paint)

    @Slot(QImage)
    def paint(self, image: QImage) -> None:
        self.pictures.append(image)
        self.threads.add(QThread.currentThread())
        self.recorder.screen_ready()


def plan(folder: Path, camera: str = "pattern:640x360@30") -> FilmingPlan:
    return FilmingPlan(camera_source(camera), microphone_source("silence"), folder)


def test_a_recorder_previews_shows_figures_and_seals_its_film(qtbot: QtBot, tmp_path: Path) -> None:
    log = KeptLog()
    recorder = Recorder(plan(tmp_path), log)
    screen = Screen(recorder)
    assert not recorder.figures().growing
    recorder.start()
    qtbot.waitUntil(lambda: len(screen.pictures) > 20 and recorder.figures().frames > 40, timeout=30_000)
    figures, position = recorder.figures(), recorder.position_ms()
    assert figures.growing and figures.film_bytes > 1000 and figures.free_minutes > 0 and not figures.lost
    assert position >= figures.position_ms
    with qtbot.waitSignal(recorder.sealed, timeout=30_000) as sealed:
        recorder.halt()
    assert recorder.close()
    (film,) = sealed.args[0]
    assert film.frames >= figures.frames and not recorder.figures().growing
    assert screen.threads == {QThread.currentThread()}
    assert [name for name, _ in log.told if name != "recording_anchored"] == ["recording_started", "recording_finished"]


def test_a_prepared_recorder_previews_and_begins_its_film_when_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    log = KeptLog()
    prepared = FilmingPlan(camera_source("pattern:320x240@30"), microphone_source("silence"), tmp_path, prepared=True)
    recorder = Recorder(prepared, log)
    screen = Screen(recorder)
    recorder.start()
    qtbot.waitUntil(lambda: len(screen.pictures) > 10, timeout=30_000)
    assert not log.told and not list(tmp_path.glob("*.mp4")) and not recorder.figures().growing
    recorder.begin()
    qtbot.waitUntil(lambda: recorder.figures().frames > 10, timeout=30_000)
    assert recorder.close()
    assert log.of("recording_finished")[0].frames > 10


def test_the_preview_is_a_mirror_and_the_film_never_is(qtbot: QtBot, tmp_path: Path) -> None:
    recorder = Recorder(plan(tmp_path), KeptLog())
    screen = Screen(recorder)
    recorder.start()
    qtbot.waitUntil(lambda: len(screen.pictures) > 3 and recorder.figures().frames > 3, timeout=30_000)
    assert recorder.close()
    shown = screen.pictures[-1]
    with av.open(str(tmp_path / "pitch.mp4")) as film:
        filmed = next(film.decode(video=0)).to_ndarray(format="gray")
    row = shown.height() - 10  # the pattern's bars grow brighter to the right
    assert shown.pixelColor(10, row).value() > shown.pixelColor(shown.width() - 10, row).value() + 60
    assert int(filmed[-10, -10]) > int(filmed[-10, 10]) + 60


def test_the_light_goes_out_while_the_disk_stands_still_and_nothing_is_lost(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, write = threading.Event(), FilmFile._write_all
    goes_on.set()

    def slow(file: FilmFile, data: bytes) -> None:
        assert goes_on.wait(20)
        write(file, data)

    monkeypatch.setattr(FilmFile, "_write_all", slow)
    recorder = Recorder(plan(tmp_path), KeptLog())
    recorder.start()
    qtbot.waitUntil(lambda: recorder.figures().growing, timeout=30_000)
    goes_on.clear()
    qtbot.waitUntil(lambda: not recorder.figures().growing, timeout=30_000)
    frames = recorder.figures().frames
    qtbot.waitUntil(lambda: recorder.figures().frames > frames + 20, timeout=30_000)
    assert not recorder.figures().growing
    goes_on.set()
    qtbot.waitUntil(lambda: recorder.figures().growing, timeout=30_000)
    assert recorder.close()
    assert recorder.figures().dropped_frames == 0 and check_film(tmp_path / "pitch.mp4").faults == ()


def test_a_screen_that_never_paints_holds_nothing_back(qtbot: QtBot, tmp_path: Path) -> None:
    recorder = Recorder(plan(tmp_path), KeptLog())
    shown: list[object] = []
    recorder.previewed.connect(shown.append)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.figures().frames > 45, timeout=30_000)
    assert len(shown) <= 1
    assert recorder.close()


def test_a_camera_that_cannot_be_opened_is_told_on_the_gui_thread(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    recorder = Recorder(plan(tmp_path, str(tmp_path / "notes.txt")), KeptLog())
    with qtbot.waitSignals([recorder.failed, recorder.sealed], timeout=30_000):
        recorder.start()
    assert recorder.close() and not list(tmp_path.glob("*.mp4"))


def test_a_microphone_that_is_no_microphone_ends_the_recording_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    wrong = FilmingPlan(camera_source("pattern:320x240@30"), microphone_source(str(tmp_path / "notes.txt")), tmp_path)
    recorder = Recorder(wrong, KeptLog())
    with qtbot.waitSignal(recorder.sealed, timeout=30_000), qtbot.waitSignal(recorder.failed, timeout=30_000) as told:
        recorder.start()
    assert recorder.close()
    assert "notes.txt" in told.args[0].detail


def test_a_record_that_fails_is_told_and_the_film_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    class Full(KeptLog):
        def recording_started(self, _: Any) -> None:
            raise Refused("The stream is sealed.", advice="Call the examiner.")

    recorder = Recorder(plan(tmp_path), Full())
    with qtbot.waitSignal(recorder.failed, timeout=30_000) as failed:
        recorder.start()
    assert failed.args[0].detail == "The stream is sealed."
    qtbot.waitUntil(lambda: recorder.figures().frames > 20, timeout=30_000)
    assert recorder.close() and (tmp_path / "pitch.mp4").exists()


def test_the_gate_says_go_for_a_living_camera_and_microphone(phone: Phone, tmp_path: Path) -> None:
    asked = threading.Event()
    report = station_gate(
        camera_source(phone.address),
        microphone_source(phone.sound_address),
        tmp_path,
        seconds=4,
        ask_for_word=asked.set,
    )
    checks = {finding.check: finding for finding in report.findings}
    assert " ".join(sorted(checks)) == (
        "camera clock_drift disk_minutes exposure frame_rate level microphone power write_speed"
    )
    assert checks["camera"].value == "640 x 360" and checks["frame_rate"].verdict is GateVerdict.GO
    assert checks["level"].verdict is GateVerdict.GO and asked.is_set()
    assert gate_lines(report)[-1].startswith("station: ") and not list(tmp_path.iterdir())


def test_the_gate_says_no_to_a_black_frozen_picture_and_a_muted_microphone(tmp_path: Path) -> None:
    def black() -> Any:
        while not camera.over.wait(1 / 30):
            yield blank(320, 240, 0)

    camera = DemoCamera(black, lambda _: np.zeros(960, np.int16))
    with camera:
        report = station_gate(
            camera_source(camera.address), microphone_source(camera.sound_address), tmp_path, seconds=3
        )
    no = {finding.check: finding for finding in report.findings if finding.verdict is GateVerdict.NO_GO}
    assert set(no) >= {"camera", "exposure", "microphone"} and report.verdict is GateVerdict.NO_GO
    assert all(finding.advice for finding in no.values())


def test_the_gate_names_a_camera_that_is_not_there(tmp_path: Path) -> None:
    report = station_gate(camera_source("97"), microphone_source("silence"), tmp_path, seconds=2)
    assert report.findings[0].check == "camera" and "97" in report.findings[0].value


@pytest.mark.parametrize(("allowed", "verdict"), [(True, GateVerdict.WARNING), (False, GateVerdict.NO_GO)])
def test_a_film_without_sound_passes_the_gate_only_where_the_scheme_takes_one(
    allowed: bool, verdict: GateVerdict, tmp_path: Path
) -> None:
    camera, silence = camera_source("pattern:320x240@30"), microphone_source("silence")
    report = station_gate(camera, silence, tmp_path, seconds=2, silence_allowed=allowed)
    (finding,) = [finding for finding in report.findings if finding.check == "microphone"]
    assert (finding.verdict, finding.value) == (verdict, "none: the film will be silent") and finding.advice


@pytest.fixture
def program() -> typer.Typer:
    top, record = typer.Typer(), typer.Typer()
    register(record, top)
    record.command("show")(lambda: None)
    top.add_typer(record, name="record")
    return top


def test_a_film_is_recorded_checked_and_mended_from_the_command_line(program: typer.Typer, tmp_path: Path) -> None:
    runner = CliRunner()
    out = str(tmp_path / "out")
    made = runner.invoke(program, ["record", "film", "--camera", "pattern:320x240@30", "--microphone", "silence",
                                   "--seconds", "2", "--out", out])  # fmt: skip
    assert made.exit_code == 0 and "whole" in made.stdout and "0 dropped" in made.stdout
    film = str(tmp_path / "out" / "pitch.mp4")
    checked = runner.invoke(program, ["film", "check", film])
    assert checked.exit_code == 0 and "as recorded" in checked.stdout and "h264, aac, 320 x 240" in checked.stdout
    assert "compared with the log beside it: 2 proofs" in checked.stdout
    mended = runner.invoke(program, ["film", "mend", film])
    assert mended.exit_code == 0 and Path(mended.stdout.strip()).name == "pitch.mended.mp4"
    content = bytearray(Path(film).read_bytes())
    content[5000] ^= 1
    Path(film).write_bytes(content)
    spoilt = runner.invoke(program, ["film", "check", film])
    assert spoilt.exit_code == 1 and "FAULT: fragment" in spoilt.stdout


def test_the_lists_of_devices_say_what_serves_when_there_is_none(program: typer.Typer) -> None:
    listed = CliRunner().invoke(program, ["cameras"])
    assert listed.exit_code == 0 and listed.stdout.strip()


def test_an_out_that_is_a_file_is_refused(program: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    result = CliRunner().invoke(program, ["record", "film", "--camera", "pattern", "--microphone", "silence",
                                          "--out", str(tmp_path / "out")])  # fmt: skip
    assert isinstance(result.exception, Refused) and "is a file" in result.exception.detail
