"""The one Qt application of a program with windows.

Why this room exists: it stands before anything else has been read, so that the first page is there at once.
"""

import sys

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.screens.language import speak
from app.screens.theme import load_fonts


def application_of() -> QApplication:
    """Return the one Qt application, with its fonts."""
    existing = QApplication.instance()
    if existing is None:
        qInstallMessageHandler(_qt_says)
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # a machine without sound is told of on the page
    load_fonts()
    speak(application, "zh")
    return application


def _qt_says(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Let Qt's own lines through, save the one that it says of every window without a screen."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")
