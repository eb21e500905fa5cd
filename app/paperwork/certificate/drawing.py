"""Draw a certificate from its layout and its facts.

Why this room exists: here facts become ink.  Whether everything can be drawn is found out by drawing it on
a canvas that only measures, so that a refusal comes before a number is given.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.centre.certificate_ports import CertificateFacts
from app.exam.errors import Refused
from app.paperwork import fonts
from app.paperwork.certificate import layout as parts
from app.paperwork.certificate.ornaments import MM, operators
from app.paperwork.certificate.wording import points, words
from app.paperwork.fonts import Face
from app.paperwork.lines import broken, fitted, halved


class Language(StrEnum):
    """What a certificate is written in: Chinese with English below, or one alone."""

    BOTH = "both"
    CHINESE = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one certificate; ``None`` where there is none."""

    photo: Image.Image | None = None
    seal: Image.Image | None = None
    qr: Image.Image | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line of text goes: position in mm, how it is set, and what it is, for a refusal's sentence."""

    x: float
    y: float
    face: Face
    size: float
    colour: str
    align: str = "left"
    spacing: float = 0
    what: str = "the layout's text"


def draw(layout: parts.Layout, facts: CertificateFacts, language: Language, pictures: Pictures) -> bytes:
    """Draw a certificate; return the PDF as drawn, neither archived nor signed.

    Raises:
        Refused: a character has no glyph, or a text is too long for its place.
    """
    paper = io.BytesIO()
    size = (layout.width * MM, layout.height * MM)
    first_font = fonts.register(Face.SERIF)
    canvas = Canvas(paper, pagesize=size, pageCompression=1, initialFontName=first_font, invariant=1)
    canvas.setTitle(f"{facts.title.zh} {facts.number}" if language is not Language.ENGLISH else facts.title.en)
    canvas.setAuthor(facts.issuer.zh if language is not Language.ENGLISH else facts.issuer.en)
    canvas.setCreator("Kaobo")
    Drawing(layout, facts, language, pictures, canvas).run()
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


def check(layout: parts.Layout, facts: CertificateFacts, language: Language) -> None:
    """Refuse facts that ``draw`` would refuse; nothing is drawn.

    Raises:
        Refused: as ``draw``.
    """
    Drawing(layout, facts, language, Pictures(), None).run()


