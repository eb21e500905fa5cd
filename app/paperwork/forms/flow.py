"""Set a form's parts as pieces that flow over pages.

Why this room exists: tables of two thousand rows and a name with a rare character must both come out; so a cell that
fits on one line is drawn as plain text, and only what does not becomes a paragraph.
"""

import html
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Paragraph, Spacer, Table

from app.exam.bank import Text
from app.paperwork import fonts, lines
from app.paperwork.fonts import Face
from app.paperwork.forms.parts import Align, Box, Code, Column, Facts, Grid, Heading, Note, Part, Signatures, Words
from app.paperwork.forms.qr import qr_squares

INK, SOFT, LINE, SEAL = HexColor("#1F2421"), HexColor("#55605A"), HexColor("#CFC7BA"), HexColor("#C23B26")
HAIR = 0.4
_ALIGN = {Align.LEFT: TA_LEFT, Align.CENTRE: TA_CENTER, Align.RIGHT: TA_RIGHT}
_CELL_PAD = 1.6 * mm


@cache
def _style(language: str, face: Face, size: float, colour: str, align: int) -> ParagraphStyle:
    return ParagraphStyle(
        f"{language}-{face}-{size}-{colour}-{align}", fontName=fonts.register(face), fontSize=size, leading=size * 1.5,
        textColor=HexColor(colour), alignment=align, wordWrap="CJK" if language == "zh" else None,
    )  # fmt: skip


class _Paragraph(Paragraph):  # type: ignore[misc]
    """A paragraph whose Chinese lines never begin with a closing mark: reportlab lets several of them begin one."""

    source: tuple[str, Face] | None = None
    """What is broken anew for each width; the rest of a paragraph that goes over a page has its lines already."""

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the size within a width, in points."""
        if self.source is not None:
            text, face = self.source
            broken = [
                each
                for line in text.split("\n")
                for each in [*lines.broken(line, face, self.style.fontSize, room)] or [""]
            ]
            self._setup("<br/>".join(_marked(each, face) for each in broken), self.style, None, None, str)
        size: tuple[float, float] = super().wrap(room, height)
        return size


_ANY_PAGE = 100 * mm
"""What an empty page has room for, whichever form it is of."""


class Rows(LongTable):  # type: ignore[misc]  # reportlab has no types
    """A table whose last row goes over with what is signed right under it, so that nobody signs an empty page."""

    below: float = 0
    """The height, in points, of what must follow on the page of the last row."""

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Return the size; one that does not fit where only the signatures would go over."""
        width, own = super().wrap(room, height)
        whole = own + self.below
        goes = len(self._cellvalues) > self.repeatRows + 1 or whole < _ANY_PAGE
        return width, whole if goes and own <= height < whole else own

    def split(self, room: float, height: float) -> list[Flowable]:
        """Return the rows of this page and the others, of which there is one at least."""
        own = super().wrap(room, height)[1]
        pieces: list[Flowable] = super().split(room, min(height, own - 1))
        for last in pieces[-1:]:
            last.below = self.below
        return pieces


