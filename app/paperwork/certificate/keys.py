"""The keys that certificates are signed with, and what strangers need to check them.

Why this room exists: a certificate is worth what its keys are worth.  The private ones lie in files that only
Kaobo's own user may read; the public ones of all times stay listed, so that old certificates still check
after a key was renewed.

``signer.key`` and ``signer.pem`` (with its chain) sign PDFs; ``authority.key`` is the self-made authority's,
where there is one; ``roots.pem`` lists the roots that are trusted here; ``qr.key`` is the Ed25519 seed for QR codes
and the revocation list; ``qr.txt`` lists its public keys, newest first: key id, public key, centre.
"""

import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.exam.errors import Refused, Unavailable
from app.paperwork.certificate.cose import key_id_of

RSA_BITS = 3072
_SIGNER_YEARS, _AUTHORITY_YEARS = 10, 25
_RESTORE = "Restore the keys folder from its copy."


@dataclass(frozen=True, slots=True)
class QrKey:
    """A public key that certificates' QR codes are checked with, and whose it is."""

    public: bytes
    centre: str

    @property
    def key_id(self) -> bytes:
        """The 8 bytes that name it."""
        return key_id_of(self.public)


@dataclass(frozen=True, slots=True, repr=False)
class CertificateKeys:
    """All keys for certificates.  ``chain`` begins with the signer's own certificate."""

    signer: rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...]
    roots: tuple[x509.Certificate, ...]
    qr: Ed25519PrivateKey
    qr_keys: tuple[QrKey, ...]

    def require_valid_on(self, day: date) -> None:
        """Refuse to sign with a certificate that has ended: no reader would take the signature.

        Raises:
            Refused: as said.
        """
        last = self.chain[0].not_valid_after_utc.date()
        if day > last:
            raise Refused(
                f"The signing certificate of this centre was valid until {last}.",
                advice="Renew it with: kaobo keys new --renew, or import a new one: kaobo keys import",
                zh=(
                    f"本考点的签名证书已于 {last} 到期。",
                    "请用 kaobo keys new --renew 更新，或用 kaobo keys import 导入新证书。",
                ),
            )

    @property
    def public_qr_keys(self) -> Mapping[bytes, bytes]:
        """Raw public keys by key id."""
        return {key.key_id: key.public for key in self.qr_keys}


def create_keys(folder: Path, centre: str, at: datetime, *, renew: bool = False) -> CertificateKeys:
    """Make a self-signed authority, a signer under it and a QR key.

    Args:
        centre: the issuer's name, as it stands in the certificates and on the checking page.
        renew: put new keys beside the old public ones, which stay trusted; the old folder is kept aside.

    Raises:
        Refused: there are keys already and ``renew`` was not asked for, or the name is empty or too long.
        Unavailable: they cannot be written.
    """
    name = centre.strip()
    if not name or len(name) > 64:
        raise Refused("The issuer's name must have 1 to 64 characters.", advice="Give it with --centre.")
    earlier = _earlier(folder, renew)
    authority_key = _new_rsa()
    authority = _authority(authority_key, name, at)
    signer_key = _new_rsa()
    signer = _signer(signer_key, name, authority, authority_key, at)
    private = {"authority.key": _pem(authority_key), "signer.key": _pem(signer_key)}
    _write_folder(folder, private, (signer, authority), _with_qr(earlier, name, new_qr=True), (authority,), earlier)
    return open_keys(folder)


def import_keys(folder: Path, path: Path, password: str, centre: str, at: datetime) -> CertificateKeys:
    """Take a bought signing certificate from a PKCS#12 file; QR keys and trusted roots stay as they are.

    Raises:
        Refused: it is no PKCS#12 file, the password is wrong, its certificate is not valid at ``at``, or its key
            cannot sign archive documents.
        Unavailable: a file cannot be read or written.
    """
    key, chain = _bought(path, password)
    _require_usable(path.name, chain[0], at)
    earlier = _earlier(folder, True)
    root = next((each for each in chain if each.issuer == each.subject), chain[-1])
    name = centre.strip() or _common_name(chain[0])
    _write_folder(folder, {"signer.key": _pem(key)}, chain, _with_qr(earlier, name, new_qr=False), (root,), earlier)
    return open_keys(folder)


