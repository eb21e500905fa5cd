"""The sample's facts sheet with what must be said and what must not be claimed, or the clip's task; for examiners."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.screens.examiner.live_state import ProductFacts, TaskFacts
from app.screens.parts.facts import FactsSheet
from app.screens.parts.labels import label
from app.screens.parts.marks import Sign, SignView
from app.screens.parts.scroll import scrolled
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3


class FactsPanel(QWidget):
    """Shows the drawn sample, or says that none is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("facts-panel")
        self.name, self.address = label("desk-strong"), label("small")
        self.must, self.must_not = label("desk-strong"), label("desk-strong")
        self.facts = FactsSheet()
        self._shown: ProductFacts | TaskFacts | None = None
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, SPACE_2, 0)
        self._column.setSpacing(SPACE_1)
        self._said, self._unsaid = QVBoxLayout(), QVBoxLayout()
        for layout in (self._said, self._unsaid):
            layout.setSpacing(SPACE_1)
        self._column.addWidget(self.name)
        self._column.addWidget(self.must)
        self._column.addLayout(self._said)
        self._column.addSpacing(SPACE_2)
        self._column.addWidget(self.must_not)
        self._column.addLayout(self._unsaid)
        self._column.addSpacing(SPACE_2)
        self._column.addWidget(self.address)
        self._column.addWidget(self.facts)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    def show_task(self, task: TaskFacts) -> None:
        """Show the clip's task."""
        self.must.setText(self.tr("The video must have"))
        for part, shown in ((self.must, True), (self.must_not, False), (self.address, True), (self.facts, False)):
            part.setVisible(shown)
        if task != self._shown:
            self._shown = task
            _fill(self._said, task.must_haves, Sign.TICK, "jade")
            _fill(self._unsaid, (), Sign.CROSS, "seal")
            self.name.setText(task.name)
            self.address.setText(task.brief)

    def show_product(self, product: ProductFacts | None) -> None:
        """Show a sample; None: none is drawn yet."""
        self.must.setText(self.tr("Must be said"))
        self.must_not.setText(self.tr("Must not be claimed"))
        for part in (self.must, self.must_not, self.address, self.facts):
            part.setVisible(product is not None)
        if product is None:
            self.name.setText(self.tr("The sample stands here once it is drawn, with what must be said about it."))
        if product == self._shown:
            return
        self._shown = product
        _fill(self._said, product.must_say if product else (), Sign.TICK, "jade")
        _fill(self._unsaid, product.must_not_claim if product else (), Sign.CROSS, "seal")
        if product is not None:
            self.name.setText(product.name)
            self.address.setText(product.address)
            self.facts.show_facts(product.facts)


def _fill(layout: QVBoxLayout, lines: tuple[str, ...], sign: Sign, colour: str) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for words in lines:
        layout.addWidget(_Line(words, sign, colour))


class _Line(QWidget):
    def __init__(self, words: str, sign: Sign, colour: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_3)
        text: QLabel = label("desk", words)
        line.addWidget(SignView(sign, colour, 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
