"""The gate's verdict on what it saw and heard, finding by finding, in both languages."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.centre.capture_ports import GateFinding, GateVerdict
from app.exam.errors import Unavailable
from app.media.capture import gate_findings
from app.media.capture.clock import NS
from app.media.capture.gate_findings import Heard, gate_report_of
from app.media.capture.pictures import blank
from app.media.capture.sound import RATE, Sound
from app.media.capture.sources import microphone_source

CHUNK = RATE // 50
DEVICE = microphone_source("default")


def seen_and_heard(luma: int = 120, rate: int = 30, peak: int = 6000, ppm: int = 0) -> Heard:
    """Return four seconds of a moving picture of one brightness and of a tone."""
    heard = Heard()
    for number in range(4 * rate):
        picture = blank(320, 240, number * NS // rate, luma)
        picture.luma[9 * (number % 20), 0] = 1
        heard.take(picture, [])
    tone = (np.sin(np.arange(CHUNK) / 5) * peak).astype(np.int16)
    for number in range(1, 201):
        heard.take(None, [Sound(tone, number * NS // 50 * (1_000_000 + ppm) // 1_000_000)])
    return heard


def findings(heard: Heard, folder: Path) -> dict[str, GateFinding]:
    return {finding.check: finding for finding in gate_report_of(heard, DEVICE, folder).findings}


def test_a_fit_station_is_told_so_without_advice(tmp_path: Path) -> None:
    found = findings(seen_and_heard(), tmp_path)
    judged = [found[check] for check in ("camera", "frame_rate", "exposure", "microphone", "level", "clock_drift")]
    assert all(finding.verdict is GateVerdict.GO and not finding.advice and finding.zh[0] for finding in judged)
    assert found["frame_rate"].value == "30.0 pictures a second" and not list(tmp_path.iterdir())


@pytest.mark.parametrize(("changed", "check", "verdict", "words"), [
    ({"luma": 16}, "exposure", GateVerdict.NO_GO, "lens cover"),
    ({"luma": 45}, "exposure", GateVerdict.WARNING, "too dark"),
    ({"luma": 235}, "exposure", GateVerdict.WARNING, "burnt out"),
    ({"rate": 15}, "frame_rate", GateVerdict.WARNING, "more light"),
    ({"rate": 8}, "frame_rate", GateVerdict.NO_GO, "more light"),
    ({"peak": 200}, "level", GateVerdict.WARNING, "Speak a word"),
    ({"peak": 32700}, "level", GateVerdict.WARNING, "Turn the microphone down"),
    ({"ppm": 2500}, "clock_drift", GateVerdict.WARNING, "another microphone"),
    ({"peak": 0}, "microphone", GateVerdict.NO_GO, "Unmute"),
])  # fmt: skip
def test_what_is_wrong_is_named_with_what_to_do(
    changed: dict[str, int], check: str, verdict: GateVerdict, words: str, tmp_path: Path
) -> None:
    found = findings(seen_and_heard(**changed), tmp_path)[check]
    assert found.verdict is verdict and words in found.advice and all(found.zh)


def test_a_clock_two_hundred_ppm_off_is_measured_and_allowed(tmp_path: Path) -> None:
    found = findings(seen_and_heard(ppm=200), tmp_path)["clock_drift"]
    assert found.verdict is GateVerdict.GO and abs(int(found.value.removesuffix(" ppm")) - 200) <= 5


def test_a_device_that_failed_says_why(tmp_path: Path) -> None:
    heard = Heard()
    heard.camera_error = heard.microphone_error = Unavailable("The phone is gone.", advice="Switch it on.")
    found = findings(heard, tmp_path)
    for check in ("camera", "microphone"):
        assert (found[check].verdict, found[check].value) == (GateVerdict.NO_GO, "The phone is gone.")


@pytest.mark.parametrize(("minutes", "verdict"), [(61, "go"), (59, "warning"), (14, "no_go")])
def test_the_disk_is_judged_by_the_minutes_that_it_has_room_for(
    minutes: int, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = 4_000_000 + 16_000_000 * minutes
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = findings(seen_and_heard(), tmp_path)["disk_minutes"]
    assert (found.verdict.value, found.value) == (verdict, f"{minutes} minutes")


@pytest.mark.parametrize(("seconds", "verdict"), [(1, "go"), (8, "warning"), (32, "no_go")])
def test_the_write_speed_is_measured_with_the_data_on_the_disk(
    seconds: int, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    moments: Sequence[int] = [0, seconds * NS]
    monkeypatch.setattr(gate_findings, "now_ns", iter(moments).__next__)
    monkeypatch.setattr(os, "fsync", synced.append)
    found = findings(seen_and_heard(), tmp_path)["write_speed"]
    assert (found.verdict.value, len(synced)) == (verdict, 1)


def test_a_folder_that_takes_nothing_is_no_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: int) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "fsync", refused)
    found = findings(seen_and_heard(), tmp_path)["write_speed"]
    assert found.verdict is GateVerdict.NO_GO and "Read-only" in found.value and not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_no_go_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "media").write_bytes(b"a file where the folder should be")
    report = gate_report_of(Heard(), microphone_source("silence"), tmp_path / "media", silence_allowed=True)
    found = next(each for each in report.findings if each.check == "write_speed")
    assert found.verdict is GateVerdict.NO_GO
    assert found.advice
    assert not [each for each in report.findings if each.check == "disk_minutes"]
