"""What a distance between two faces hints at."""

import pytest

from app.exam.face_hint import ALIKE_UP_TO, DIFFERENT_FROM, hint_of, likeness_percent
from app.exam.flow import fold
from app.exam.vocabulary import Reference, body_of, desk, plain_body, seat
from app.exam.vocabulary.desk import FaceHint
from tests.exam.world import Attempt, Writer, scheme


@pytest.mark.parametrize(
    ("distance", "hint", "percent"),
    [
        (0, FaceHint.ALIKE, 100),
        (450, FaceHint.ALIKE, 63),
        (451, FaceHint.UNSURE, 63),
        (599, FaceHint.UNSURE, 51),
        (600, FaceHint.DIFFERENT, 50),
        (1199, FaceHint.DIFFERENT, 1),
        (1500, FaceHint.DIFFERENT, 0),
    ],
)
def test_a_distance_is_told_in_words_with_room_for_not_knowing(distance, hint, percent):
    assert hint_of(distance) is hint
    assert likeness_percent(distance) == percent


def test_the_likeness_never_rises_with_the_distance():
    percents = [likeness_percent(distance) for distance in range(1600)]
    assert percents == sorted(percents, reverse=True)
    assert ALIKE_UP_TO < DIFFERENT_FROM


def test_what_was_answered_beside_the_photo_is_where_the_attempt_stands():
    for answer in (None, False, True):
        attempt = Attempt()
        attempt.say(seat.CheckedIn(how="typed", face_comparison=answer))
        assert attempt.state.face_comparison is answer
        assert fold(scheme(), attempt.seat.entries, ()).face_comparison is answer


def test_words_without_an_answer_or_a_hint_are_written_as_they_always_were():
    assert "face_comparison" not in plain_body(seat.CheckedIn(how="qr"))
    confirmed = desk.IdentityConfirmed(answers=Reference("a1/seat", 1), matches=True)
    assert set(plain_body(confirmed)) == {"v", "answers", "matches"}


@pytest.mark.parametrize("matches", [True, False])
@pytest.mark.parametrize("hint", list(FaceHint))
def test_a_hint_moves_nothing(hint, matches):
    told = desk.IdentityConfirmed(
        answers=Reference("a1/seat", 1), matches=matches, face_hint=hint, face_hint_percent=50
    )
    assert body_of(Writer("a1/desk").write(told)) == told
    stages = []
    for body in (told, desk.IdentityConfirmed(answers=Reference("a1/seat", 1), matches=matches)):
        attempt = Attempt()
        attempt.say(seat.CheckedIn(how="typed"))
        attempt.decide(body)
        stages.append(attempt.state.stage)
    assert stages[0] is stages[1]
