"""How the button that calls the examiner is written, on whatever page it stands."""

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from app.screens.kiosk.call_bell import Called
from app.screens.parts.labels import rename
from app.screens.parts.marks import Sign, sign_icon
from app.screens.theme import Tokens

_SIGNS = {
    Called.NOT: (Sign.BELL, "ink_soft"), Called.WAITING: (Sign.BELL, "ink_soft"), Called.HEARD: (Sign.TICK, "jade"),
    Called.FAILED: (Sign.CARE, "amber"),
}  # fmt: skip
_ICON_PX = 24


def show_sign(which: QPushButton, called: Called, tokens: Tokens) -> None:
    """Show how a call stands by its sign; whoever called cannot call again, and still sees the sign in its colour."""
    sign, colour = _SIGNS[called]
    icon = sign_icon(sign, tokens.colour(colour))
    icon.addPixmap(icon.pixmap(QSize(_ICON_PX, _ICON_PX)), QIcon.Mode.Disabled)
    which.setIcon(icon)
    which.setEnabled(called in (Called.NOT, Called.FAILED))


def dress_call(which: QPushButton, called: Called, tokens: Tokens) -> None:
    """Write how a call stands: by words and sign, and as the button's name for a screen reader."""
    translate = QCoreApplication.translate
    words = {
        Called.NOT: translate("CallButton", "Call the examiner"),
        Called.WAITING: translate("CallButton", "Examiner called"),
        Called.HEARD: translate("CallButton", "The examiner heard you"),
        Called.FAILED: translate("CallButton", "Not called: press again"),
    }
    rename(which, words[called])
    show_sign(which, called, tokens)
