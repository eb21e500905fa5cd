"""Draw a form as a PDF.

Why this room exists: how paper looks is decided once: Noto Sans SC, generous margins, hairlines, one element in the red
of a seal.  Header and foot stand on every page, "page 2 of 5" is true, and no character is ever drawn as a box.
"""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageBreak, PageTemplate

from app.paperwork.fonts import Face, register
from app.paperwork.forms.flow import INK, LINE, SEAL, SOFT, Rows, Setter
from app.paperwork.forms.parts import Form, Note, Signatures

_MARGIN, _HEAD, _FOOT = 20 * mm, 41 * mm, 18 * mm
_LATER_HEAD = 24 * mm
_SEAL = 11 * mm


def draw(forms: Sequence[Form], language: str = "zh", *, title: str = "") -> bytes:
    """Draw forms, one after another, each with page numbers of its own; equal forms give equal bytes.

    Raises:
        Refused: no shipped font has a character; it is named.
    """
    for face in (Face.SANS, Face.SANS_MEDIUM, Face.SANS_BOLD):
        register(face)
    buffer = io.BytesIO()
    name = title or forms[0].title.in_language(language)
    document = BaseDocTemplate(
        buffer, title=name, author="Kaobo", lang="zh-CN" if language == "zh" else "en", invariant=1,
        leftMargin=_MARGIN, rightMargin=_MARGIN,
    )  # fmt: skip
    story: list[Flowable] = []
    templates = []
    for index, form in enumerate(forms):
        templates += _templates(index, form, language)
        story += [PageBreak(nextTemplate=f"first-{index}"), *_flow(form, language)]
    document.addPageTemplates(templates)
    document.build(story[1:], canvasmaker=_counting(forms, language))
    return buffer.getvalue()


def _flow(form: Form, language: str) -> list[Flowable]:
    """Set a form's parts; whoever signs does it under words: the notes before the lines to sign on go with them."""
    setter = Setter(language, _size(form)[0] - 2 * _MARGIN)
    pieces: list[Flowable] = []
    notes: list[Flowable] = []
    for part in form.parts:
        if isinstance(part, Note):
            notes += setter.set(part)
        elif isinstance(part, Signatures):
            signed = [*notes, *setter.set(part)]
            width = _size(form)[0] - 2 * _MARGIN
            for rows in pieces[-2:-1]:
                if isinstance(rows, Rows):
                    rows.below = sum(each.wrap(width, 1e6)[1] for each in (*pieces[-1:], *signed))
            pieces.append(KeepTogether(signed))
            notes = []
        else:
            pieces += [*notes, *setter.set(part)]
            notes = []
    return pieces + notes


def _size(form: Form) -> tuple[float, float]:
    width, height = landscape(A4) if form.wide else A4
    return float(width), float(height)


def _templates(index: int, form: Form, language: str) -> list[Any]:
    width, height = _size(form)

    def frame(head: float) -> Frame:
        return Frame(
            _MARGIN, _FOOT + 6 * mm, width - 2 * _MARGIN, height - head - _FOOT - 6 * mm, leftPadding=0, rightPadding=0,
            topPadding=0, bottomPadding=0,
        )  # fmt: skip

    def first(canvas: Canvas, _: object) -> None:
        _begin_page(canvas, index)
        _title(canvas, form, language)

    def later(canvas: Canvas, _: object) -> None:
        _begin_page(canvas, index)
        _running_title(canvas, form, language)

    return [
        PageTemplate(
            f"first-{index}", [frame(_HEAD)], onPage=first, pagesize=(width, height),
            autoNextPageTemplate=f"later-{index}",
        ),
        PageTemplate(f"later-{index}", [frame(_LATER_HEAD)], onPage=later, pagesize=(width, height)),
    ]  # fmt: skip


def _begin_page(canvas: Any, index: int) -> None:  # noqa: ANN401 - our own canvas
    canvas.form_index = index


def _title(canvas: Canvas, form: Form, language: str) -> None:
    width, height = _size(form)
    top = height - 17 * mm
    canvas.setFillColor(SEAL)
    canvas.roundRect(_MARGIN, top - _SEAL, _SEAL, _SEAL, 1.2 * mm, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(register(Face.SERIF_BOLD), 11.5)
    canvas.drawCentredString(_MARGIN + _SEAL / 2, top - _SEAL / 2 + 1.2, "考")
    canvas.drawCentredString(_MARGIN + _SEAL / 2, top - _SEAL + 4.2, "播")
    left = _MARGIN + _SEAL + 5 * mm
    setter = Setter(language, width - left - _MARGIN)
    setter.line(canvas, left, top - 5.6 * mm, form.title, Face.SANS_BOLD, 18, INK)
    setter.line(canvas, left, top - _SEAL + 0.2 * mm, form.under, Face.SANS, 9, SOFT)
    _rule(canvas, width, top - _SEAL - 5 * mm)


def _running_title(canvas: Canvas, form: Form, language: str) -> None:
    width, height = _size(form)
    setter = Setter(language, width - 2 * _MARGIN)
    words = f"{setter.said(form.title)}  ·  {setter.said(form.under)}"
    setter.line(canvas, _MARGIN, height - 15 * mm, words, Face.SANS, 8.5, SOFT)
    _rule(canvas, width, height - 18 * mm)


def _rule(canvas: Canvas, width: float, at: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(_MARGIN, at, width - _MARGIN, at)


def _counting(forms: Sequence[Form], language: str) -> type[Canvas]:
    """Return a canvas that writes the feet once it knows how many pages each form has."""

    class Counting(Canvas):  # type: ignore[misc]  # untyped library
        """Keeps finished pages until the end."""

        form_index = 0

        def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - handed through
            super().__init__(*args, **(options | {"initialFontName": Face.SANS.value}))
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            """Keep the page."""
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write all pages with their feet."""
            counts: dict[int, int] = {}
            for page in self._pages:
                counts[page["form_index"]] = counts.get(page["form_index"], 0) + 1
            numbers: dict[int, int] = {}
            for page in self._pages:
                self.__dict__.update(page)
                index = self.form_index
                numbers[index] = numbers.get(index, 0) + 1
                _foot(self, forms[index], language, (numbers[index], counts[index]))
                Canvas.showPage(self)
            Canvas.save(self)

    return Counting


def _foot(canvas: Canvas, form: Form, language: str, place: tuple[int, int]) -> None:
    width, _ = _size(form)
    number, count = place
    page = f"第 {number} 页，共 {count} 页" if language == "zh" else f"Page {number} of {count}"
    setter = Setter(language, width - 2 * _MARGIN)
    _rule(canvas, width, _FOOT - 2 * mm)
    setter.line(canvas, _MARGIN, _FOOT - 7 * mm, form.foot, Face.SANS, 8, SOFT)
    setter.line(canvas, width - _MARGIN, _FOOT - 7 * mm, page, Face.SANS, 8, SOFT, right=True)
