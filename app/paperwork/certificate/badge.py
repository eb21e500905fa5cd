"""An Open Badges 3.0 credential beside each certificate, for those who keep one in a wallet.

Why this room exists: the same facts as the certificate, signed with the same Ed25519 key, in the form that
other people's software reads: a verifiable credential with an ``eddsa-jcs-2022`` proof.

Source: Open Badges 3.0; W3C Verifiable Credentials 2.0; W3C Data Integrity EdDSA Cryptosuites 1.0, 3.3; RFC 8785.
"""

import hashlib
import json
from datetime import UTC, date, datetime, time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.centre.certificate_ports import CertificateFacts
from app.exam.canonical import Plain, canonical

_CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
"""Marks a raw Ed25519 public key.  Source: the multicodec table."""


def credential(facts: CertificateFacts, key: Ed25519PrivateKey, at: datetime) -> bytes:
    """Return a certificate's signed credential, JSON in UTF-8."""
    name = multikey(key.public_key())
    issuer = f"did:key:{name}"
    unsigned = _unsigned(facts, issuer)
    options: dict[str, Plain] = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": _moment(at),
        "verificationMethod": f"{issuer}#{name}", "proofPurpose": "assertionMethod",
    }  # fmt: skip
    proof_value = "z" + base58(key.sign(_hashes(unsigned, options)))
    whole = {**unsigned, "proof": {**options, "proofValue": proof_value}}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def holds(content: bytes, public: bytes) -> bool:
    """Tell whether a credential was signed with a raw public key and not changed since."""
    try:
        whole = json.loads(content)
        proof = whole.pop("proof")
        value = proof.pop("proofValue")
        signature = unbase58(value.removeprefix("z"))
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _hashes(whole, proof))
    except (InvalidSignature, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return bool(value.startswith("z"))


def multikey(public: Ed25519PublicKey) -> str:
    """Return a public key's multibase name."""
    return "z" + base58(_ED25519 + public.public_bytes_raw())


def base58(content: bytes) -> str:
    """Write bytes in base 58, Bitcoin's letters."""
    number, digits = int.from_bytes(content), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _LETTERS[digit] + digits
    return _LETTERS[0] * (len(content) - len(content.lstrip(b"\0"))) + digits


def unbase58(text: str) -> bytes:
    """Read what ``base58`` wrote.  Raises ValueError for another letter."""
    number = 0
    for letter in text:
        number = number * 58 + _LETTERS.index(letter)
    zeros = len(text) - len(text.lstrip(_LETTERS[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def _hashes(unsigned: dict[str, Plain], options: dict[str, Plain]) -> bytes:
    own = {**options, "@context": unsigned["@context"]}
    return hashlib.sha256(canonical(own)).digest() + hashlib.sha256(canonical(unsigned)).digest()


def _unsigned(facts: CertificateFacts, issuer: str) -> dict[str, Plain]:
    number = f"urn:kaobo:certificate:{facts.number}"
    identifier: Plain = {
        "type": "IdentityObject", "hashed": False, "identityHash": facts.holder, "identityType": "name",
    }  # fmt: skip
    achievement: Plain = {
        "id": f"urn:kaobo:ability:{hashlib.sha256(facts.ability.zh.encode()).hexdigest()[:16]}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": f"{facts.title.zh}　{facts.ability.zh}",
        "description": f"{facts.title.en}: {facts.ability.en}",
        "criteria": {"narrative": f"经考核，具备“{facts.ability.zh}”专项职业能力。Passed the assessment."},
    }
    return {
        "@context": list(_CONTEXTS),
        "id": number if not facts.edition else f"{number}:{facts.edition}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{facts.title.zh} {facts.number}",
        "issuer": {"id": issuer, "type": ["Profile"], "name": facts.issuer.zh},
        "validFrom": _moment(_noon(facts.issued_on)),
        "credentialSubject": {
            "type": ["AchievementSubject"], "identifier": [identifier], "achievement": achievement,
        },
    }  # fmt: skip


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
