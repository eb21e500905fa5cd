"""How an invented candidate sits the exam and how an invented examiner marks it, through the real jobs.

Why this room exists: demo, season and tests need the same behaviour: a skill for each subject decides how
many answers are right and what the sheet says; everything else is the jobs' own doing.
"""

from dataclasses import dataclass
from hashlib import sha256
from random import Random

from app.centre.seat import Seat
from app.exam.bank import Bank, ItemKind, Rubric
from app.exam.scheme import Scheme, Subject
from app.exam.vocabulary import seat
from app.exam.vocabulary.seat import ClipCheck, Finding, PaperLine


@dataclass(frozen=True, slots=True)
class Skill:
    """Whether somebody is to pass each subject; how well exactly is left to chance."""

    passes: frozenset[Subject]

    def half_points(self, chance: Random, scheme: Scheme, subject: Subject) -> int:
        """Return the half-points that this person's work is worth."""
        needed = scheme.pass_half_points(subject)
        if subject in self.passes:
            return chance.randrange(needed + 8, 196)
        return chance.randrange(60, needed - 8)


def right_answers(chance: Random, scheme: Scheme, count: int, *, passes: bool) -> int:
    """Return how many of a paper's items are answered right."""
    needed = -(-scheme.theory.pass_half_points * count // 200)
    return chance.randint(needed, count) if passes else chance.randint(max(0, needed - 4), needed - 1)


def chosen_options(bank: Bank, line: PaperLine, chance: Random, *, right: bool) -> tuple[int, ...]:
    """Return the options somebody touches, as indices in bank order: the key, or something else."""
    item = next(item for item in bank.items if item.id == line.item)
    if right:
        return tuple(sorted(item.key))
    wrong = sorted(set(range(len(item.options))) - item.key)
    if wrong:
        return (chance.choice(wrong),)
    return tuple(sorted(item.key)[:1]) if item.kind is ItemKind.MULTIPLE else ()


def lines_that_add_up(rubric: Rubric, half_points: int) -> dict[str, int]:
    """Spread a total over a rubric's lines, each in proportion to what it can earn."""
    marks = {line.id: line.half_points * half_points // rubric.half_points for line in rubric.lines}
    missing = half_points - sum(marks.values())
    for line in rubric.lines:
        step = min(missing, line.half_points - marks[line.id])
        marks[line.id] += step
        missing -= step
    return marks


GATE_PASSED = seat.DevicesChecked(
    result="go",
    findings=(
        Finding("camera", "go", "1280×720, 30 fps"),
        Finding("microphone", "go", "-18 dBFS"),
        Finding("disk_minutes", "go", "640 minutes"),
    ),
)
"""The device gate as a healthy booth passes it."""

CLIP_CHECKS = (
    ClipCheck("duration", True, "32.4 s"),
    ClipCheck("picture", True, "1080×1920"),
    ClipCheck("sound", True, "-16 LUFS"),
)


def rehearsed_clip(sitter: Seat) -> seat.ClipReceived:
    """Return a clip that nobody made, for a rehearsal without files."""
    clip = sha256(f"{sitter.attempt}/clip".encode()).hexdigest()
    return seat.ClipReceived(
        clip=clip, clip_bytes=9_400_000, duration_ms=32_400, source="phone", usable=True, checks=CLIP_CHECKS
    )
