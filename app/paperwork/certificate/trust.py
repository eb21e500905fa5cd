"""What a stranger needs to check certificates: public keys, trusted roots, and the revocation list.

Why this room exists: checking must work without this centre's database; everything public goes into one
small file that can be handed on, and the list inside is signed and dated, so that nobody shortens it.

The list is a COSE_Sign1 over the CBOR map {0: 1, 1: moment (seconds since 1970), 2: [[number, day], ...] sorted,
3: [[number, edition, day], ...] sorted}: 2 are the revoked numbers; of those of 3 only that edition, or a later one,
is still valid since that day.  A list of before 3 was written has none.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.centre.certificate_ports import RegisterLine
from app.exam.errors import Refused
from app.paperwork.certificate import cose
from app.paperwork.certificate.keys import CertificateKeys, QrKey

PURPOSE = "kaobo/revocations/1"
_EPOCH = date(1970, 1, 1)
_FORMAT = "kaobo-trust/1"


@dataclass(frozen=True, slots=True)
class Revocations:
    """Which numbers are revoked, since which day, as of a moment; and which editions were replaced."""

    as_of: datetime
    days: Mapping[str, date]
    newest: Mapping[str, tuple[int, date]]
    """The edition that a reissue made, by number, and the day of that reissue."""

    def replaced_on(self, number: str, edition: int) -> date | None:
        """Return the day of the reissue that replaced an edition, if one did."""
        newest, day = self.newest.get(number, (0, None))
        return day if edition < newest else None


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything public.  ``signed_list`` is the revocation list as signed."""

    qr_keys: tuple[QrKey, ...]
    roots: tuple[x509.Certificate, ...]
    signed_list: bytes

    @property
    def public_qr_keys(self) -> Mapping[bytes, bytes]:
        """Raw public keys by key id."""
        return {key.key_id: key.public for key in self.qr_keys}

    def revocations(self) -> Revocations:
        """Check the list's signature and read it.

        Raises:
            Refused: it was changed, or another centre signed it.
        """
        return read_list(self.signed_list, self.public_qr_keys)


def signed_list(lines: Sequence[RegisterLine], key: Ed25519PrivateKey, at: datetime) -> bytes:
    """Write and sign the revocation list of the register's revoked and reissued lines."""
    revoked = sorted([line.number, _days(line.revoked_on)] for line in lines if line.revoked_on)
    replaced = sorted(
        [line.number, line.edition, _days(line.reissued_on)] for line in lines if line.edition and not line.revoked_on
    )
    return cose.sign({0: 1, 1: int(at.timestamp()), 2: revoked, 3: replaced}, key, PURPOSE)


def _days(on: str) -> int:
    return (date.fromisoformat(on) - _EPOCH).days


def read_list(message: bytes, keys: Mapping[bytes, bytes]) -> Revocations:
    """Check and read a revocation list.

    Raises:
        Refused: it is none, was changed, or another centre signed it.
    """
    payload = cose.checked(message, keys, PURPOSE)
    try:
        assert isinstance(payload, dict)
        days = {str(number): _EPOCH + timedelta(days=int(day)) for number, day in payload[2]}
        newest = {
            str(number): (int(edition), _EPOCH + timedelta(days=int(day)))
            for number, edition, day in payload.get(3, [])
        }
        return Revocations(datetime.fromtimestamp(payload[1], UTC), days, newest)
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise cose.NotCose("This is not a revocation list.", advice="Ask the centre for its list.") from error


def trust_of(keys: CertificateKeys, lines: Sequence[RegisterLine], at: datetime) -> Trust:
    """Gather what is public, with a fresh list of the register's revoked and reissued lines."""
    return Trust(keys.qr_keys, keys.roots, signed_list(lines, keys.qr, at))


def written_trust(trust: Trust) -> str:
    """Write a trust file (JSON)."""
    content = {
        "format": _FORMAT,
        "qr_keys": [
            {"id": key.key_id.hex(), "public": key.public.hex(), "centre": key.centre} for key in trust.qr_keys
        ],
        "roots": [each.public_bytes(serialization.Encoding.PEM).decode() for each in trust.roots],
        "revocations": base64.b64encode(trust.signed_list).decode(),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_trust(content: bytes, name: str) -> Trust:
    """Read a trust file.

    Raises:
        Refused: it is none, or its list is not signed by one of its keys.
    """
    try:
        found = json.loads(content)
        if found["format"] != _FORMAT:
            raise ValueError(found["format"])
        keys = tuple(QrKey(bytes.fromhex(each["public"]), str(each["centre"])) for each in found["qr_keys"])
        roots = tuple(x509.load_pem_x509_certificate(each.encode()) for each in found["roots"])
        trust = Trust(keys, roots, base64.b64decode(found["revocations"], validate=True))
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, RecursionError) as error:
        raise Refused(
            f"{name} is not a trust file of Kaobo.", advice="Ask the centre for the file beside its checking page."
        ) from error
    trust.revocations()
    return trust