def open_keys(folder: Path) -> CertificateKeys:
    """Read the keys.

    Raises:
        Refused: there are none yet, others may read them, or a file is not a key.
    """
    if not folder.is_dir():
        raise Refused(
            "This centre has no certificate keys yet.",
            advice="Make them with: kaobo keys new --centre NAME",
            zh=("本考点尚未生成证书密钥。", "请运行：kaobo keys new --centre 机构名称"),
        )
    _check_private(folder)
    for name in ("signer.key", "qr.key"):
        _check_private(folder / name)
    try:
        signer = serialization.load_pem_private_key((folder / "signer.key").read_bytes(), password=None)
        qr = Ed25519PrivateKey.from_private_bytes((folder / "qr.key").read_bytes())
        chain = tuple(x509.load_pem_x509_certificates((folder / "signer.pem").read_bytes()))
        roots = tuple(x509.load_pem_x509_certificates((folder / "roots.pem").read_bytes()))
        qr_keys = _qr_keys((folder / "qr.txt").read_text(encoding="utf-8"))
    except OSError as error:
        raise Unavailable(f"The certificate keys in {folder} cannot be read.", advice=_RESTORE) from error
    except ValueError as error:
        raise Refused(f"A file in {folder} is not a key: {error}.", advice=_RESTORE) from error
    if not isinstance(signer, rsa.RSAPrivateKey):
        raise Refused(f"The key in {folder / 'signer.key'} is not an RSA key.", advice=_RESTORE)
    return CertificateKeys(signer, chain, roots, qr, qr_keys)


def certificates_in(content: bytes, name: str) -> tuple[x509.Certificate, ...]:
    """Read certificates from a PEM or DER file.

    Raises:
        Refused: there is none in it.
    """
    try:
        if b"-----BEGIN" in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except ValueError as error:
        raise Refused(f"{name} holds no certificate.", advice="Give a PEM or DER file (.pem, .crt, .cer).") from error


def _earlier(folder: Path, renew: bool) -> CertificateKeys | None:
    if not folder.exists():
        return None
    if not renew:
        raise Refused(
            f"There are certificate keys in {folder} already.",
            advice="Use them, or renew them with: kaobo keys new --renew",
        )
    return open_keys(folder)


def _with_qr(earlier: CertificateKeys | None, centre: str, *, new_qr: bool) -> tuple[bytes, tuple[QrKey, ...]]:
    """Return the seed for QR codes and all public keys, newest first."""
    if earlier is not None and not new_qr:
        return earlier.qr.private_bytes_raw(), earlier.qr_keys
    key = Ed25519PrivateKey.generate()
    own = QrKey(key.public_key().public_bytes_raw(), centre)
    return key.private_bytes_raw(), (own, *(earlier.qr_keys if earlier else ()))


def _new_rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def _name(whole: str, after: str = "") -> x509.Name:
    """Return a name whose common part is cut to 64 bytes; the whole then stands as the organisation.

    Source: X.520 allows 64 characters; libraries count bytes, of which a Chinese character has three.
    """
    common = whole.encode()[: 64 - len(after)].decode(errors="ignore") + after
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if common != whole + after:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, whole))
    return x509.Name(parts)


