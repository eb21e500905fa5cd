"""All forms by name, drawn in either language, filled in or blank."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.centre.report_values import MarkedLine, ScoreRecord, SittingReport, SubjectSheet
from app.exam.bank import Rubric, Text
from app.exam.errors import Refused
from app.paperwork.forms import lists, scores, sheets
from app.paperwork.forms.drawing import draw
from app.paperwork.forms.parts import Form

type Builder = Callable[[SittingReport | None], Form | list[Form]]

FORMS: Mapping[str, Builder] = MappingProxyType(
    {
        "admission_tickets": sheets.admission_tickets,
        "candidates_sign_in": sheets.candidates_sign_in,
        "examiners_sign_in": sheets.examiners_sign_in,
        "room_record": sheets.room_record,
        "supervisors_sheet": sheets.supervisors_sheet,
        "results_table": lists.results_table,
        "public_notice": lists.public_notice,
        "data_confirmation": sheets.data_confirmation,
        "certificate_register": lists.certificate_register,
    }
)
"""The forms of a sitting."""


def draw_form(name: str, report: SittingReport | None, language: str = "zh") -> bytes:
    """Draw one form of a sitting; blank where there is no report.

    Raises:
        Refused: no such form, or no shipped font has a character of it.
    """
    builder = FORMS.get(name)
    if builder is None:
        raise Refused(f"There is no form {name}.", advice=f"Choose one of: {', '.join(FORMS)}.")
    made = builder(report)
    forms = made if isinstance(made, list) else [made]
    if not forms:
        raise Refused("Nobody is booked in this sitting.", advice="Import a roster first.")
    return draw(forms, language)


def draw_score_records(records: Sequence[ScoreRecord], language: str = "zh") -> bytes:
    """Draw score records, each with page numbers of its own."""
    return draw([scores.score_record(record) for record in records], language)


def draw_blank_score_records(rubrics: Sequence[Rubric], language: str = "zh") -> bytes:
    """Draw an empty marking sheet for each rubric."""
    return draw([scores.blank_score_record(_empty_sheet(rubric)) for rubric in rubrics], language)


def _empty_sheet(rubric: Rubric) -> SubjectSheet:
    name: Text = sheets.SUBJECTS.get(rubric.subject, rubric.name)
    lines = tuple(MarkedLine(line.name, line.half_points, ()) for line in rubric.lines)
    return SubjectSheet(name, "", -1, (), lines)