class Setter:
    """Sets parts in one language on a given width."""

    def __init__(self, language: str, width: float) -> None:
        self._language, self._width = language, width

    def set(self, part: Part) -> list[Flowable]:
        """Return a part as flowing pieces."""
        match part:
            case Heading():
                heading = self.paragraph(part.text, Face.SANS_BOLD, 11.5)
                return [CondPageBreak(45 * mm), Spacer(1, 4 * mm), heading, Spacer(1, 1 * mm)]
            case Note():
                return self._note(part)
            case Facts():
                return [self._facts(part, self._width), Spacer(1, 2.5 * mm)]
            case Grid():
                return [Spacer(1, 1.5 * mm), self._grid(part), Spacer(1, 3.5 * mm)]
            case Signatures():
                return [Spacer(1, 9 * mm), self._signatures(part)]
            case Box():
                return [KeepTogether(self._box(part))]
            case Code():
                return [self._code(part), Spacer(1, 3 * mm)]
            case _:
                raise AssertionError(f"{part!r} is drawn elsewhere")

    def said(self, words: Words) -> str:
        """Return the words in this setter's language."""
        text = words.in_language(self._language) if isinstance(words, Text) else words
        return lines.with_narrow_marks(text) if self._language == "en" else text

    def _value(self, words: Words) -> str:
        """Return what stands in a cell or beside a label; our own words begin with a capital there."""
        text = self.said(words)
        return text[:1].upper() + text[1:] if isinstance(words, Text) else text

    def paragraph(
        self, words: Words, face: Face = Face.SANS, size: float = 9.5, colour: Color = INK, align: Align = Align.LEFT
    ) -> Paragraph:
        """Return a paragraph; a character that the face lacks is drawn by its stand-in.

        Raises:
            Refused: no shipped font has a character.
        """
        text = self.said(words)
        fonts.require_glyphs(text, face, "a form")
        # letters of one script break between words, not inside them
        breaking = "en" if text.isascii() else self._language
        style = _style(breaking, face, size, f"#{colour.hexval()[2:]}", _ALIGN[align])
        made = _Paragraph(_marked(text, face), style)
        if breaking == "zh":
            made.source = (text, face)
        return made

    def line(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        words: Words,
        face: Face,
        size: float,
        colour: Color,
        *,
        right: bool = False,
    ) -> None:
        """Draw one line at a place; what does not fit is drawn smaller, not cut."""
        text = self.said(words).replace("\n", " ")
        fonts.require_glyphs(text, face, "a form")
        needed = fonts.width(text, face, size)
        if needed > self._width:
            size *= self._width / needed
        at = x - fonts.width(text, face, size) if right else x
        canvas.setFillColor(colour)
        for each, piece in fonts.runs(text, face):
            canvas.setFont(fonts.register(each), size)
            canvas.drawString(at, y, piece)
            at += fonts.width(piece, each, size)

    def _note(self, note: Note) -> list[Flowable]:
        colour = SOFT if note.soft else INK
        if note.digest:
            return [self.paragraph(_grouped(self.said(note.text)), Face.SANS_MEDIUM, 9.5, INK), Spacer(1, 2 * mm)]
        return [self.paragraph(note.text, Face.SANS, 8.8, colour), Spacer(1, 2 * mm)]

    def _facts(self, facts: Facts, width: float) -> Table:
        label_width = (24 if self._language == "zh" else 32) * mm
        gap = 8 * mm
        pair_width = (width - gap * (facts.columns - 1)) / facts.columns
        cells: list[list[Flowable]] = []
        style: list[tuple[Any, ...]] = [*_PLAIN, ("VALIGN", (0, 0), (-1, -1), "TOP")]
        heights: list[float | None] = []
        for start in range(0, len(facts.pairs), facts.columns):
            row: list[Flowable] = []
            pairs = facts.pairs[start : start + facts.columns]
            for index, (label, value) in enumerate(pairs):
                text = self._value(value)
                row += [self.paragraph(label, Face.SANS, 8.8, SOFT), self.paragraph(text, Face.SANS_MEDIUM, 9.8)]
                row.append(Spacer(1, 1))
                if not text:
                    at = (index * 3 + 1, start // facts.columns)
                    style.append(("LINEBELOW", at, at, HAIR, LINE))
            row_is_empty = not any(self.said(value) for _, value in pairs)
            heights.append(_WRITING if row_is_empty else None)
            if row_is_empty:  # labels stand on the level of the lines to write on
                style.append(("VALIGN", (0, start // facts.columns), (-1, start // facts.columns), "BOTTOM"))
            cells.append(row + [Spacer(1, 1)] * (facts.columns * 3 - len(row)))
        widths = [label_width, pair_width - label_width, gap] * facts.columns
        widths[-1] = 0.01  # the last column ends at the margin
        return Table(cells, colWidths=widths, rowHeights=heights, style=style, hAlign="LEFT")

    def _grid(self, grid: Grid) -> Flowable:
        shares = sum(column.share for column in grid.columns)
        widths = [self._width * column.share / shares for column in grid.columns]
        head = [self.paragraph(column.heading, Face.SANS_MEDIUM, 8.6, SOFT, column.align) for column in grid.columns]
        rows = [self._row(grid.columns, row, widths) for row in grid.rows]
        style = [*_TABLE, *(_aligned(index, column) for index, column in enumerate(grid.columns))]
        heights = [None, *(_height(row, widths, grid.row_mm * mm) for row in rows)]
        if not rows:  # the word runs through all columns: the first is as narrow as a row's number
            rows = [[self.paragraph(grid.empty, Face.SANS, 9, SOFT)] + [""] * (len(widths) - 1)]
            style.append(("SPAN", (0, 1), (-1, 1)))
            heights.append(_height(rows[0][:1], [self._width], grid.row_mm * mm))
        return Rows([head, *rows], colWidths=widths, rowHeights=heights, style=style, repeatRows=1, hAlign="LEFT")

    def _row(self, columns: Sequence[Column], row: Sequence[Words], widths: Sequence[float]) -> list[Any]:
        cells: list[Any] = []
        for column, words, width in zip(columns, row, widths, strict=True):
            text = self._value(words)
            room = width - 2 * _CELL_PAD
            if "\n" not in text and len(fonts.runs(text, Face.SANS)) == 1 and fonts.width(text, Face.SANS, 9) <= room:
                fonts.require_glyphs(text, Face.SANS, "a form")
                cells.append(text)
            else:
                cells.append(self.paragraph(text, Face.SANS, _size_for(text, room), INK, column.align))
        return cells

    def _signatures(self, part: Signatures) -> Table:
        date = Text("日期", "Date")
        count = len(part.who)
        gap = 8 * mm
        width = (self._width - gap * (count - 1)) / count
        cells = [self.paragraph(who, Face.SANS, 8.8, SOFT) for who in part.who]
        dates = [self.paragraph(date, Face.SANS, 8.8, SOFT) for _ in part.who]
        style: list[tuple[Any, ...]] = [*_PLAIN, ("VALIGN", (0, 0), (-1, -1), "TOP")]
        for index in range(count):
            style += [("LINEABOVE", (index * 2, 0), (index * 2, 0), 0.6, INK)]
            style += [("LINEABOVE", (index * 2, 2), (index * 2, 2), 0.6, INK)]
        widths = [each for _ in range(count) for each in (width, gap)][:-1]

        def spread(row: Sequence[Any]) -> list[Any]:
            return [each for cell in row for each in (cell, "")][:-1]

        blank = [""] * (2 * count - 1)
        return Table(
            [spread(cells), blank, spread(dates)], colWidths=widths, rowHeights=[None, 9 * mm, None], style=style
        )

    def _box(self, box: Box) -> list[Flowable]:
        style = [*_PLAIN, ("BOX", (0, 0), (-1, -1), HAIR, LINE)]
        return [
            Spacer(1, 2 * mm),
            self.paragraph(box.label, Face.SANS_MEDIUM, 8.8, SOFT),
            Spacer(1, 1.5 * mm),
            Table([[""]], colWidths=[self._width], rowHeights=[box.height_mm * mm], style=style),
            Spacer(1, 2 * mm),
        ]

    def _code(self, code: Code) -> Table:
        side, photo = 34 * mm, (25 * mm if code.photo else 0.0)
        facts = self._facts(code.facts, self._width - side - photo - 12 * mm)
        symbol: list[Flowable] = [_qr(code.content, side)] if code.content else [_frame(side, side)]
        if self.said(code.caption):
            symbol += [Spacer(1, 1.5 * mm), self.paragraph(code.caption, Face.SANS, 8, SOFT, Align.CENTRE)]
        row: list[Any] = [facts, self._photo(photo, 35 * mm) if code.photo else "", symbol]
        widths = [self._width - side - photo - 8 * mm, photo + 8 * mm, side]
        style = [*_PLAIN, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("ALIGN", (2, 0), (2, 0), "CENTER"),
                 ("LEFTPADDING", (2, 0), (2, 0), 0), ("RIGHTPADDING", (2, 0), (2, 0), 0)]  # fmt: skip
        return Table([row], colWidths=widths, style=style, hAlign="LEFT")

    def _photo(self, width: float, height: float) -> Table:
        """Return the place for a photo, which says so."""
        said = self.paragraph(Text("照片", "Photo"), Face.SANS, 8.5, SOFT, Align.CENTRE)
        style = [*_PLAIN, ("BOX", (0, 0), (-1, -1), HAIR, LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        return Table([[said]], colWidths=[width], rowHeights=[height], style=style, hAlign="LEFT")


_WRITING = 7.2 * mm
"""Height of a row to write in."""


def _size_for(text: str, room: float) -> float:
    """Return the size of a cell's text: smaller where its longest word would else be cut in two."""
    longest = max((fonts.width(word, Face.SANS, 9) for word in text.split() if word.isascii()), default=0.0)
    return 9 if longest <= room else max(6.5, int(9 * room / longest * 4) / 4)


_PLAIN: tuple[tuple[Any, ...], ...] = (
    ("FONT", (0, 0), (-1, -1), Face.SANS.value, 9, 13),  # else an unembedded Helvetica is listed
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1.1 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.1 * mm),
)
_TABLE: tuple[tuple[Any, ...], ...] = (
    ("FONT", (0, 0), (-1, -1), Face.SANS.value, 9, 13),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), _CELL_PAD),
    ("RIGHTPADDING", (0, 0), (-1, -1), _CELL_PAD),
    ("TOPPADDING", (0, 0), (-1, -1), 1.2 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm),
    ("LINEBELOW", (0, 1), (-1, -1), HAIR, LINE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
)


def _aligned(index: int, column: Column) -> tuple[Any, ...]:
    word = {Align.LEFT: "LEFT", Align.CENTRE: "CENTER", Align.RIGHT: "RIGHT"}[column.align]
    return ("ALIGN", (index, 0), (index, -1), word)


def _height(row: Sequence[Any], widths: Sequence[float], least: float) -> float:
    """Return a row's height: the least one, or what its tallest paragraph needs."""
    needed = [
        cell.wrap(width - 2 * _CELL_PAD, 1e6)[1] + 2.4 * mm
        for cell, width in zip(row, widths, strict=True)
        if not isinstance(cell, str)
    ]
    return float(max(least, *needed, 0))


def _marked(text: str, face: Face) -> str:
    return "".join(_run(piece, each, face) for each, piece in fonts.runs(text, face)).replace("\n", "<br/>")


def _run(text: str, face: Face, own: Face) -> str:
    words = html.escape(text, quote=False)
    return words if face is own else f'<font name="{fonts.register(face)}">{words}</font>'


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _frame(width: float, height: float) -> Drawing:
    drawing = Drawing(width, height)
    drawing.add(Rect(0.5, 0.5, width - 1, height - 1, strokeColor=LINE, strokeWidth=HAIR, fillColor=None))
    return drawing


def _qr(content: str, side: float) -> Drawing:
    squares = qr_squares(content)
    step = side / len(squares)
    drawing = Drawing(side, side)
    for row, line in enumerate(squares):
        for column, dark in enumerate(line):
            if dark:
                at = (column * step, side - (row + 1) * step)
                drawing.add(Rect(*at, step * 1.02, step * 1.02, strokeColor=None, strokeWidth=0, fillColor=INK))
    return drawing
