"""Examine a station before an exam day: what is missing is said now, not in the middle of a pitch.

Each finding is ``go``, ``warning`` or ``no_go``, with the value found and the one thing to do.
"""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.exam.bank_faults import bank_faults
from app.exam.counting import count_of
from app.exam.errors import DeskError
from app.exam.local_time import local_day
from app.media.faces.models import face_models
from app.programs.awake import way_to_stay_awake
from app.programs.capture_commands import default_sources, gate_report
from app.resources import asset, question_bank
from app.settings import Settings
from app.storage.bank_files import load_bank
from app.storage.clock import SystemClock
from app.storage.home import open_home
from app.storage.identity_file import read_identity

LEAST_FREE_GB, ENOUGH_FREE_GB = 2, 20
"""Below the first a sitting cannot be recorded; below the second only a short one."""

FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    check: str
    result: str
    value: str
    advice: str = ""


def examine(settings: Settings, camera: str, microphone: str) -> list[Finding]:
    """Examine this station and return what was found, in order.

    Args:
        camera, microphone: what to open, as ``kaobo record film`` takes them; empty for this computer's own.
    """
    checks: list[Callable[[Settings], Finding]] = [
        _python,
        _clock,
        _fonts,
        _bank,
        _disk,
        _home,
        _record_key,
        _faces,
        _awake,
    ]
    return [*(_guarded(check, settings) for check in checks), *_devices(settings, camera, microphone)]


def _devices(settings: Settings, camera: str, microphone: str) -> list[Finding]:
    """Open camera and microphone for real; the whole gate that a candidate's booth must pass."""
    own_camera, own_microphone = default_sources()
    camera, microphone = camera or own_camera, microphone or own_microphone
    missing = [name for name, source in (("camera", camera), ("microphone", microphone)) if not source]
    if missing:
        advice = "Connect one, or name a phone's stream with --camera and --microphone."
        return [Finding(name, "no_go", "none on this computer", advice) for name in missing]
    try:
        report = gate_report(camera, microphone, _existing_parent(settings.home))
    except DeskError as error:
        return [Finding("devices", "no_go", error.detail, error.advice)]
    return [Finding(each.check, each.verdict.value, each.value, each.advice) for each in report.findings]


def _guarded(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except DeskError as error:
        name = check.__name__.strip("_").replace("_", " ")
        return Finding(name, "no_go", error.detail, error.advice)


def _python(_: Settings) -> Finding:
    return Finding("python", "go", platform.python_version())


def _clock(_: Settings) -> Finding:
    now = SystemClock().now()
    if now.year < 2026:
        return Finding("clock", "warning", f"{now:%Y-%m-%d %H:%M} UTC", "Set the computer's date before the exam.")
    return Finding("clock", "go", f"{now:%Y-%m-%d %H:%M} UTC")


def _fonts(_: Settings) -> Finding:
    size = sum(asset("fonts", name).stat().st_size for name in FONTS)
    return Finding("fonts", "go", f"{len(FONTS)} files, {size / 1e6:.0f} MB")


def _bank(_: Settings) -> Finding:
    files, today = load_bank(question_bank("yiwu")), local_day(SystemClock().now())
    faults = len(files.faults) + (len(bank_faults(files.bank, today)) if files.bank else 0)
    if faults or files.bank is None:
        return Finding("question bank", "warning", count_of(faults, "fault"), "See `kaobo bank check`.")
    held = f"{count_of(len(files.bank.items), 'item')}, {count_of(len(files.bank.samples), 'sample')}"
    return Finding("question bank", "go", held)


def _disk(settings: Settings) -> Finding:
    free_gb = shutil.disk_usage(_existing_parent(settings.home)).free / 1e9
    value = f"{free_gb:.1f} GB free"
    if free_gb < LEAST_FREE_GB:
        return Finding("disk", "no_go", value, "Free some space: films of a sitting need more.")
    if free_gb < ENOUGH_FREE_GB:
        return Finding("disk", "warning", value, "Enough for a short sitting only; free some space.")
    return Finding("disk", "go", value)


def _existing_parent(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if each.exists())


def _home(settings: Settings) -> Finding:
    home = open_home(settings.home, database_url=settings.database_url)
    try:
        with home.store.reading() as books:
            return Finding("home", "go", f"{settings.home}, {len(books.sittings.all())} sittings")
    finally:
        home.close()


def _record_key(settings: Settings) -> Finding:
    home = open_home(settings.home, database_url=settings.database_url)
    try:
        return Finding("station key", "go", home.keys.station.key_id)
    finally:
        home.close()


def _awake(_: Settings) -> Finding:
    way = way_to_stay_awake()
    if not way:
        advice = "Switch its screen saver and its sleep off before the exam."
        return Finding("screen stays on", "warning", "this desktop takes no such wish from a program", advice)
    return Finding("screen stays on", "go", f"while a window of Kaobo is open ({way})")


def _faces(settings: Settings) -> Finding:
    if not read_identity(settings.home).face_comparison:
        return Finding("face comparison", "go", "off: identity is confirmed by eye alone")
    try:
        face_models()
    except DeskError as error:  # a hint is missing, nothing else: the exam can be held
        return Finding("face comparison", "warning", error.detail, error.advice)
    return Finding("face comparison", "go", "on: a hint for who agrees")
