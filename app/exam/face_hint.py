"""Say in words what the distance between two faces hints at.

Why this room exists: where "alike" ends and "different" begins is a rule that an appeal may ask about.  The hint is
shown to an examiner and moves nothing: no state, no mark, no door.

Distances are thousandths of the unit of dlib's face descriptors.
Source: dlib, ``face_recognition_model_v1``: two descriptors of one person are usually less than 0.6 apart.  Read from
the other side, 0.6 and more speaks for two people.  Nearer than 0.6 proves less than it seems: the network has seen
few faces from East Asia and puts strangers nearer together there.  So "alike" begins at 0.45, and between the two
nothing is said.
"""

from app.exam.vocabulary.desk import FaceHint

ALIKE_UP_TO, DIFFERENT_FROM = 450, 600
_NOTHING_IN_COMMON = 1200
"""The likeness is 0 from here on, so that it is 50 where two people begin."""


def hint_of(distance: int) -> FaceHint:
    """Return the hint for a distance."""
    if distance <= ALIKE_UP_TO:
        return FaceHint.ALIKE
    return FaceHint.DIFFERENT if distance >= DIFFERENT_FROM else FaceHint.UNSURE


def likeness_percent(distance: int) -> int:
    """Return a distance as a likeness, 0 to 100: a measure to read, no probability."""
    return max(0, 100 - distance * 100 // _NOTHING_IN_COMMON)
