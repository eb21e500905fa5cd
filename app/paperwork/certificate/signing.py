"""Sign a PDF so that any reader can see whose it is and that nothing was changed.

Why this room exists: PAdES with the centre's own loaded key.  The signer that the library brings reads its
key anew for each document, ten times slower; and it estimates a signature's size by making one, a seventh of a
certificate's whole time.  Here the size is known: what a signature holds is the same for every document of a key.
"""

import io
from dataclasses import dataclass
from typing import Any

import aiohttp
from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import pdf_signer
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.exam.errors import Unavailable
from app.paperwork.certificate.keys import CertificateKeys

FIELD = "Signature"
_FRAME_BYTES = 1500
"""The signed attributes and the frame around them take some 500 bytes."""


class LoadedSigner(signers.Signer):
    """Signs with a key that was read once; RSA with SHA-256."""

    def __init__(self, key: rsa.RSAPrivateKey, chain: tuple[asn1_x509.Certificate, ...]) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(chain[1:])
        super().__init__(signing_cert=chain[0], cert_registry=registry, embed_roots=False)
        self._key, self._dry = key, bytes(key.key_size // 8)
        names = len(chain[0].issuer.dump()) + len(chain[0].subject.dump())
        enclosed = [each for each in chain if each is chain[0] or not each.self_issued]  # roots stay outside
        self.most_bytes = sum(len(each.dump()) for each in enclosed) + len(self._dry) + 3 * names + _FRAME_BYTES
        """What a signature without a timestamp takes at most."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign the attributes; for an estimate of the size no signature is made."""
        assert digest_algorithm == "sha256"
        return self._dry if dry_run else self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


class Timestamper(timestamps.HTTPTimeStamper):
    """Asks a server for timestamps; whatever else it answers is one failure, and no page of a parser's own."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:  # noqa: ANN401 - untyped there
        """Ask for a timestamp of a digest."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise timestamps.TimestampRequestError("The answer is no timestamp.") from error


@dataclass(frozen=True, slots=True)
class Signature:
    """How documents are signed here; with a timestamp address as PAdES-B-LTA, else as B-B."""

    signer: LoadedSigner
    roots: tuple[asn1_x509.Certificate, ...]
    timestamp_url: str = ""
    timestamp_roots: tuple[asn1_x509.Certificate, ...] = ()


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return a certificate as the PDF library wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def signature_of(
    keys: CertificateKeys, timestamp_url: str = "", timestamp_roots: tuple[x509.Certificate, ...] = ()
) -> Signature:
    """Load the keys for signing many documents."""
    signer = LoadedSigner(keys.signer, tuple(asn1(each) for each in keys.chain))
    roots = tuple(asn1(each) for each in keys.roots)
    return Signature(signer, roots, timestamp_url, tuple(asn1(each) for each in timestamp_roots))


def signed(archived: bytes, signature: Signature) -> bytes:
    """Sign an archived PDF.

    Raises:
        Unavailable: the timestamp server does not answer, or not with a timestamp that can be checked.
    Source: ETSI EN 319 142-1 (PAdES baseline signatures).
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(archived))
    timestamper = Timestamper(signature.timestamp_url) if signature.timestamp_url else None
    spec = fields.SigFieldSpec(FIELD, invis_sig_settings=fields.InvisSigSettings(set_print_flag=True))
    pdf_signer = signers.PdfSigner(_metadata(signature), signature.signer, timestamper=timestamper, new_field_spec=spec)
    reserved = None if timestamper else 2 * signature.signer.most_bytes  # written as hex digits
    try:
        return bytes(pdf_signer.sign_pdf(writer, bytes_reserved=reserved).getvalue())
    except (timestamps.TimestampRequestError, SigningError, aiohttp.ClientError, TimeoutError) as error:
        raise Unavailable(
            f"The timestamp server {signature.timestamp_url} gave no timestamp that can be checked.",
            advice="Check the address, the network and the server's root certificate, or issue without a timestamp.",
        ) from error


def _metadata(signature: Signature) -> Any:  # noqa: ANN401 - pyHanko carries no types
    common: dict[str, Any] = {
        "field_name": FIELD, "md_algorithm": "sha256", "subfilter": fields.SigSeedSubFilter.PADES,
        "certify": True, "docmdp_permissions": fields.MDPPerm.NO_CHANGES, "tight_size_estimates": False,
    }  # fmt: skip
    if not signature.timestamp_url:
        return signers.PdfSignatureMetadata(**common)
    context = ValidationContext(
        trust_roots=[*signature.roots, *signature.timestamp_roots], allow_fetching=False, revocation_mode="soft-fail"
    )
    return signers.PdfSignatureMetadata(
        **common, embed_validation_info=True, use_pades_lta=True, validation_context=context, dss_settings=_BEFORE
    )


_BEFORE = pdf_signer.DSSContentSettings(
    include_vri=False,
    next_ts_settings=pdf_signer.TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)
"""What checks the timestamps stands before the last of them, which covers the entire file: nothing is left unsigned."""
