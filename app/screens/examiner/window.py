"""The examiner's one window: sign in, then the rail and the pages.

Why this room exists: every page stands in the same frame; what a person may not do is not offered.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.screens.examiner.rail import Rail
from app.screens.examiner.sign_in import SignInPage
from app.screens.parts.labels import NoticeBanner
from app.screens.theme import BODY, LIGHT, Tokens, dress, font


class ExaminerWindow(QWidget):
    """Holds rail and pages; ``turn_to`` shows one."""

    def __init__(self) -> None:
        super().__init__()
        self.wear(LIGHT)
        self.setObjectName("examiner-window")
        self.setProperty("ground", "paper")
        self.setWindowTitle(self.tr("Kaobo examiner"))
        self.rail, self.pages, self.sign_in = Rail(), QStackedWidget(), SignInPage()
        self.pages.addWidget(self.sign_in)
        self.incident = NoticeBanner()
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.incident)
        beside.addWidget(self.pages, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(beside, 1)
        self.rail.hide()

    def wear(self, tokens: Tokens) -> None:
        """Take a theme; what stands inside follows at once."""
        dress(self, tokens)

    def add_page(self, page: QWidget) -> None:
        """Take a page in."""
        self.pages.addWidget(page)

    def turn_to(self, page: QWidget) -> None:
        """Show a page and give it the focus."""
        self.pages.setCurrentWidget(page)
        self.rail.setVisible(page is not self.sign_in)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_incident(self, number: str) -> None:
        """Say that something of the program failed; nothing that was saved is touched."""
        self.incident.say(
            self.tr("Something went wrong in the program (incident {0}).").format(number),
            self.tr("Every mark so far is saved. Carry on, and tell the office the number."),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the font's figures and quotation marks of the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(self.tr("Kaobo examiner"))
            self.setFont(font(BODY))
        super().changeEvent(event)
