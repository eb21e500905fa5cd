"""A certificate's layout, read from a TOML file: positions, fonts and texts as data.

Why this room exists: a centre changes how its certificates look without touching code; a mistake in the file
gets one sentence naming the element and the key.

Positions are millimetres from the page's upper left corner (a text's ``y`` is its base line), sizes are
points, colours are names from the file's ``colours`` table.
"""

import dataclasses
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from app.exam.errors import Refused, Unavailable
from app.paperwork.fonts import Face

FACES = {
    "sans": Face.SANS,
    "sans-medium": Face.SANS_MEDIUM,
    "sans-bold": Face.SANS_BOLD,
    "serif": Face.SERIF,
    "serif-bold": Face.SERIF_BOLD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What all elements have.  ``when`` limits one to documents with (or without) a seal or a photo, or reissued."""

    x: float
    y: float
    colour: str = "ink"
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextElement(Element):
    """One line of text, shrunk to ``max_width``; English stands ``en_below`` mm under the Chinese, or alone.

    English alone, where it would shrink, is rather set in two lines ``alone_leading`` mm apart, around ``y``.
    """

    zh: str
    en: str
    size: float
    face: str = "serif"
    align: str = "left"
    spacing: float = 0
    max_width: float = 0
    en_size: float = 0
    en_face: str = ""
    en_colour: str = ""
    en_below: float = 0
    en_spacing: float = 0
    alone_size: float = 0
    alone_leading: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphElement(Element):
    """Text that is broken into lines of ``width`` mm; English follows the Chinese after ``gap`` mm."""

    zh: str
    en: str
    width: float
    size: float
    leading: float
    face: str = "serif"
    indent: float = 0
    gap: float = 3
    en_size: float = 0
    en_leading: float = 0
    en_colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldElement(Element):
    """A label with its value over a hairline; the value's words are those of ``TextElement``."""

    label_zh: str
    label_en: str
    zh: str
    en: str
    width: float
    label_width: float
    size: float
    face: str = "serif"
    label_size: float = 9.5
    label_colour: str = "soft"
    line: str = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresElement(Element):
    """The scores side by side, each under its name."""

    width: float
    height: float
    size: float
    face: str = "serif-bold"
    label_size: float = 9.5
    label_colour: str = "soft"
    line: str = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureElement(Element):
    """A place of ``width`` by ``height`` mm for the photo, the seal or the QR code (``what``)."""

    what: str
    width: float
    height: float
    frame: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrnamentElement(Element):
    """A drawn ornament (``what``: ``frame``, ``rosette``, ``gates``, ``rule``) of ``width`` by ``height`` mm."""

    what: str
    width: float
    height: float = 0
    stroke: float = 0.25


KINDS: Mapping[str, type[Element]] = {
    "text": TextElement,
    "paragraph": ParagraphElement,
    "field": FieldElement,
    "scores": ScoresElement,
    "picture": PictureElement,
    "ornament": OrnamentElement,
}
_CHOICES = {
    "align": ("left", "centre", "right"),
    "when": ("", "seal", "no-seal", "photo", "no-photo", "reissue"),
    "face": tuple(FACES),
    "en_face": ("", *FACES),
}
_WHAT: Mapping[type[Element], tuple[str, ...]] = {
    PictureElement: ("photo", "seal", "qr"),
    OrnamentElement: ("frame", "rosette", "gates", "rule"),
}
_NEVER_NEGATIVE = (
    "size", "leading", "width", "height", "max_width", "label_size", "label_width", "en_size", "en_leading",
    "alone_size", "alone_leading", "stroke",
)  # fmt: skip
_LEAST_QR = 20
"""mm; the shipped layouts have 34."""
_LEAST = {"size": 3, "leading": 1}
"""Points of a text's size, mm from line to line; less nobody reads."""

WORDS = ("title", "ability", "issuer", "holder", "sex", "document_kind", "document", "number", "date", "reissued")
"""What may stand in braces in a text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole layout; sizes in mm, colours as (red, green, blue) from 0 to 255."""

    name: str
    width: float
    height: float
    colours: Mapping[str, tuple[int, int, int]]
    elements: tuple[Element, ...]


def load_layout(path: Path) -> Layout:
    """Read a layout file.

    Raises:
        Refused: it is not a layout; the sentence names the element and the key.
        Unavailable: it cannot be read.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unavailable(f"The layout {path} cannot be read.", advice="Check the path and its rights.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} is not a TOML file: {error}.", advice="Correct that line.") from error
    return _Reader(path.name).layout(content)


class _Reader:
    """Reads one file; every fault names the file and the place in it."""

    def __init__(self, file: str) -> None:
        self._file = file

    def layout(self, content: Mapping[str, Any]) -> Layout:
        colours = {str(name): self._colour(name, value) for name, value in self._table(content, "colours").items()}
        page = self._table(content, "page")
        elements = content.get("element")
        if not isinstance(elements, list) or not elements:
            raise self._fault("element", "no [[element]] is there")
        made = tuple(self._element(number, each) for number, each in enumerate(elements, start=1))
        width, height = (self._number("page", key, page.get(key)) for key in ("width", "height"))
        for number, element in enumerate(made, start=1):
            self._check(f"element {number}", element, colours)
            self._check_place(f"element {number}", element, width, height)
        self._check_whole(made)
        return Layout(str(content.get("name", self._file)), width, height, colours, made)

    def _table(self, content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        table = content.get(key)
        if not isinstance(table, dict):
            raise self._fault(key, "this table is missing")
        return table

    def _colour(self, name: str, value: object) -> tuple[int, int, int]:
        try:
            red, green, blue = bytes.fromhex(str(value).removeprefix("#"))
        except ValueError:
            raise self._fault(f"colours.{name}", f"{value!r} is not a colour like #1F2421") from None
        return red, green, blue

    def _element(self, number: int, table: object) -> Element:
        place = f"element {number}"
        if not isinstance(table, dict) or table.get("kind") not in KINDS:
            raise self._fault(place, f"its kind must be one of {', '.join(KINDS)}")
        kind = KINDS[table["kind"]]
        fields = {field.name: field for field in dataclasses.fields(kind)}
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key == "kind":
                continue
            if key not in fields:
                raise self._fault(place, f"{key} is not known for {table['kind']}")
            text = fields[key].type in (str, "str")
            values[key] = self._text(place, key, value) if text else self._number(place, key, value)
        for name, field in fields.items():
            if field.default is dataclasses.MISSING and name not in values:
                raise self._fault(place, f"{name} is missing")
        return kind(**values)

    def _check(self, place: str, element: Element, colours: Mapping[str, tuple[int, int, int]]) -> None:
        for field in dataclasses.fields(element):
            value = getattr(element, field.name)
            wanted = self._wanted(type(element), field.name, colours)
            if wanted and value not in wanted:
                raise self._fault(place, f"{field.name} = {value!r} is not one of {', '.join(filter(None, wanted))}")
            if field.name in ("zh", "en", "label_zh", "label_en"):
                self._check_line(place, value, broken=isinstance(element, ParagraphElement))
            if field.name in ("zh", "en"):
                self._check_words(place, value)

    def _check_place(self, place: str, element: Element, width: float, height: float) -> None:
        """Refuse what would be drawn beside the page, where nobody sees it."""
        picture = isinstance(element, PictureElement)
        right, low = (element.width, element.height) if isinstance(element, PictureElement) else (0, 0)
        if element.x < 0 or element.y < 0 or element.x + right > width or element.y + low > height:
            what = "the whole picture" if picture else "it"
            raise self._fault(place, f"{what} must stand on the page of {width:g} by {height:g} mm")
        if isinstance(element, PictureElement) and element.what == "qr" and min(right, low) < _LEAST_QR:
            raise self._fault(
                place, f"the QR code must be {_LEAST_QR} mm wide and high or more, for cameras to read it"
            )

    def _check_whole(self, made: Sequence[Element]) -> None:
        """Refuse a layout whose certificates would name nobody, or could not be checked."""
        for word in ("holder", "number"):
            if not all(
                _always({each.when for each in made if word in _words_of(getattr(each, key, ""))})
                for key in ("zh", "en")
            ):
                raise self._fault("element", f"no text shows {{{word}}} in both languages on every certificate")
        if not _always({each.when for each in made if isinstance(each, PictureElement) and each.what == "qr"}):
            raise self._fault("element", 'no picture shows the QR code (what = "qr") on every certificate')

    def _wanted(self, kind: type[Element], name: str, colours: Mapping[str, tuple[int, int, int]]) -> tuple[str, ...]:
        if name == "what":
            return _WHAT[kind]
        if name in ("colour", "label_colour", "line"):
            return tuple(colours)
        if name in ("en_colour", "frame"):
            return ("", *colours)
        return _CHOICES.get(name, ())

    def _check_line(self, place: str, text: str, *, broken: bool) -> None:
        """Refuse what no font can draw; only a paragraph is broken into lines."""
        if any(unicodedata.category(sign) == "Cc" and not (broken and sign == "\n") for sign in text):
            raise self._fault(
                place, f"{text!r} has a line break or another control character; only paragraphs break lines"
            )

    def _check_words(self, place: str, text: str) -> None:
        if any(name not in WORDS for name in _words_of(text)):
            raise self._fault(place, f"{text!r} has a brace that is not one of {', '.join(WORDS)}")

    def _text(self, place: str, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._fault(place, f"{key} must be a text")
        return value

    def _number(self, place: str, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._fault(place, f"{key} must be a number")
        if not -1000 <= value <= 1000:
            raise self._fault(place, f"{key} = {value} lies outside any page")
        if (value < 0 and key in _NEVER_NEGATIVE) or value < _LEAST.get(key, -1000):
            raise self._fault(place, f"{key} = {value} draws nothing that can be read")
        return float(value)

    def _fault(self, place: str, reason: str) -> Refused:
        return Refused(f"{self._file}, {place}: {reason}.", advice="Correct the layout file.")


def _words_of(text: str) -> Sequence[str]:
    """Return what stands in braces, as it stands there: how Python would set a word is none of a layout's."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return ("",)
    return [f"{name}{'!' + turned if turned else ''}{':' + form if form else ''}" for _, name, form, turned in parts]


def _always(when: Collection[str]) -> bool:
    """Tell whether something stands on every certificate, given the conditions of those elements that show it."""
    return any(all(each in when for each in whole) for whole in (("",), ("photo", "no-photo"), ("seal", "no-seal")))
