"""Where this computer's power comes from, as the gate asks it: plugged in, on battery, or not known.

Why this room exists: a laptop that sleeps in the fourth minute of a pitch was on battery in the first.
Source: Linux, Documentation/ABI/testing/sysfs-class-power.
"""

import platform
from pathlib import Path

from app.centre.capture_ports import GateFinding, GateVerdict

SUPPLIES = Path("/sys/class/power_supply")
LEAST_PERCENT = 30


def power_finding(supplies: Path = SUPPLIES) -> GateFinding:
    """Return the gate's finding about power; says so honestly where this system does not tell."""
    if platform.system() != "Linux":
        return GateFinding("power", GateVerdict.WARNING, "unknown on this system", "Look at the plug yourself.",
                           zh=("这台电脑的系统不提供", "请看一眼电源插头。"))  # fmt: skip
    found = [each for each in sorted(supplies.glob("*")) if _read(each / "scope") != "Device"]  # a mouse has one too
    batteries = [each for each in found if _read(each / "type") == "Battery"]
    mains = [each for each in found if _read(each / "type") in ("Mains", "USB", "Wireless")]
    if any(_read(each / "online") not in ("", "0") for each in mains):
        return GateFinding("power", GateVerdict.GO, "plugged in", zh=("已接通电源", ""))
    if not batteries:
        return GateFinding("power", GateVerdict.GO, "no battery: it runs on mains", zh=("没有电池，由电源供电", ""))
    percent = min((_percent(each) for each in batteries), default=0)
    if all(_read(each / "status") in ("Charging", "Full", "Not charging") for each in batteries):
        return GateFinding(
            "power", GateVerdict.GO, f"plugged in, {percent} %", zh=(f"已接通电源，电量 {percent} %", "")
        )
    verdict = GateVerdict.WARNING if percent >= LEAST_PERCENT else GateVerdict.NO_GO
    return GateFinding("power", verdict, f"on battery, {percent} %", "Plug the charger in.",
                       zh=(f"正在用电池，剩 {percent} %", "请插上电源。"))  # fmt: skip


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _percent(battery: Path) -> int:
    text = _read(battery / "capacity")
    return int(text) if text.isdecimal() else 0
