"""poppler calls the signature valid, and not after any change; bought keys and timestamps work."""

import re
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from random import Random

import pytest
from asn1crypto import cms, tsp
from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.timestamps import DummyTimeStamper

from app.exam.errors import Refused, Unavailable
from app.paperwork.certificate.der import der_bytes
from app.paperwork.certificate.documents import check_document
from app.paperwork.certificate.keys import _usage, certificates_in, create_keys, import_keys, open_keys
from app.paperwork.certificate.press import Press, Style
from app.paperwork.certificate.signing import asn1
from tests.paperwork.certificate.conftest import AT, FACTS, ISSUER


def pdfsig(pdf: bytes, folder) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, check=False).stdout.decode()


def test_poppler_finds_one_valid_signature_over_the_total_document(printed, tmp_path):
    said = pdfsig(printed, tmp_path)
    for wanted in ("ETSI.CAdES.detached", "Total document signed", "Signature is Valid", ISSUER, "SHA-256"):
        assert wanted in said


@pytest.mark.parametrize("part", [3, 5, 9])
def test_poppler_does_not_call_a_changed_document_valid(printed, tmp_path, part):
    changed = bytearray(printed)
    changed[len(changed) * part // 20] ^= 1
    assert "Signature is Valid" not in pdfsig(bytes(changed), tmp_path)


def test_the_room_kept_for_a_signature_is_enough_for_the_longest_name(tmp_path):
    keys = create_keys(tmp_path / "certificates", "长" * 64, AT)
    pdf = Press(keys, Style()).print(FACTS, None, AT).pdf
    assert check_document(pdf, keys.roots).signer == "长" * 64
    (held,) = re.findall(rb"/Contents <([0-9A-F]{2000,})>", pdf)
    assert 600 < len(held) - len(held.rstrip(b"0")) < 6000  # some are left over, and not too many


def test_the_signer_must_be_trusted(printed, keys, foreign_keys):
    assert check_document(printed, keys.roots).valid
    found = check_document(printed, foreign_keys.roots)
    assert not found.valid
    assert "somebody else" in found.reason


def test_key_files_are_private_and_others_are_refused(tmp_path):
    folder = tmp_path / "certificates"
    create_keys(folder, ISSUER, AT)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    with pytest.raises(Refused, match="already"):
        create_keys(folder, ISSUER, AT)
    (folder / "signer.key").chmod(0o644)
    with pytest.raises(Refused, match="Other users"):
        open_keys(folder)


def test_renewed_keys_still_trust_what_the_older_ones_signed(tmp_path):
    folder = tmp_path / "certificates"
    old = create_keys(folder, ISSUER, AT)
    pdf = Press(old, Style()).print(FACTS, None, AT).pdf
    new = create_keys(folder, ISSUER, AT + timedelta(days=900), renew=True)
    assert new.qr_keys[1:] == old.qr_keys
    assert new.chain[0] != old.chain[0]
    assert check_document(pdf, new.roots).valid
    assert len(list(tmp_path.iterdir())) == 2


def test_missing_or_broken_keys_are_told(tmp_path):
    with pytest.raises(Refused, match="no certificate keys"):
        open_keys(tmp_path / "nowhere")
    create_keys(tmp_path / "certificates", ISSUER, AT)
    (tmp_path / "certificates" / "signer.pem").write_text("no certificate")
    with pytest.raises(Refused, match="not a key"):
        open_keys(tmp_path / "certificates")
    for name in ("", "长" * 65):
        with pytest.raises(Refused, match="1 to 64"):
            create_keys(tmp_path / "other", name, AT)


def certificate(subject: str, public, issuer: str, key, *, ca=False, timestamping=False) -> x509.Certificate:
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in (subject, issuer)]
    built = x509.CertificateBuilder(names[1], names[0], public, x509.random_serial_number())
    built = built.not_valid_before(AT - timedelta(days=30)).not_valid_after(AT + timedelta(days=4000))
    built = built.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if timestamping:
        usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(usage, critical=True)
    return built.sign(key, hashes.SHA256())


def test_a_bought_certificate_is_imported_with_its_chain(tmp_path):
    root_key, own_key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = certificate("Bought Root", root_key.public_key(), "Bought Root", root_key, ca=True)
    own = certificate("人社局", own_key.public_key(), "Bought Root", root_key)
    file = tmp_path / "bought.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", own_key, own, [root], serialization.BestAvailableEncryption(b"pw"))
    )
    with pytest.raises(Refused, match="password"):
        import_keys(tmp_path / "certificates", file, "wrong", "", AT)
    keys = import_keys(tmp_path / "certificates", file, "pw", "", AT)
    assert keys.qr_keys[0].centre == "人社局"
    pdf = Press(keys, Style()).print(FACTS, None, AT).pdf
    assert check_document(pdf, keys.roots).signer == "人社局"
    assert "Signature is Valid" in pdfsig(pdf, tmp_path)


def test_an_elliptic_key_is_refused_because_it_breaks_the_archive_form(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    own = certificate("EC", key.public_key(), "EC", key)
    file = tmp_path / "ec.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, own, None, serialization.NoEncryption()))
    with pytest.raises(Refused, match="RSA"):
        import_keys(tmp_path / "certificates", file, "", "", AT)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("expired", "valid from 2026-05-05 to 2037"),
        ("early", "valid from 2026-05-05"),
        ("usage", "may not sign documents"),
        ("nameless", "names nobody"),
    ],
)
def test_a_bought_certificate_that_no_reader_would_take_is_refused_and_the_keys_stay(tmp_path, keys, case, sentence):
    own_key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([] if case == "nameless" else [x509.NameAttribute(x509.NameOID.COMMON_NAME, "人社局")])
    built = x509.CertificateBuilder(name, name, own_key.public_key(), 7)
    built = built.not_valid_before(AT - timedelta(days=30)).not_valid_after(AT + timedelta(days=4000))
    if case == "usage":
        built = built.add_extension(_usage(key_encipherment=True), critical=True)
    own, file = built.sign(own_key, hashes.SHA256()), tmp_path / "bought.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", own_key, own, None, serialization.NoEncryption()))
    at = {"expired": AT + timedelta(days=4001), "early": AT - timedelta(days=31)}.get(case, AT)
    with pytest.raises(Refused, match=sentence):
        import_keys(tmp_path / "certificates", file, "", "", at)
    assert [each.name for each in tmp_path.iterdir()] == ["bought.p12"]


