"""Keeps this computer awake and its screen on while a window of the exam stands open.

Why this room exists: nobody touches a key during a pitch.  A screen that goes dark frightens the candidate, and a
computer that falls asleep records nothing.

Qt asks the desktop itself: wakepy 1.0.0, which does the same, collects Python's garbage on its own thread whenever it
closes the bus, and windows must not be collected there.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

log = logging.getLogger("kaobo.awake")

BEGIN_MS = 3_000
"""The first page comes before this."""
_BUS, _WAIT_MS = "kaobo-awake", 2_000
_WAYS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
    ),
)
"""Service, path and interface: the screen's, as every desktop has it, and the power manager's where there is one."""
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
"""Windows' SetThreadExecutionState."""


@contextmanager
def awake(begin_ms: int = BEGIN_MS) -> Iterator[None]:
    """Keep the screen on until the block is left.  The desktop is asked from the event loop and holds nothing up."""
    wish, begin = _Wish(), QTimer()
    begin.setSingleShot(True)
    begin.timeout.connect(wish.ask)
    begin.start(begin_ms)
    try:
        yield
    finally:
        begin.stop()
        wish.take_back()


def way_to_stay_awake() -> str:
    """Ask this desktop once, and return who keeps the screen on; empty where nobody does."""
    if sys.platform == "win32":
        return "Windows"
    bus = _bus()
    if bus is None:
        return ""
    answers = {way[0]: bus.call(_inhibit(*way), QDBus.CallMode.Block, _WAIT_MS) for way in _WAYS}
    QDBusConnection.disconnectFromBus(_BUS)  # what was asked for ends with it
    reply = QDBusMessage.MessageType.ReplyMessage
    return ", ".join(service for service, answer in answers.items() if answer.type() == reply)


class _Wish(QObject):
    """One wish to stay awake, as long as it is not taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._asked, self._heard = 0, 0

    def ask(self) -> None:
        """Ask the desktop; it answers when it likes."""
        if sys.platform == "win32":
            _tell_windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
            return
        bus = _bus()
        if bus is None:
            log.warning("no desktop to be asked to keep the screen on")
            return
        for way in _WAYS:
            watcher = QDBusPendingCallWatcher(bus.asyncCall(_inhibit(*way), _WAIT_MS), self)
            watcher.finished.connect(self._hear)
            self._asked += 1

    def _hear(self, answer: QDBusPendingCallWatcher) -> None:
        self._asked -= 1
        self._heard += not answer.isError()
        if not self._asked and not self._heard:
            log.warning("this desktop cannot be told to keep its screen on: %s", answer.error().message())
        answer.deleteLater()

    def take_back(self) -> None:
        """Let the screen go dark again: the desktop forgets a wish with the connection it came by."""
        if sys.platform == "win32":
            _tell_windows(_CONTINUOUS)
        else:
            QDBusConnection.disconnectFromBus(_BUS)


def _bus() -> QDBusConnection | None:
    """Return the desktop's bus, if there is one: looking for another would start one."""
    usual = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "bus"
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={usual}" if usual.exists() else "")
    if not address:
        return None
    bus = QDBusConnection.connectToBus(address, _BUS)
    return bus if bus.isConnected() else None


def _inhibit(service: str, path: str, interface: str) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(service, path, interface, "Inhibit")
    message.setArguments(["Kaobo", "An exam is being held."])
    return message


def _tell_windows(state: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(state)
