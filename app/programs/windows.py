"""The one Qt application of a program with windows.

Why this room exists: it stands before anything else has been read, so that the first page is there at once.
"""

import ctypes
import sys
from contextlib import suppress

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.screens.language import speak
from app.screens.theme import load_fonts


def application_of() -> QApplication:
    """Return the one Qt application, with its fonts."""
    existing = QApplication.instance()
    if existing is None:
        qInstallMessageHandler(_qt_says)
        _share_memory_among_threads()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # what is missing is told on the page
    load_fonts()
    speak(application, "zh")
    return application


def _share_memory_among_threads() -> None:
    """Have glibc serve all threads from two heaps, before there are any.

    It opens up to eight for each processor, and what one camera thread gives back another does not get: after an hour
    of exams in one process 660 MB were held, and 400 MB with two heaps.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, 2)


_M_ARENA_MAX = -8
"""The option's number in glibc's malloc.h."""


def _qt_says(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Let Qt's own lines through, save those that it says of every machine without a screen or sound."""
    if not any(usual in message for usual in _WITHOUT_DEVICES):
        sys.stderr.write(f"{message}\n")


_WITHOUT_DEVICES = ("This plugin does not support", "No RHI backend", "PulseAudioService")