def test_nothing_is_printed_with_a_signing_certificate_that_has_ended(press, facts):
    last = date(2036, 6, 1)
    press.check(facts(issued_on=last))
    for late in (facts(issued_on=date(2036, 6, 2)), facts(reissued_on=date(2036, 6, 2))):
        with pytest.raises(Refused, match="was valid until 2036-06-01"):
            press.check(late)
        with pytest.raises(Refused, match="was valid until"):
            press.print(late, None, AT)


@contextmanager
def timestamp_server(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """Run a small server that answers each request so; give its address."""

    class Server(BaseHTTPRequestHandler):
        def do_POST(self):
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def stamped(keys) -> tuple[bytes, x509.Certificate]:
    """A certificate with timestamps of a small server, and the server's root."""
    key = rsa.generate_private_key(65537, 2048)
    root = certificate("TSA Root", key.public_key(), "TSA Root", key, ca=True)
    own_key = rsa.generate_private_key(65537, 2048)
    own = certificate("TSA", own_key.public_key(), "TSA Root", key, timestamping=True)
    raw = own_key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    stamper = DummyTimeStamper(asn1(own), asn1_keys.PrivateKeyInfo.load(raw), certs_to_embed=_store(asn1(root)))

    def stamp(asked: bytes) -> bytes:
        return stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()

    with timestamp_server(stamp) as address:
        style = Style(timestamp_url=address, timestamp_roots=(root,))
        pdf = Press(keys, style).print(FACTS, None, datetime.now(UTC)).pdf
    return pdf, root


def test_with_a_timestamp_server_the_signature_is_made_for_the_long_term(keys, stamped, tmp_path):
    pdf, root = stamped
    for wanted in (b"/DSS", b"/DocTimeStamp"):
        assert wanted in pdf
    assert "Signature is Valid" in pdfsig(pdf, tmp_path)
    assert check_document(pdf, (*keys.roots, root)).valid


def test_whoever_checks_need_not_know_the_timestamp_server(keys, foreign_keys, stamped):
    assert check_document(stamped[0], keys.roots).valid
    assert not check_document(stamped[0], foreign_keys.roots).valid


def test_a_changed_bit_of_a_timestamped_document_is_found_but_in_the_frame_of_the_last_token(keys, stamped):
    pdf, chance = stamped[0], Random(64)
    *_, token_at = (match.start(1) for match in re.finditer(rb"/Contents <([0-9A-F]{2000,})>", pdf))
    raw = bytes.fromhex(pdf[token_at : pdf.index(b">", token_at)].decode())
    token = cms.ContentInfo.load(raw)["content"]
    signer = token["signer_infos"][0]
    signed = [token["encap_content_info"].dump(), signer["signed_attrs"].dump(), signer["signature"].dump()]
    spans = [range(raw.index(part), raw.index(part) + len(part)) for part in signed]
    frame = range(der_bytes(raw))
    first_end = pdf.index(b"%%EOF", pdf.index(b"/ByteRange"))
    places = [chance.randrange(len(pdf)) for _ in range(25)] + [
        chance.randrange(first_end, len(pdf)) for _ in range(90)
    ]
    for place in places:
        at = (place - token_at) // 2
        unsigned = at in frame and not any(at in span for span in spans)
        changed = bytearray(pdf)
        changed[place] ^= 1 << chance.randrange(8)
        assert unsigned or not check_document(bytes(changed), keys.roots).valid, place


@pytest.mark.parametrize("more", [b"\n", b"\n%%EOF\n"])
def test_whatever_is_added_after_the_last_timestamp_is_found(keys, stamped, more):
    assert not check_document(stamped[0] + more, keys.roots).valid


def _store(certificate):
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()
    store.register(certificate)
    return store


def test_a_timestamp_server_that_is_not_there_is_unavailable(keys):
    press = Press(keys, Style(timestamp_url="http://127.0.0.1:9/"))
    with pytest.raises(Unavailable, match="timestamp"):
        press.print(FACTS, None, AT)


@pytest.mark.parametrize(
    "answer", [b"garbage", b"", b"0\0", b"0\x03\x02\x01\0", bytes.fromhex("30053003020100"), b"<html>"]
)
def test_a_timestamp_server_that_answers_something_else_is_unavailable(keys, answer):
    with timestamp_server(lambda _: answer) as address:
        press = Press(keys, Style(timestamp_url=address))
        with pytest.raises(Unavailable, match="no timestamp that can be checked"):
            press.print(FACTS, None, AT)


def test_a_root_certificate_is_read_as_pem_and_as_der_and_anything_else_is_refused(keys):
    root = keys.roots[0]
    for form in (serialization.Encoding.PEM, serialization.Encoding.DER):
        assert certificates_in(root.public_bytes(form), "root") == (root,)
    for wrong in (b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n"):
        with pytest.raises(Refused, match=r"root\.pem holds no certificate"):
            certificates_in(wrong, "root.pem")
