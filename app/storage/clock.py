"""The machine's clock and chance, behind the ports that jobs see."""

import secrets
import string
import time
from datetime import UTC, datetime

_LETTERS = string.ascii_lowercase + string.digits


class SystemClock:
    """Wall time of the machine; monotonic time that does not follow it."""

    def now(self) -> datetime:
        """Return the wall time, UTC."""
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        """Return ms since some moment of this run of the machine; they never fall."""
        return time.monotonic_ns() // 1_000_000


class SystemChance:
    """Randomness of the operating system."""

    def secret(self) -> bytes:
        """Return 32 unpredictable bytes."""
        return secrets.token_bytes(32)

    def opaque_id(self) -> str:
        """Return 20 lower-case letters and digits (103 bits)."""
        return "".join(secrets.choice(_LETTERS) for _ in range(20))
