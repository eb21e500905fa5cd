"""The keys of a centre: files that only Kaobo's own user may read.

Why this room exists: what the keys protect lies in the database; the keys lie outside it, so that a stolen
database or backup alone tells nobody's name, and a stolen signature cannot be made.

``centre.key`` wraps every candidate's data key and seals draw secrets; ``lookup.key`` makes the keyed hashes
by which people are found; ``station.key`` is this station's Ed25519 seed; ``stations.txt`` lists the public
keys of all stations whose seals this centre accepts: key id, public key, name, one station a line.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.exam.errors import Refused, Unavailable

_KEY_BYTES = 32
_FILES = ("centre.key", "lookup.key", "station.key")
_STATIONS = "stations.txt"


class StationSigner:
    """This station's Ed25519 key: the port ``StationKey``."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the raw public key."""
        return key_id_of(self.public)

    def sign(self, digest: str) -> str:
        """Sign the 32 bytes of a hex digest; return 128 hex digits.  Source: RFC 8032."""
        return self._key.sign(bytes.fromhex(digest)).hex()


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """All keys of an opened home.  ``stations`` holds raw public keys by key id."""

    centre: bytes
    lookup: bytes
    station: StationSigner
    stations: Mapping[str, bytes]

    def hashed(self, purpose: str, content: str) -> bytes:
        """Return the keyed hash (HMAC-SHA256) by which ``content`` is found again."""
        return hmac.new(self.lookup, f"kaobo/{purpose}/1\n{content}".encode(), hashlib.sha256).digest()

    def knows(self, key_id: str) -> bool:
        """Tell whether this centre accepts seals of that station key."""
        return key_id in self.stations

    def signed(self, key_id: str, digest: str, signature: str) -> bool:
        """Tell whether a known station signed a digest."""
        return self.knows(key_id) and verify(self.stations[key_id], digest, signature)


def key_id_of(public: bytes) -> str:
    """Return the id of a raw public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def verify(public: bytes, digest: str, signature: str) -> bool:
    """Tell whether the holder of a raw public key signed a digest (64 hex digits).

    The signature must be spelled as ``StationKey.sign`` spells it: 128 lower-case hex digits.
    """
    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return False
        Ed25519PublicKey.from_public_bytes(public).verify(raw, bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def create_keys(folder: Path, *, station_name: str = "station 1") -> None:
    """Make a new set of keys in a new folder; the folder appears whole or not at all.

    Raises:
        Refused: the folder is there already.
        Unavailable: it cannot be written.
    """
    if folder.exists():
        raise Refused(f"There are keys in {folder} already.", advice="Keep them: nothing opens without them.")
    growing = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        growing.mkdir(mode=0o700, parents=True)
        for name in _FILES:
            _write(growing / name, secrets.token_bytes(_KEY_BYTES))
        public = StationSigner((growing / "station.key").read_bytes()).public
        _write(growing / _STATIONS, f"{key_id_of(public)} {public.hex()} {station_name}\n".encode())
        growing.rename(folder)
    except OSError as error:
        raise Unavailable(
            f"The keys cannot be written to {folder}.", advice="Check the disk and its rights."
        ) from error


def open_keys(folder: Path) -> Keys:
    """Read the keys of a home.

    Raises:
        Refused: somebody else may read them, or a file is not a key.
        Unavailable: they are not there.
    """
    _check_private(folder)
    centre, lookup, station = (_key(folder / name) for name in _FILES)
    return Keys(centre, lookup, StationSigner(station), _stations(folder / _STATIONS))


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _key(path: Path) -> bytes:
    content = _read(path)
    if len(content) != _KEY_BYTES:
        raise Refused(f"{path} is not a key: it has {len(content)} bytes instead of 32.", advice=_RESTORE)
    return content


_RESTORE = "Restore the keys folder from its copy."


def _read(path: Path) -> bytes:
    try:
        _check_private(path)
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"The key file {path} cannot be read.", advice=_RESTORE) from error


def _check_private(path: Path) -> None:
    """Refuse what others may read.  Windows keeps rights in another way: the user's own profile is private."""
    if os.name == "nt":
        return
    try:
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        raise Unavailable(f"The keys are missing: {path} is not there.", advice=_RESTORE) from error
    if mode & 0o077:
        wanted = "700" if path.is_dir() else "600"
        raise Refused(
            f"Other users of this machine may read {path} (its rights are {mode:o}).",
            advice=f"Run: chmod {wanted} {path}",
        )


def _stations(path: Path) -> Mapping[str, bytes]:
    known: dict[str, bytes] = {}
    for number, line in enumerate(_read(path).decode("utf-8", "replace").splitlines(), start=1):
        words = line.split(maxsplit=2)
        if not words:
            continue
        public = _public(words[1] if len(words) > 1 else "")
        if public is None or key_id_of(public) != words[0]:
            raise Refused(f"{path}, line {number}: this is not a station's public key.", advice=_RESTORE)
        known[words[0]] = public
    return known


def _public(written: str) -> bytes | None:
    try:
        raw = bytes.fromhex(written)
    except ValueError:
        return None
    return raw if len(raw) == _KEY_BYTES else None
