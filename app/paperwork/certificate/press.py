"""The press: from facts to a signed document and the credential beside it.

Why this room exists: the order (draw, archive, sign) and what is loaded once for many certificates stand in
one place; the jobs know only the port.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from app.centre.certificate_ports import CertificateFacts, PrintedCertificate
from app.paperwork.certificate import badge, qr
from app.paperwork.certificate.archive import archived
from app.paperwork.certificate.drawing import Language, Pictures, check, draw, opened_picture
from app.paperwork.certificate.keys import CertificateKeys
from app.paperwork.certificate.layout import Layout, load_layout
from app.paperwork.certificate.signing import signature_of, signed
from app.resources import asset


def shipped_layout(name: str) -> Layout:
    """Load one of the layouts that Kaobo ships: ``dignified`` or ``plain``."""
    return load_layout(asset("certificates", f"{name}.toml"))


@dataclass(frozen=True, slots=True)
class Style:
    """A centre's choices; the layout is the shipped default where none is given, ``seal`` a picture's bytes."""

    layout: Layout | None = None
    language: Language = Language.BOTH
    seal: bytes | None = None
    timestamp_url: str = ""
    timestamp_roots: tuple[x509.Certificate, ...] = ()


class Press:
    """The port ``CertificatePress``.

    Raises:
        Refused: the seal is no picture.
    """

    def __init__(self, keys: CertificateKeys, style: Style) -> None:
        self._keys, self._language = keys, style.language
        self._layout = style.layout or shipped_layout("dignified")
        self._seal = opened_picture(style.seal, "seal") if style.seal else None
        self._signature = signature_of(keys, style.timestamp_url, style.timestamp_roots)

    def check(self, facts: CertificateFacts) -> None:
        """Refuse facts that cannot be printed, by name, and a signature that no reader would take (see the port)."""
        self._keys.require_valid_on(facts.reissued_on or facts.issued_on)
        check(self._layout, facts, self._language)

    def print(self, facts: CertificateFacts, photo: bytes | None, at: datetime) -> PrintedCertificate:
        """Draw, archive and sign a certificate (see the port)."""
        self._keys.require_valid_on(facts.reissued_on or facts.issued_on)
        text = qr.written(qr.claims_of(facts), self._keys.qr)
        pictures = Pictures(opened_picture(photo, "photo") if photo else None, self._seal, qr.picture_of(text))
        drawn = draw(self._layout, facts, self._language, pictures)
        pdf = signed(archived(drawn, at), self._signature)
        document = hashlib.sha256(pdf).hexdigest()
        return PrintedCertificate(pdf, document, text, badge.credential(facts, self._keys.qr, at))
