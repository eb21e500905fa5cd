"""The person at the door for the examiner's eye: the photo of check-in, the one of the registration, the document.

Why this room exists: the two pictures stand beside each other and as large as the row allows, for whoever compares
looks and does not read; a computer's hint, where there is one, is a soft sentence under them and presses no button.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.screens.examiner.live_state import IdentityCard
from app.screens.parts.labels import SignedLine, button, label, rename, row
from app.screens.parts.marks import Sign
from app.screens.parts.picture import PictureView
from app.screens.theme import SPACE_1, SPACE_2, SPACE_4

_USUAL_PX, _SMALL_PX = (112, 140), (84, 105)
_SMALL_BELOW_PX, _USUAL_FROM_PX = 400, 432
"""On a card that is narrower two photos would leave too little room for the document's number.  Between the two a card
keeps what it has: large photos may bring a scroll bar, whose width must not make them small again."""


class IdentityRow(QFrame):
    """The photos beside the document's data, and the examiner's word on them."""

    decided = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._small = True
        self.photo, self.registered = PictureView(4, 5, Sign.PERSON), PictureView(4, 5, Sign.PERSON)
        self._photo_words, self._registered_words = label("small"), label("small")
        self.name, self.data, self.word = label("desk-strong"), label("small"), label("small")
        self.hint = SignedLine(Sign.PERSON, "ink_soft", "small", 20)
        self.other_day = SignedLine(Sign.CARE, "amber", "desk", 20)
        self.yes = button("desk-filled", lambda: self.decided.emit(True))
        self.no = button("desk", lambda: self.decided.emit(False))
        self.yes.setObjectName("identity-yes")
        self.no.setObjectName("identity-no")
        self.decision = QWidget()
        """The two buttons, for whoever shows the card: it may scroll, they must not."""
        answers = row(self.yes, self.no, 1, gap_px=SPACE_1)
        answers.setContentsMargins(0, 0, 0, 0)
        self.decision.setLayout(answers)
        self._photos = QGridLayout()
        self._photos.setHorizontalSpacing(SPACE_2)
        self._photos.setVerticalSpacing(2)
        for place, (picture, words) in enumerate(
            ((self.photo, self._photo_words), (self.registered, self._registered_words))
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._photos.addWidget(picture, 0, place)
            self._photos.addWidget(words, 1, place)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE_1)
        beside.addWidget(self.name)
        beside.addWidget(self.data)
        beside.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(SPACE_1)
        grid.addWidget(self.other_day, 0, 0, 1, 2)
        grid.addLayout(self._photos, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(beside, 1, 1)
        grid.addWidget(self.word, 2, 0, 1, 2)
        grid.addWidget(self.hint, 3, 0, 1, 2)
        grid.setRowStretch(4, 1)
        grid.setColumnStretch(1, 1)
        self._size_photos()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the photos what the card has room for."""
        super().resizeEvent(event)
        self._size_photos()

    def _size_photos(self) -> None:
        if self.width() < _SMALL_BELOW_PX:
            self._small = True
        elif self.width() >= _USUAL_FROM_PX:
            self._small = False
        size = _SMALL_PX if self._small else _USUAL_PX
        for each in (self.photo, self.registered):
            each.setFixedSize(*size)
        for words in (self._photo_words, self._registered_words):
            words.setFixedWidth(size[0])

    def show_card(self, card: IdentityCard | None) -> None:
        """Show who was booked; None: nobody is here."""
        self.setVisible(card is not None)
        self.decision.setVisible(card is not None and card.asked)
        if card is None:
            return
        self._show_photos(card)
        self.name.setText(card.name)
        parts = (card.document, card.number, card.person, self.tr("No. {0}").format(card.admission_number))
        self.data.setText("\n".join(each for each in parts if each))
        words = {
            None: self.tr("Is the person in the picture the person of the document? Your eye decides."),
            True: self.tr("Identity confirmed."),
            False: self.tr("Not the person of the document."),
        }
        self.word.setText(words[card.matches])
        self.other_day.setVisible(card.asked and bool(card.other_day))
        self.other_day.say(
            self.tr("Booked for {0}, not for today: ask the office before you confirm.").format(card.other_day)
        )
        self.hint.setVisible(card.asked and bool(card.hint))
        self.hint.say(card.hint, Sign.CARE if card.look_closely else Sign.PERSON,
                      "amber" if card.look_closely else "ink_soft")  # fmt: skip
        rename(self.yes, self.tr("It is this person"))
        rename(self.no, self.tr("It is not"))

    def _show_photos(self, card: IdentityCard) -> None:
        two = card.registered is not None
        for each in (self.registered, self._registered_words, self._photo_words):
            each.setVisible(two)
        self.photo.show_picture(card.photo, self.tr("Photo taken at check-in"))
        self.registered.show_picture(card.registered, self.tr("Photo of the registration"))
        self._photo_words.setText(self.tr("check-in"))
        self._registered_words.setText(self.tr("registration"))
