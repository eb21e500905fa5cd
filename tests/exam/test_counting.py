"""Numbers in sentences."""

import pytest

from app.exam.counting import count_of


@pytest.mark.parametrize(("count", "said"), [(0, "0 faults"), (1, "1 fault"), (2, "2 faults"), (101, "101 faults")])
def test_one_thing_is_no_many(count: int, said: str) -> None:
    assert count_of(count, "fault") == said
