"""An oral theory sheet that was left unsigned, opened from the queue.

Why this room exists: the booth shows an attempt only until the next candidate checks in; a sheet that is still open
then must find its signature elsewhere, or its candidate gets no verdict.  Nothing of oral theory is filmed, so the page
says whose sheet this can be.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.oral_panel import OralPanel
from app.screens.parts.labels import button, label, rename, row
from app.screens.theme import SPACE_3, SPACE_4

_MOST_PX = (920, 760)
"""A line of text longer than this is hard to read, and keys far below their question are hard to find."""


class OralSheetPage(QWidget):
    """The way back, the candidate, and the panel of questions."""

    left_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("oral-page")
        self.setProperty("ground", "paper")
        self.back, self.title, self.note = button("desk", self.left_asked.emit), label("head"), label("soft")
        self.panel = OralPanel()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        whole.setSpacing(SPACE_3)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.note)
        head = row(self.back, gap_px=SPACE_3)
        head.addLayout(names, 1)
        whole.addLayout(head)
        self.panel.setMaximumSize(*_MOST_PX)
        whole.addWidget(self.panel, 1)
        whole.addStretch()
        self._ears = KeyEars(self, self._take_key)
        self.write()

    def name(self, title: str) -> None:
        """Say whose sheet this is: number and name, or a code where marking is blind."""
        self.title.setText(title)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.left_asked.emit()
            return True
        return False

    def write(self) -> None:
        """Write the page's own words."""
        rename(self.back, self.tr("Queue"), self.tr("Back to the queue"))
        self.note.setText(self.tr("Oral theory was not filmed: tick and sign only what you heard yourself."))

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.write()
        super().changeEvent(event)
