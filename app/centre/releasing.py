"""Freeze a bank and its schemes, so that sittings can be planned with them."""

from collections.abc import Sequence

from app.centre.access import require
from app.centre.ports import Clock, Store
from app.centre.values import SignedIn
from app.exam.bank import Bank
from app.exam.entry import instant
from app.exam.roles import Act
from app.exam.scheme import Scheme


def release(store: Store, clock: Clock, by: SignedIn, bank: Bank, schemes: Sequence[Scheme]) -> list[tuple[str, str]]:
    """Keep a checked bank and its schemes under their digests; return (name, digest) of each.

    Raises:
        Refused: not an administrator.
    """
    require(by, Act.RELEASE_BANK)
    at = instant(clock.now())
    with store.writing() as books:
        kept = [(f"bank {bank.id} version {bank.version}", books.releases.keep_bank(bank, released_at=at))]
        for scheme in schemes:
            digest = books.releases.keep_scheme(scheme, released_at=at)
            kept.append((f"scheme {scheme.id} version {scheme.version}", digest))
    return kept