class Drawing:
    """One certificate on its way to paper; without a canvas it only measures."""

    def __init__(
        self,
        layout: parts.Layout,
        facts: CertificateFacts,
        language: Language,
        pictures: Pictures,
        canvas: Canvas | None,
    ) -> None:
        self._layout, self._facts, self._language, self._pictures = layout, facts, language, pictures
        self._canvas = canvas
        self._words = {each: words(facts, each) for each in ("zh", "en")}
        self._steps: Mapping[type, Callable[..., None]] = {
            parts.TextElement: self._text,
            parts.ParagraphElement: self._paragraph,
            parts.FieldElement: self._field,
            parts.ScoresElement: self._scores,
            parts.PictureElement: self._picture,
            parts.OrnamentElement: self._ornament,
        }

    def run(self) -> None:
        """Draw every element, in the layout's order."""
        for element in self._layout.elements:
            if self._wanted(element.when):
                self._steps[type(element)](element)

    def _wanted(self, when: str) -> bool:
        sealed, pictured = self._pictures.seal is not None, self._pictures.photo is not None
        measuring = self._canvas is None  # before a number is given nobody knows yet whether a photo will come
        return {
            "": True, "seal": sealed, "no-seal": not sealed, "photo": pictured or measuring,
            "no-photo": not pictured or measuring, "reissue": self._facts.edition > 0,
        }[when]  # fmt: skip

    def _said(self, template: str, language: str) -> str:
        return template.format_map(self._words[language])

    def _text(self, element: parts.TextElement) -> None:
        face, bound = parts.FACES[element.face], element.max_width
        place = _Place(
            element.x, element.y, face, element.size, element.colour, element.align, element.spacing, element.zh
        )
        if self._language is Language.ENGLISH:
            size = element.alone_size or element.size
            alone = _Place(
                element.x, element.y, face, size, element.colour, element.align, element.en_spacing, element.en
            )
            self._alone(element, alone, self._said(element.en, "en"))
            return
        self._line(self._said(element.zh, "zh"), place, bound)
        if self._language is Language.BOTH and element.en_size:
            below = _Place(
                element.x, element.y + element.en_below, parts.FACES[element.en_face or element.face],
                element.en_size, element.en_colour or element.colour, element.align, element.en_spacing, element.en,
            )  # fmt: skip
            self._line(self._said(element.en, "en"), below, bound)

    def _alone(self, element: parts.TextElement, place: _Place, text: str) -> None:
        room = element.max_width * MM
        wide = fonts.width(text, place.face, place.size) + place.spacing * len(text)
        halves = halved(text) if element.alone_leading and wide > room > 0 else (text,)
        for index, half in enumerate(halves):
            y = place.y + element.alone_leading * (index - (len(halves) - 1) / 2)
            self._line(half, replace(place, y=y), element.max_width)

    def _paragraph(self, element: parts.ParagraphElement) -> None:
        y = element.y
        if self._language is not Language.ENGLISH:
            y = self._block(element, self._said(element.zh, "zh"), y, element.size, element.leading, element.colour)
            y += element.gap
        if self._language is Language.ENGLISH:
            self._block(element, self._said(element.en, "en"), y, element.size, element.leading, element.colour)
        elif self._language is Language.BOTH and element.en_size:
            colour = element.en_colour or element.colour
            size, leading = element.en_size, element.en_leading
            self._block(element, self._said(element.en, "en"), y, size, leading, colour)

    def _block(
        self, element: parts.ParagraphElement, text: str, y: float, size: float, leading: float, colour: str
    ) -> float:
        face = parts.FACES[element.face]
        fonts.require_glyphs(text, face, "the certificate's text")
        latin = text.isascii() or text[:1].isascii()
        indent = 0.0 if latin else element.indent * size
        lines = (line for part in text.split("\n") for line in broken(part, face, size, element.width * MM, indent))
        for line in lines:
            place = _Place(element.x + indent / MM, y, face, size, colour, what="the certificate's text")
            self._line(line, place, 0)
            y, indent = y + leading, 0.0
        return y

    def _field(self, element: parts.FieldElement) -> None:
        english = self._language is Language.ENGLISH
        label, below = (element.label_en, "") if english else (element.label_zh, element.label_en)
        grey, size = element.label_colour, element.label_size
        if below and self._language is Language.BOTH:
            self._line(label, _Place(element.x, element.y - 1.6, Face.SANS, size, grey), 0)
            self._line(below, _Place(element.x, element.y + 1.7, Face.SANS, size * 0.74, grey), 0)
        else:
            self._line(label, _Place(element.x, element.y, Face.SANS, size, grey), 0)
        value = self._said(element.en if english else element.zh, "en" if english else "zh")
        face, room = parts.FACES[element.face], element.width - element.label_width
        what = element.label_en.lower()
        place = _Place(element.x + element.label_width, element.y, face, element.size, element.colour, what=what)
        self._line(value, place, room)
        self._hairline(element.x + element.label_width, element.y + 2.6, room, element.line)

    def _scores(self, element: parts.ScoresElement) -> None:
        count = max(1, len(self._facts.scores))
        step = element.width / count
        self._hairline(element.x, element.y, element.width, element.line)
        self._hairline(element.x, element.y + element.height, element.width, element.line)
        for index, score in enumerate(self._facts.scores):
            middle = element.x + step * (index + 0.5)
            room = step - 3
            zh, en = (score.name.zh, score.name.en)
            first = en if self._language is Language.ENGLISH else zh
            top = element.y + 5.4
            grey, size = element.label_colour, element.label_size
            self._line(first, _Place(middle, top, Face.SANS, size, grey, "centre", what="a score's name"), room)
            if self._language is Language.BOTH:
                self._line(en, _Place(middle, top + 3.4, Face.SANS, size * 0.74, grey, "centre"), room)
            face = parts.FACES[element.face]
            foot = element.y + element.height - 3.6
            place = _Place(middle, foot, face, element.size, element.colour, "centre", what="a score")
            self._line(points(score.half_points), place, room)
            if index:
                self._rule(element.x + step * index, element.y + 2.5, element.height - 5, element.line)

    def _picture(self, element: parts.PictureElement) -> None:
        picture = {"photo": self._pictures.photo, "seal": self._pictures.seal, "qr": self._pictures.qr}[element.what]
        if self._canvas is None:
            return
        left, foot = element.x * MM, (self._layout.height - element.y - element.height) * MM
        width, height = element.width * MM, element.height * MM
        if picture is not None:
            mask = "auto" if picture.mode == "RGBA" else None
            self._canvas.drawImage(
                ImageReader(picture), left, foot, width, height, mask=mask, preserveAspectRatio=True, anchor="c"
            )
        if element.frame:
            self._stroke(element.frame)
            self._canvas.rect(left, foot, width, height)
        if picture is None and element.what == "photo":
            text = "Photo" if self._language is Language.ENGLISH else "照片"
            middle = element.y + element.height / 2 + 1
            self._line(text, _Place(element.x + element.width / 2, middle, Face.SANS, 9, element.frame, "centre"), 0)

    def _ornament(self, element: parts.OrnamentElement) -> None:
        if self._canvas is not None:
            colour = self._layout.colours[element.colour]
            self._canvas.addLiteral(operators(element, self._layout.height, colour))

    def _hairline(self, x: float, y: float, width: float, colour: str) -> None:
        if self._canvas is not None:
            self._stroke(colour)
            level = (self._layout.height - y) * MM
            self._canvas.line(x * MM, level, (x + width) * MM, level)

    def _rule(self, x: float, y: float, height: float, colour: str) -> None:
        if self._canvas is not None:
            self._stroke(colour)
            top = (self._layout.height - y) * MM
            self._canvas.line(x * MM, top, x * MM, top - height * MM)

    def _stroke(self, colour: str) -> None:
        assert self._canvas is not None
        self._canvas.setLineWidth(0.4)
        self._canvas.setStrokeColorRGB(*(part / 255 for part in self._layout.colours[colour]))

    def _line(self, text: str, place: _Place, room_mm: float) -> None:
        """Set one line; a text wider than its room is shrunk as far as it stays legible."""
        fonts.require_glyphs(text, place.face, place.what)
        size, wide = fitted(text, place.face, place.size, place.spacing, room_mm * MM)
        if size == 0:
            raise Refused(
                f"{text!r} is too long for its place on the certificate ({place.what}).",
                advice="Shorten it, or give it more room in the layout file.",
                zh=(f"“{text}”过长，证书版面放不下。", "请缩短文字，或在版式文件中加大位置。"),
            )
        if self._canvas is None:
            return
        x = place.x * MM - {"left": 0.0, "centre": wide / 2, "right": wide}[place.align]
        drawn = self._canvas.beginText(x, (self._layout.height - place.y) * MM)
        drawn.setFillColorRGB(*(part / 255 for part in self._layout.colours[place.colour]))
        drawn.setCharSpace(place.spacing)
        for face, piece in fonts.runs(text, place.face):
            drawn.setFont(fonts.register(face), size)
            drawn.textOut(piece)
        drawn.setCharSpace(0)
        self._canvas.drawText(drawn)


def opened_picture(content: bytes, what: str) -> Image.Image:
    """Read a photo or a seal.

    Raises:
        Refused: it is no picture that can be read, or is unreasonably large.
    """
    try:
        picture = Image.open(io.BytesIO(content))
        if picture.width * picture.height > _MOST_PIXELS:
            raise _unreadable(what)
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(what) from error
    return picture.convert("RGBA") if what == "seal" else picture.convert("RGB")


_MOST_PIXELS = 40_000_000


def _unreadable(what: str) -> Refused:
    return Refused(
        f"The {what} is not a picture that can be read.",
        advice="Use a JPEG or PNG of at most 40 megapixels.",
        zh=("图片无法读取。", "请使用 JPEG 或 PNG 格式。"),
    )