def _common_name(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for each in certificate.subject.get_attributes_for_oid(kind):
            if str(each.value).strip():
                return " ".join(str(each.value).split())
    raise Refused("The certificate names nobody.", advice="Give the issuer's name with --centre.")


def _authority(key: rsa.RSAPrivateKey, centre: str, at: datetime) -> x509.Certificate:
    name = _name(centre, " Kaobo CA")
    builder = _builder(name, name, key, at, _AUTHORITY_YEARS)
    usage = _usage(key_cert_sign=True, crl_sign=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _signer(
    key: rsa.RSAPrivateKey, centre: str, authority: x509.Certificate, authority_key: rsa.RSAPrivateKey, at: datetime
) -> x509.Certificate:
    builder = _builder(_name(centre), authority.subject, key, at, _SIGNER_YEARS)
    above = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    known = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above)
    usage = _usage(digital_signature=True, content_commitment=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(known, critical=False).add_extension(usage, critical=True)
    return builder.sign(authority_key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, at: datetime, years: int
) -> x509.CertificateBuilder:
    start = at.replace(microsecond=0)
    public = key.public_key()
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
    builder = builder.not_valid_after(start + timedelta(days=365 * years))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def _bought(path: Path, password: str) -> tuple[rsa.RSAPrivateKey, tuple[x509.Certificate, ...]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path} cannot be read.", advice="Check the path and its rights.") from error
    try:
        key, own, others = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except ValueError as error:
        raise Refused(
            f"{path.name} does not open as PKCS#12 with this password.", advice="Check the file and the password."
        ) from error
    if own is None or key is None:
        raise Refused(f"{path.name} lacks its certificate or its key.", advice="Export both into one file.")
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < 2048:
        raise Refused(
            f"{path.name} holds no RSA key of 2048 bits or more.",
            advice="Ask for an RSA certificate: elliptic-curve signatures are outside PDF/A-2.",
        )
    return key, _ordered(own, others)


def _require_usable(file: str, own: x509.Certificate, at: datetime) -> None:
    """Refuse a certificate whose signatures no reader would take."""
    if not own.not_valid_before_utc <= at <= own.not_valid_after_utc:
        raise Refused(
            f"The certificate in {file} is valid from {own.not_valid_before_utc:%Y-%m-%d} "
            f"to {own.not_valid_after_utc:%Y-%m-%d} only.",
            advice="Ask its issuer for a renewed one.",
        )
    with suppress(x509.ExtensionNotFound):
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise Refused(
                f"The certificate in {file} may not sign documents.",
                advice="Ask for one whose key usage holds digital signature.",
            )


def _ordered(own: x509.Certificate, others: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    chain, left = [own], list(others)
    while above := next((each for each in left if each.subject == chain[-1].issuer), None):
        chain.append(above)
        left.remove(above)
    return tuple(chain)


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _certificates(chain: Sequence[x509.Certificate]) -> bytes:
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain)


def _write_folder(
    folder: Path,
    private: Mapping[str, bytes],
    chain: Sequence[x509.Certificate],
    qr: tuple[bytes, tuple[QrKey, ...]],
    roots: Sequence[x509.Certificate],
    earlier: CertificateKeys | None,
) -> None:
    """Write all files into a new folder that then takes its place whole; an older one is kept aside."""
    all_roots = dict.fromkeys((*roots, *(earlier.roots if earlier else ())))
    listed = "".join(f"{key.key_id.hex()} {key.public.hex()} {key.centre}\n" for key in qr[1])
    files = {
        **private, "signer.pem": _certificates(chain), "roots.pem": _certificates(tuple(all_roots)), "qr.key": qr[0],
        "qr.txt": listed.encode(),
    }  # fmt: skip
    mark = secrets.token_hex(4)
    growing = folder.with_name(f".{folder.name}-{mark}")
    try:
        growing.mkdir(mode=0o700, parents=True)
        for name, content in files.items():
            _write(growing / name, content)
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}-before-{mark}"))
        growing.rename(folder)
    except OSError as error:
        raise Unavailable(
            f"The certificate keys cannot be written to {folder}.", advice="Check the disk and its rights."
        ) from error


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _check_private(path: Path) -> None:
    if os.name == "nt":  # the user's own profile is private there
        return
    try:
        mode = path.stat().st_mode & 0o777
    except OSError as error:
        raise Unavailable(f"The certificate keys are incomplete: {path.name} is missing.", advice=_RESTORE) from error
    if mode & 0o077:
        raise Refused(
            f"Other users of this machine may read {path} (its rights are {mode:o}).",
            advice=f"Run: chmod {'700' if path.is_dir() else '600'} {path}",
        )


def _qr_keys(text: str) -> tuple[QrKey, ...]:
    keys = []
    for line in filter(None, text.splitlines()):
        written, public, centre = line.split(" ", 2)
        key = QrKey(bytes.fromhex(public), centre)
        if len(key.public) != 32 or key.key_id.hex() != written:
            raise ValueError(f"{written} in qr.txt does not name its key")
        keys.append(key)
    if not keys:
        raise ValueError("qr.txt is empty")
    return tuple(keys)
