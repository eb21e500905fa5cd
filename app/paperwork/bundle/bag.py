"""What makes an archive a bag: the manifests, the signature, and their one spelling.

Why this room exists: writer and checker must derive the same bytes from the same files; so both call these functions
and the checker compares whole files, never fields.

Source: RFC 8493 (BagIt 1.0): ``bagit.txt``, ``bag-info.txt``, ``manifest-sha256.txt``, ``tagmanifest-sha256.txt``,
payload under ``data/``.  ``kaobo-signature.txt`` is a tag file outside the tag manifest, as it signs that manifest.
"""

from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.exam.errors import Refused
from app.paperwork.bundle.archive import Member

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
SIGNATURE = "kaobo-signature.txt"
TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
TAG_MANIFEST = "tagmanifest-sha256.txt"
OWNER = "External-Identifier"
_PURPOSE = b"kaobo/bundle/1\n"


def manifest(members: Iterable[Member], base: str) -> bytes:
    """Return a manifest of members, their paths relative to the bag's folder, sorted."""
    lines = sorted((member.name.removeprefix(f"{base}/"), member.digest) for member in members)
    return "".join(f"{digest}  {_escaped(path)}\n" for path, digest in lines).encode()


def _escaped(path: str) -> str:
    """Escape what a manifest's line cannot hold.  Source: RFC 8493, 2.1.3."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def bag_info(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return ``bag-info.txt``; values stand on one line."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in pairs).encode()


def folder(admission_number: str) -> str:
    """Return the name of the bag's folder; no manifest holds it, so it must follow from what is signed."""
    return f"kaobo-{admission_number}"


def folder_fault(info: bytes, base: str) -> str:
    """Return what is wrong with a folder's name beside a signed ``bag-info.txt``; empty when it is the candidate's."""
    lines = (line.partition(": ") for line in info.decode("utf-8", "replace").split("\n"))
    number = next((value for name, _, value in lines if name == OWNER), "")
    return "" if base == folder(number) else f"the folder {base} is not that of the candidate {number}"


def signed_digest(tag_manifest: bytes) -> str:
    """Return the hex digest that the centre's key signs: SHA-256 of a purpose line and the tag manifest."""
    return sha256(_PURPOSE + tag_manifest).hexdigest()


def signature_file(public: bytes, signature: str) -> bytes:
    """Return ``kaobo-signature.txt``."""
    lines = (
        "Signature over SHA-256 of the line 'kaobo/bundle/1' and tagmanifest-sha256.txt (Ed25519, RFC 8032).",
        f"Public-Key: {public.hex()}",
        f"Signature: {signature}",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def signature_fault(written: bytes, tag_manifest: bytes, keys: Iterable[bytes]) -> str:
    """Return what is wrong with a signature file; empty when one of the keys signed the tag manifest."""
    try:
        fields = dict(line.split(": ", 1) for line in written.decode("ascii").splitlines()[1:])
        public, signature = bytes.fromhex(fields["Public-Key"]), fields["Signature"]
    except (UnicodeDecodeError, ValueError, KeyError):
        return "the signature file cannot be read"
    if signature_file(public, signature) != written:
        return "the signature file is not in its one spelling"
    if public not in set(keys):
        return f"it is signed with the key {public.hex()[:16]}…, which is not the centre's"
    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return "the signature is not in its one spelling"
        Ed25519PublicKey.from_public_bytes(public).verify(raw, bytes.fromhex(signed_digest(tag_manifest)))
    except (InvalidSignature, ValueError):
        return "the signature does not fit the manifest"
    return ""


def public_keys(written: str) -> list[bytes]:
    """Return the raw public keys (64 hex digits each) in a text: one key, or a list of stations with their names.

    Raises:
        Refused: there is none.
    """
    words = written.split()
    keys = [bytes.fromhex(word) for word in words if len(word) == 64 and set(word) <= set("0123456789abcdef")]
    if not keys:
        raise Refused("There is no public key in what was given.", advice="Give 64 hex digits, or a file with them.")
    return keys
