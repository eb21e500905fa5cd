"""Hear a panel's keys wherever the focus is in its window, save in a field that takes text.

Why this room exists: a hand on the keys must not look for the focus.  Only the part that has the focus is listened
to; a focused button keeps Space and Enter, and what moves by arrows (a timeline) keeps these too.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_OWN = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class KeyEars(QObject):
    """Listens while its panel is shown; ``take`` returns whether it has used a key."""

    def __init__(self, panel: QWidget, take: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(panel)
        self._panel, self._take = panel, take
        self._at: QWidget | None = None
        panel.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, focused: QWidget | None) -> None:
        if self._at is not None and self._at is not self._panel:
            self._at.removeEventFilter(self)
        panel = self._panel
        here = focused is not None and panel.isVisible() and focused.window() is panel.window()
        self._at = focused if here and focused is not None and not takes_text(focused) else None
        if self._at is not None and self._at is not panel:
            self._at.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear a key before the part that has the focus; begin and end with the panel's own showing."""
        if watched is self._panel and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._follow(None, QApplication.focusWidget() if event.type() == QEvent.Type.Show else None)
        elif watched is self._at and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            kept = _OWN | _ARROWS if watched.property("own_arrows") else _OWN
            own = watched is not self._panel and event.key() in kept
            return not own and self._take(event)
        return False


def takes_text(part: QWidget | None) -> bool:
    """Tell whether a part wants letters for itself."""
    return isinstance(part, QLineEdit | QPlainTextEdit | QComboBox)
