"""The machine's clock and chance."""

import string
from datetime import UTC

from app.storage.clock import SystemChance, SystemClock


def test_the_wall_clock_knows_its_zone_and_the_other_never_falls() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    readings = [clock.monotonic_ms() for _ in range(100)]
    assert readings == sorted(readings)


def test_ids_and_secrets_say_nothing_and_never_repeat() -> None:
    chance = SystemChance()
    ids = {chance.opaque_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(one) for one in ids} == {20}
    assert set("".join(ids)) == set(string.ascii_lowercase + string.digits)
    assert len({chance.secret() for _ in range(100)}) == 100
    assert len(chance.secret()) == 32
