"""Switch the windows' language while they stand open.

Why this room exists: a candidate changes the language in the middle of a page; Qt then asks every page to
write its words anew.
"""

from functools import cache

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from app.exam.errors import Unavailable
from app.resources import asset
from app.screens.theme import BODY, font

LANGUAGES = ("zh", "en")
"""English stands in the code; Chinese comes from its file."""


@cache
def _translator(language: str) -> QTranslator:
    made = QTranslator()
    if not made.load(str(asset("translations", f"kaobo_{language}.qm"))):
        raise Unavailable(f"The translation kaobo_{language}.qm cannot be read.", advice="Install Kaobo again.")
    return made


@cache
def _qt_translator() -> QTranslator:
    made = QTranslator()
    made.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return made


def speak(application: QApplication, language: str) -> None:
    """Show every window in ``zh`` or ``en``.

    Raises:
        Unavailable: the translation is missing.
    """
    if language == application.property("kaobo_language"):
        return
    application.setProperty("kaobo_language", language)
    if language == "zh":
        application.installTranslator(_qt_translator())
        application.installTranslator(_translator("zh"))
    else:
        application.removeTranslator(_translator("zh"))
        application.removeTranslator(_qt_translator())
    application.setFont(font(BODY))  # what is made later takes its quotation marks from here
