"""The switch between light and dark: it says what the window would turn to."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton

from app.screens.parts.labels import dress_button, rename
from app.screens.theme import DARK, tokens_of


class ThemeButton(QPushButton):
    """Follows the theme and the language that it stands in; ``clicked`` is the wish for the other theme."""

    def __init__(self, role: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        dress_button(self, role)
        self._write()

    def _write(self) -> None:
        if tokens_of(self) is DARK:
            rename(self, self.tr("Light"), self.tr("Use light colours"))
        else:
            rename(self, self.tr("Dark"), self.tr("Use dark colours"))

    def changeEvent(self, event: QEvent) -> None:
        """Say the other theme, in the window's language."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self._write()
        super().changeEvent(event)
