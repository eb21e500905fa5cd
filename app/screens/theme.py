"""Colours, type, space and motion of every window, and the style sheet that is made of them.

Why this room exists: one look for kiosk, desk and office comes from one set of tokens whose contrast a test
computes; no page names a colour or a font size of its own.
"""

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.exam.errors import Unavailable
from app.resources import asset
from app.screens.stylesheet import sheet

FAMILY = "Noto Sans SC"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")

SMALL, DESK, BODY, LEAD, TITLE, FIGURE = 13, 15, 18, 20, 28, 56
"""Type sizes in px at 100 %."""

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6, SPACE_7, SPACE_8 = 4, 8, 12, 16, 24, 32, 48, 64
RADIUS_CARD, RADIUS_SMALL = 14, 8
TARGET_KIOSK, TARGET_FINGER, TARGET_DESK = 56, 44, 36
"""Least heights of what is touched, in px."""

QUICK_MS, USUAL_MS, SLOW_MS = 120, 200, 320
"""Lengths of motion; ``motion_ms`` gives 0 where the system asks for none."""

COLUMN_PX = 880
"""Widest column of reading at the kiosk."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, ``#RRGGBB``; ``*_wash`` are grounds for a notice of that meaning, ``seal_deep`` is the
    seal while it is pressed."""

    paper: str
    card: str
    wash: str
    line: str
    ink: str
    ink_soft: str
    seal: str
    on_seal: str
    jade: str
    amber: str
    seal_wash: str
    jade_wash: str
    amber_wash: str
    seal_deep: str

    def colour(self, name: str, opacity: int = 255) -> QColor:
        """Return a token as a colour that can be painted with; ``opacity`` from 0 to 255."""
        made = QColor(getattr(self, name))
        made.setAlpha(opacity)
        return made


LIGHT = Tokens(
    paper="#FAF7F2", card="#FFFFFF", wash="#F3EDE3", line="#E4DDD2", ink="#1F2421", ink_soft="#55605A",
    seal="#C23B26", on_seal="#FFFFFF", jade="#2A7564", amber="#9A5B00",
    seal_wash="#FBEEEA", jade_wash="#E8F3EF", amber_wash="#FBF2E3", seal_deep="#A32E1C",
)  # fmt: skip
DARK = Tokens(
    paper="#171412", card="#221E1A", wash="#2B2621", line="#3A342E", ink="#F4EFE7", ink_soft="#B9AFA3",
    seal="#FF8A70", on_seal="#171412", jade="#7FD1BC", amber="#F2B45C",
    seal_wash="#37211C", jade_wash="#1C2C28", amber_wash="#33281A", seal_deep="#E86F55",
)  # fmt: skip

PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "ink_soft", "seal", "jade", "amber") for ground in ("paper", "card", "wash")),
    *((text, f"{sense}_wash") for text in ("ink", "ink_soft") for sense in ("seal", "jade", "amber")),
    ("jade", "jade_wash"), ("amber", "amber_wash"), ("seal", "seal_wash"),
    ("on_seal", "seal"), ("on_seal", "seal_deep"), ("ink", "line"), ("card", "jade"),
)  # fmt: skip
"""Every pair of text and ground that is in use."""


def contrast(text: str, ground: str) -> float:
    """Return the contrast ratio of two ``#RRGGBB`` colours, 1 to 21.  Source: WCAG 2.2, 1.4.3."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def load_fonts() -> None:
    """Register the shipped fonts with Qt: a bare machine has none for Chinese.

    Raises:
        Unavailable: a font file is missing or is none.
    """
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(asset("fonts", name))) < 0:
            raise Unavailable(f"The font {name} cannot be read.", advice="Install Kaobo again.")


def font(size_px: int, weight: int = 400) -> QFont:
    """Return the interface's font with tabular figures."""
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    if _in_english():
        made.setFeature(QFont.Tag("pwid"), 1)  # else its quotation marks are as wide as a Chinese character
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def _in_english() -> bool:
    application = QApplication.instance()
    return application is not None and application.property("kaobo_language") == "en"


def dress(window: QWidget, tokens: Tokens = LIGHT) -> None:
    """Give a window or a part of one its theme; what stands inside finds it with ``tokens_of``."""
    load_fonts()
    window.setProperty("kaobo_theme", "dark" if tokens is DARK else "light")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if window.isWindow():
        window.setWindowIcon(QIcon(str(asset("icons", "kaobo.svg"))))
    window.setFont(font(BODY))
    window.setPalette(palette_of(tokens))
    window.setStyleSheet(style_sheet(tokens))


def palette_of(tokens: Tokens) -> QPalette:
    """Return a theme for what no style sheet reaches; else the system's own dark or light would shine through."""
    role, made = QPalette.ColorRole, QPalette()
    dressed = {
        "paper": (role.Window,), "card": (role.Base, role.Button, role.ToolTipBase, role.HighlightedText),
        "wash": (role.AlternateBase,), "line": (role.Mid,), "jade": (role.Highlight, role.Link),
        "ink": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText), "ink_soft": (role.PlaceholderText,),
    }  # fmt: skip
    for name, roles in dressed.items():
        for each in roles:
            made.setColor(each, tokens.colour(name))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, tokens.colour("ink_soft"))
    return made


@cache
def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a theme."""
    colours = {each.name: str(getattr(tokens, each.name)) for each in fields(tokens)}
    sizes = {"small": SMALL, "desk": DESK, "body": BODY, "lead": LEAD, "title": TITLE, "figure": FIGURE}
    theme = "dark" if tokens is DARK else "light"
    signs = {sign: asset("icons", f"{sign}-{theme}.svg").as_posix() for sign in ("chevron", "tick")}
    return sheet(FAMILY, colours, sizes, signs)


def tokens_of(widget: QWidget) -> Tokens:
    """Return the theme that a widget stands in."""
    at: QWidget | None = widget
    while at is not None:
        name = at.property("kaobo_theme")
        if name:
            return DARK if name == "dark" else LIGHT
        at = at.parentWidget()
    return LIGHT


def motion_ms(usual_ms: int) -> int:
    """Return the length of a motion: 0 where the system asks for no animation."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return 0
    return usual_ms if QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu) else 0
