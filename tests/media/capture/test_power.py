"""Power as Linux tells it: mains, battery, neither; and an honest word where nobody tells."""

from pathlib import Path

import pytest

from app.centre.capture_ports import GateVerdict
from app.media.capture import power
from app.media.capture.power import power_finding


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(text + "\n")


@pytest.mark.parametrize(
    ("mains", "capacity", "status", "verdict"),
    [
        ("1", "80", "Charging", GateVerdict.GO),
        ("0", "80", "Discharging", GateVerdict.WARNING),
        ("0", "12", "Discharging", GateVerdict.NO_GO),
        ("0", "100", "Full", GateVerdict.GO),
    ],
)
def test_a_laptop_is_judged_by_plug_and_charge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mains: str, capacity: str, status: str, verdict: GateVerdict
) -> None:
    monkeypatch.setattr(power.platform, "system", lambda: "Linux")
    supply(tmp_path, "AC", type="Mains", online=mains)
    supply(tmp_path, "BAT0", type="Battery", capacity=capacity, status=status)
    supply(tmp_path, "mouse", type="Battery", scope="Device", capacity="3", status="Discharging")
    finding = power_finding(tmp_path)
    assert finding.verdict is verdict
    assert bool(finding.advice) is (verdict is not GateVerdict.GO)
    assert finding.in_language("zh")[0] != finding.in_language("en")[0]


def test_a_computer_without_a_battery_runs_on_mains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power.platform, "system", lambda: "Linux")
    assert power_finding(tmp_path).verdict is GateVerdict.GO


def test_a_system_that_does_not_tell_is_not_called_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power.platform, "system", lambda: "Windows")
    finding = power_finding(tmp_path)
    assert (finding.verdict, "unknown" in finding.value) == (GateVerdict.WARNING, True)
