"""Every draw of an attempt, from its sitting's secret.

Why this room exists: kiosk, replay and appeal must ask the same question of the same secret; here is the one
place where an attempt's draw is made.
"""

from collections.abc import Sequence

from app.centre.ports import Books
from app.centre.values import Booking, Sitting
from app.exam.bank import Bank
from app.exam.draw import SAMPLE, Draw, proof_code
from app.exam.entry import Entry
from app.exam.paper import assemble, draw_clip_task, draw_sample
from app.exam.scheme import Scheme
from app.exam.vocabulary import body_of, seat


def draw_of(books: Books, sitting: Sitting, booking: Booking) -> Draw:
    """Return all draws of a booking.

    Raises:
        Refused: the sitting's secret does not match its commitment.
    """
    return Draw(books.sittings.secret(sitting.id), sitting.code, booking.admission_number)


def sample_proof(sitting: Sitting, draw: Draw, sample: str) -> str:
    """Return the short code shown under the sample that was turned over."""
    return proof_code(sitting.commitment, draw.label(SAMPLE), sample)


def draw_faults(scheme: Scheme, bank: Bank, draw: Draw, entries: Sequence[Entry]) -> list[tuple[int, str]]:
    """Recompute every draw of a seat's stream; return (seq, what differs) for each that is not as drawn."""
    faults: list[tuple[int, str]] = []
    language = "zh"
    for entry in entries:
        match body_of(entry):
            case seat.Opened() as opened:
                language = opened.language
            case seat.PaperIssued() as issued if issued.lines != assemble(bank, scheme, draw, language):
                faults.append((entry.seq, "the paper is not the one that the secret draws"))
            case seat.SampleDrawn() as drawn if (drawn.sample, drawn.order) != _sample(bank, draw):
                faults.append((entry.seq, "the sample is not the one that the secret draws"))
            case seat.ClipStarted() as started if started.task != draw_clip_task(bank, draw).id:
                faults.append((entry.seq, "the clip task is not the one that the secret draws"))
            case _:
                pass
    return faults


def _sample(bank: Bank, draw: Draw) -> tuple[str, tuple[str, ...]]:
    sample, order = draw_sample(bank, draw)
    return sample.id, order


def replay_draws(books: Books, attempt: str) -> list[str]:
    """Recompute every draw of an attempt; return one sentence for each that is not as the secret draws it."""
    booking = books.sittings.booking(attempt)
    sitting = books.sittings.get(booking.sitting)
    scheme, bank = books.releases.scheme(sitting.scheme), books.releases.bank(sitting.bank)
    entries = books.ledger.entries(f"{attempt}/seat")
    found = draw_faults(scheme, bank, draw_of(books, sitting, booking), entries) if entries else []
    return [f"entry {seq}: {reason}" for seq, reason in found]
