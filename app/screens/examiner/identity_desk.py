"""Fetch what stands beside the person at the door: two photos, and where both sides want it a hint.

Why this room exists: each look at a photo leaves a line, so each is fetched once; and a comparison runs beside the
window, which goes on meanwhile and waits for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from app.centre.face_hint import FaceFault, ShownHint
from app.centre.values import SignedIn
from app.exam.errors import DeskError
from app.exam.vocabulary.desk import FaceHint
from app.screens.parts.lane import Runner

type PhotoOf = Callable[[SignedIn, str], bytes]
"""Opens a photo of an attempt for somebody, as JPEG, and leaves the line that they looked; empty: none yet."""
type HintOf = Callable[[SignedIn, str, bytes, bytes], ShownHint | None]
"""Compares the registration's photo with the one of check-in; None where the candidate did not agree."""


@dataclass(frozen=True, slots=True)
class IdentityServices:
    """Where the photos come from; ``hint`` is None where the centre has not switched comparisons on."""

    taken: PhotoOf
    registered: PhotoOf = lambda _signed, _attempt: b""
    hint: HintOf | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the person now; ``hint`` is empty where nothing was compared."""

    photo: QImage | None = None
    registered: QImage | None = None
    hint: str = ""
    look_closely: bool = False


class IdentityDesk(QObject):
    """The photos and the hint of the attempt that is at the door."""

    changed = Signal()

    def __init__(self, services: IdentityServices, runner: Callable[[QObject], Runner], parent: QObject) -> None:
        super().__init__(parent)
        self._at, self._runner = services, runner
        self._lane: Runner | None = None
        self._round = 0
        self._taken = self._registered = b""
        self._pictures: tuple[QImage | None, QImage | None] = (None, None)
        self._failed = self._lost = self._asked = False
        """The photo of check-in did not open, that of the registration neither; two photos were compared."""
        self._trouble: DeskError | None = None
        self.shown: ShownHint | None = None

    def leave(self) -> None:
        """Forget everything: another attempt, another person, or nobody."""
        self._round += 1
        self._taken, self._registered, self._pictures = b"", b"", (None, None)
        self._failed = self._lost = self._asked = False
        self._trouble = self.shown = None

    def look(self, by: SignedIn, attempt: str) -> None:
        """Fetch what is not here yet, also what the office brings meanwhile; begin the comparison once both are here.

        Raises:
            Refused: a photo does not open, or is not the one that the record names; it is not asked for again, and
                the other one is shown all the same.
        """
        faults: list[DeskError] = []
        if not self._taken and not self._failed:
            self._taken = _fetched(self._at.taken, by, attempt, faults)
            self._failed = bool(faults)
            self._pictures = (_picture(self._taken), self._pictures[1])
        if not self._registered and not self._lost:
            known = len(faults)
            self._registered = _fetched(self._at.registered, by, attempt, faults)
            self._lost = len(faults) > known
            self._pictures = (self._pictures[0], _picture(self._registered))
        if self._at.hint is not None and self._taken and self._registered and not self._asked:
            self._compare(self._at.hint, by, attempt, self._registered)
        if faults:
            raise faults[0]

    def beside(self, language: str) -> Beside:
        """Return what to show."""
        said, closely = self._words(language)
        return Beside(*self._pictures, said, closely)

    def _compare(self, hint: HintOf, by: SignedIn, attempt: str, registered: bytes) -> None:
        self._asked, round_, taken = True, self._round, self._taken
        self._lane = self._lane or self._runner(self)

        def done(result: object, error: Exception | None) -> None:
            if round_ != self._round:
                return  # the person has gone on
            if error is not None and not isinstance(error, DeskError):
                raise error
            self._trouble = error
            self.shown = result if isinstance(result, ShownHint) else None
            self.changed.emit()

        self._lane.run(lambda _: hint(by, attempt, registered, taken), done, lambda: None)

    def _words(self, language: str) -> tuple[str, bool]:
        translate = QCoreApplication.translate
        if self._trouble is not None:
            return " ".join(self._trouble.in_language(language)), False
        if self.shown is None:
            return "", False
        if self.shown.hint is FaceHint.NONE:
            return _not_compared(self.shown), False
        texts = {
            FaceHint.ALIKE: translate(
                "IdentityWords", "Computer's hint: the two photos look alike (likeness {0} of 100)."
            ),
            FaceHint.UNSURE: translate(
                "IdentityWords", "Computer's hint: it cannot say whether this is one person (likeness {0} of 100)."
            ),
            FaceHint.DIFFERENT: translate(
                "IdentityWords", "Computer's hint: the two photos look different (likeness {0} of 100). Look closely."
            ),
        }
        return texts[self.shown.hint].format(self.shown.percent), self.shown.hint is FaceHint.DIFFERENT


def _not_compared(shown: ShownHint) -> str:
    translate = QCoreApplication.translate
    faults = {
        FaceFault.UNREADABLE: translate("IdentityWords", "{0} cannot be read"),
        FaceFault.NO_FACE: translate("IdentityWords", "{0} shows no face that can be compared"),
        FaceFault.SEVERAL_FACES: translate("IdentityWords", "{0} shows several faces"),
    }
    which = (
        (translate("IdentityWords", "the photo of the registration"), shown.registered),
        (translate("IdentityWords", "the photo of check-in"), shown.taken),
    )
    found = translate("IdentityWords", "; ").join(faults[fault].format(photo) for photo, fault in which if fault)
    return translate("IdentityWords", "No hint: {0}.").format(found)


def _fetched(photo_of: PhotoOf, by: SignedIn, attempt: str, faults: list[DeskError]) -> bytes:
    try:
        return photo_of(by, attempt)
    except DeskError as error:
        faults.append(error)
        return b""


def _picture(content: bytes) -> QImage | None:
    image = QImage.fromData(content) if content else QImage()
    return None if image.isNull() else image
