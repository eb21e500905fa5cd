"""Draw by lot in a way that anybody can recompute: commit to a secret, draw from it, reveal it.

Why this room exists: a candidate who drew the one product nobody wants must be able to check, afterwards and
without Kaobo, that nobody chose it.  A sitting's secret is fixed and its ``commitment`` printed before anybody
arrives; every draw is a function of that secret and a public label; the secret is revealed at the end.

The whole method for a reader in another language stands in ``docs/draw.md``, with test vectors in
``tests/data/draw_vectors.json``.  Nothing here is random: the secret comes from outside.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

COMMIT_PREFIX = b"kaobo/commit/1\n"
LABEL_PREFIX = "kaobo/draw/1"

THEORY_ITEMS = "theory-items"
SAMPLE = "sample"
CLIP_TASK = "clip-task"
AUDIENCE = "audience"

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SPAN = 1 << 64


def commitment(secret: bytes) -> str:
    """Return the public promise of a secret: SHA-256 of ``kaobo/commit/1``, a line feed, and the secret; hex."""
    return hashlib.sha256(COMMIT_PREFIX + secret).hexdigest()


def theory_options(item: str) -> str:
    """Return the purpose of the draw that orders one item's options."""
    return f"theory-options:{item}"


def label(purpose: str, sitting_code: str, admission_number: str, round_number: int) -> str:
    """Return the public name of one draw; equal labels give equal draws.

    Args:
        purpose: what is drawn: ``theory-items``, ``theory-options:<item>``, ``sample``, ``clip-task``, ``audience``.
        round_number: 1 for a candidate's first draw of this purpose in this sitting.
    Raises:
        ValueError: a part holds ``|`` or a line break, so that two draws could share a label.
    """
    parts = (LABEL_PREFIX, purpose, sitting_code, admission_number, str(round_number))
    for part in parts:
        if "|" in part or "\n" in part or not part:
            raise ValueError(f"{part!r} cannot be part of a draw's label")
    return "|".join(parts)


class Numbers:
    """The stream of numbers of one draw.

    Block ``c`` (0, 1, 2 …) is HMAC-SHA256 with the secret as key over the label in UTF-8, a line feed, and ``c`` as
    8 bytes big-endian; each 32-byte block holds four 64-bit big-endian numbers, used in order.
    """

    def __init__(self, secret: bytes, draw_label: str) -> None:
        self._secret, self._message = secret, draw_label.encode() + b"\n"
        self._counter = 0
        self._ready: list[int] = []

    def _next(self) -> int:
        if not self._ready:
            message = self._message + self._counter.to_bytes(8, "big")
            block = hmac.digest(self._secret, message, "sha256")
            self._counter += 1
            self._ready = [int.from_bytes(block[at : at + 8], "big") for at in (24, 16, 8, 0)]
        return self._ready.pop()

    def below(self, n: int) -> int:
        """Return a number from 0 to n - 1, each equally likely (rejection sampling, no modulo bias).

        A 64-bit number ``x`` is taken when ``x < 2^64 - (2^64 mod n)``, and the result is ``x mod n``; else the
        next one is tried.  ``below(1)`` uses one number too.

        Raises:
            ValueError: n is not between 1 and 2^64.
        """
        if not 1 <= n <= _SPAN:
            raise ValueError(f"cannot draw below {n}")
        limit = _SPAN - _SPAN % n
        while (number := self._next()) >= limit:
            pass
        return number % n

    def shuffled[T](self, things: Sequence[T]) -> tuple[T, ...]:
        """Return the things in drawn order: Fisher-Yates from the end, ``j = below(i + 1)`` for i = last … 1."""
        mixed = list(things)
        for i in range(len(mixed) - 1, 0, -1):
            j = self.below(i + 1)
            mixed[i], mixed[j] = mixed[j], mixed[i]
        return tuple(mixed)

    def sample[T](self, things: Sequence[T], k: int) -> tuple[T, ...]:
        """Return k of the things: the first k of ``shuffled``.

        Raises:
            ValueError: there are fewer than k.
        """
        if not 0 <= k <= len(things):
            raise ValueError(f"cannot draw {k} of {len(things)}")
        return self.shuffled(things)[:k]


@dataclass(frozen=True, slots=True)
class Draw:
    """All draws of one candidate in one sitting: the secret and what stands in every label."""

    secret: bytes
    sitting_code: str
    admission_number: str
    round_number: int = 1

    def label(self, purpose: str) -> str:
        """Return the label of this candidate's draw for a purpose."""
        return label(purpose, self.sitting_code, self.admission_number, self.round_number)

    def numbers(self, purpose: str) -> Numbers:
        """Return the numbers of this candidate's draw for a purpose, from their beginning."""
        return Numbers(self.secret, self.label(purpose))

    def proof(self, purpose: str, outcome: str) -> str:
        """Return the code shown under what was drawn (see ``proof_code``)."""
        return proof_code(commitment(self.secret), self.label(purpose), outcome)


def proof_code(secret_commitment: str, draw_label: str, outcome: str) -> str:
    """Return the 8 characters shown under a turned card.

    The first 40 bits of SHA-256 over ``commitment|label|outcome`` in UTF-8, as 8 digits of Crockford's base 32.
    It needs no secret: who noted it down can compare it with the printed commitment and the published outcome.
    """
    digest = hashlib.sha256(f"{secret_commitment}|{draw_label}|{outcome}".encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
