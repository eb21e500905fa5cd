"""Attempts on which several tests of the flow stand."""

from app.exam.scheme import Subject
from tests.exam.world import Attempt, paper_lines

LINES = paper_lines()


def to_pitch() -> Attempt:
    return Attempt(subjects=(Subject.PITCH,)).to_ready().to_preparation().roll()
