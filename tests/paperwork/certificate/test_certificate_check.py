"""The five answers; no changed byte is ever accepted; whatever is handed in, only a refusal comes out."""

import io
import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import base45
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from app.centre.certificate_ports import LineState
from app.exam.errors import Refused
from app.paperwork.certificate import badge, cose, qr
from app.paperwork.certificate.check import Outcome, check_content, check_file, check_text
from app.paperwork.certificate.der import der_bytes
from app.paperwork.certificate.documents import check_document
from app.paperwork.certificate.trust import PURPOSE, Trust, read_trust, trust_of, written_trust
from tests.paperwork.certificate.conftest import AT, FACTS, REISSUED


@pytest.fixture(scope="session")
def good(keys):
    return qr.written(qr.claims_of(FACTS), keys.qr)


def rendered(pdf, folder, *options):
    path = folder / "one.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-singlefile", *options, str(path), str(folder / "one")], check=True)
    return next(each for each in folder.iterdir() if each.name.startswith("one.") and each.suffix != ".pdf")


def test_a_certificate_is_good_as_pdf_as_scan_and_as_photo(printed, trust, tmp_path):
    whole = check_content(printed, "c.pdf", trust)
    assert (whole.outcome, whole.document.valid, whole.claims.holder) == (Outcome.GOOD, True, "欧阳龑𬱖")
    scan = check_file(rendered(printed, tmp_path, "-r", "150", "-jpeg"), trust)
    assert (scan.outcome, scan.document) == (Outcome.GOOD, None)
    photo = io.BytesIO()
    with Image.open(rendered(printed, tmp_path, "-r", "140", "-jpeg")) as page:
        page.rotate(11, expand=True, fillcolor="grey").convert("L").save(photo, "JPEG", quality=55)
    assert check_content(photo.getvalue(), "photo.jpg", trust).claims == whole.claims


def test_a_copy_of_a_copy_is_still_read(printed, trust, tmp_path):
    """Grey, soft, noisy, pale, a little askew: what an office's old copier hands back as PNG."""
    worn = io.BytesIO()
    with Image.open(rendered(printed, tmp_path, "-r", "150", "-png")) as page:
        soft = page.convert("L").filter(ImageFilter.GaussianBlur(0.9))
    noisy = Image.blend(soft, Image.effect_noise(soft.size, 90), 0.18)
    noisy.point(lambda value: 70 + value * 150 // 255).rotate(1.3, fillcolor=215).save(worn, "PNG")
    assert check_content(worn.getvalue(), "worn.png", trust).outcome is Outcome.GOOD


def test_a_scan_inside_a_pdf_is_read(printed, trust, tmp_path):
    paper = io.BytesIO()
    with Image.open(rendered(printed, tmp_path, "-r", "130", "-jpeg")) as page:
        page.save(paper, "PDF")
    assert check_content(paper.getvalue(), "scan.pdf", trust).outcome is Outcome.GOOD


def side_by_side(*texts):
    codes = [qr.picture_of(text).convert("L") for text in texts]
    whole = Image.new("L", (sum(each.width for each in codes), max(each.height for each in codes)), 255)
    for index, code in enumerate(codes):
        whole.paste(code, (sum(each.width for each in codes[:index]), 0))
    file = io.BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()


def test_of_several_certificates_the_worst_answer_is_told_and_how_many_more_there_are(keys, trust, good, facts):
    second = qr.written(qr.claims_of(facts(number="3307822026000124", holder="王五")), keys.qr)
    revoked = qr.written(qr.claims_of(facts(number="3307822026000666")), keys.qr)
    both = check_content(side_by_side(good, second), "a.png", trust)
    assert (both.outcome, both.others) == (Outcome.GOOD, 1)
    all_three = check_content(side_by_side(good, revoked, second), "a.png", trust)
    assert (all_three.outcome, all_three.others) == (Outcome.REVOKED, 2)
    for alone in (side_by_side(good), side_by_side(good, good), side_by_side(good, "https://example.org")):
        assert (found := check_content(alone, "a.png", trust)).outcome is Outcome.GOOD
        assert found.others == 0


def test_revoked_foreign_altered_and_other_codes_get_their_own_answers(keys, foreign_keys, trust, good, facts):
    revoked = check_text(qr.written(qr.claims_of(facts(number="3307822026000666")), keys.qr), trust)
    assert (revoked.outcome, str(revoked.revoked_on)) == (Outcome.REVOKED, "2026-06-20")
    assert check_text(qr.written(qr.claims_of(FACTS), foreign_keys.qr), trust).outcome is Outcome.FOREIGN
    changed = bytearray(qr.message_of(good))
    changed[bytes(changed).index("欧阳".encode()) + 2] ^= 1
    answer = check_text(qr.PREFIX + base45.b45encode(bytes(changed)).decode(), trust)
    assert answer.outcome is Outcome.ALTERED
    assert answer.claims.holder != "欧阳龑𬱖"
    assert check_text("https://example.org", trust).outcome is Outcome.UNREADABLE


def test_an_edition_that_a_reissue_replaced_is_told_from_the_newest_and_a_revocation_goes_first(keys, facts, trust):
    def answer(edition):
        text = qr.written(qr.claims_of(facts(number="3307822026000777", edition=edition)), keys.qr)
        return check_text(text, trust)

    for earlier in (0, 1):
        finding = answer(earlier)
        assert (finding.outcome, str(finding.replaced_on)) == (Outcome.REPLACED, "2026-06-25")
        assert finding.proven
    assert [answer(newest).outcome for newest in (2, 3)] == [Outcome.GOOD, Outcome.GOOD]
    both = [replace(REISSUED, state=LineState.REVOKED, revoked_on="2026-07-01")]
    old = qr.written(qr.claims_of(facts(number="3307822026000777", edition=0)), keys.qr)
    found = check_text(old, trust_of(keys, both, AT))
    assert (found.outcome, found.replaced_on) == (Outcome.REVOKED, None)


def test_a_list_of_an_older_kaobo_is_still_read(keys, trust):
    older = cose.sign({0: 1, 1: int(AT.timestamp()), 2: [["3307822026000666", 20624]]}, keys.qr, PURPOSE)
    found = Trust(trust.qr_keys, trust.roots, older).revocations()
    assert (len(found.days), dict(found.newest)) == (1, {})


@pytest.mark.parametrize("wrong", [7, [["x", 1]], [["x", "y", 1]], [1], {1: 2}, [["x", 1, 10**12]]])
def test_a_signed_list_that_holds_something_else_is_refused(keys, trust, wrong):
    message = cose.sign({0: 1, 1: int(AT.timestamp()), 2: [], 3: wrong}, keys.qr, PURPOSE)
    with pytest.raises(Refused, match="not a revocation list"):
        Trust(trust.qr_keys, trust.roots, message).revocations()


def test_a_revocation_list_is_no_certificate_and_the_other_way_round(keys, trust, good):
    from app.paperwork.certificate.trust import read_list

    text = qr.PREFIX + base45.b45encode(trust.signed_list).decode()
    assert check_text(text, trust).outcome is Outcome.ALTERED
    with pytest.raises(cose.BadSignature):
        read_list(qr.message_of(good), keys.public_qr_keys)


def test_a_resigned_document_with_a_genuine_code_is_altered(printed, foreign_keys, trust, keys):
    from app.paperwork.certificate.press import Press, Style

    forged = Press(foreign_keys, Style())
    forged._keys = keys  # the genuine code, copied
    answer = check_content(forged.print(FACTS, None, AT).pdf, "forged.pdf", trust)
    assert answer.outcome is Outcome.ALTERED
    assert "somebody else" in answer.document.reason


def test_no_flipped_bit_of_a_document_is_accepted(printed, trust):
    chance, accepted = Random(60), []
    for turn in range(300):
        changed, place = bytearray(printed), chance.randrange(len(printed))
        changed[place] ^= 1 << chance.randrange(8)
        holds = check_document(bytes(changed), trust.roots).valid
        try:
            if (holds or turn % 8 == 0) and check_content(bytes(changed), "flipped.pdf", trust).outcome is Outcome.GOOD:
                accepted.append(place)
        except Refused:
            pass
    assert accepted == []


def test_no_flipped_bit_of_the_signature_s_own_digits_is_accepted(printed, trust):
    start = printed.index(b"/Contents <") + len(b"/Contents ")
    chance = Random(61)
    for place in range(start, printed.index(b">", start) + 1, 53):
        changed = bytearray(printed)
        changed[place] ^= 1 << chance.randrange(8)
        assert not check_document(bytes(changed), trust.roots).valid, place


def test_no_part_of_a_signature_that_it_does_not_sign_itself_can_be_written_otherwise(printed, trust):
    """Versions, algorithms and the signer's name in the signature's frame, with digits that stay digits."""
    start = printed.index(b"/Contents <") + len(b"/Contents <")
    raw = bytes.fromhex(printed[start : printed.index(b">", start)].decode())
    chance, framed = Random(63), raw.index(raw[raw.index(b"Kaobo CA") - 50 : raw.index(b"Kaobo CA")], 1000)
    for place in (*range(0, 60, 2), *range(framed - 25, framed + 100, 3)):
        changed = bytearray(raw)
        changed[place] ^= 1 << chance.randrange(8)
        pdf = printed[:start] + changed.hex().encode() + printed[start + 2 * len(raw) :]
        assert not check_document(pdf, trust.roots).valid, place


@pytest.mark.parametrize(
    ("spelled", "size"),
    [
        ("0500", 2), ("020101", 3), ("0101ff", 3), ("30030101ff", 5), ("3000", 2), ("0a0101", 3), ("0202008000", 4),
        ("0603550403", 5), ("0302070080", 4),
        ("", 0), ("05", 0), ("0501", 0), ("050100", 0), ("010101", 0), ("02020001", 0), ("0202ffff", 0), ("0200", 0),
        ("30800101ff0000", 0), ("3081030101ff", 0), ("30030101", 0), ("30020101ff", 0), ("1f010100", 0),
        ("0603558004", 0), ("060255ff", 0), ("0600", 0), ("0300", 0), ("03020801", 0), ("03020181", 0), ("030107", 0),
        ("30" * 60, 0), ("3085000000000100", 0),
    ],
)  # fmt: skip
def test_only_the_one_spelling_of_a_value_is_der(spelled, size):
    assert der_bytes(bytes.fromhex(spelled)) == size


def test_no_changed_letter_of_a_code_is_accepted(trust, good):
    chance = Random(62)
    for _ in range(240):
        raw, place = bytearray(good.encode()), chance.randrange(len(good))
        raw[place] ^= 1 << chance.randrange(8)
        assert check_text(raw.decode("latin-1"), trust).outcome is not Outcome.GOOD


@given(st.text(max_size=60) | st.binary(max_size=80).map(lambda raw: qr.PREFIX + base45.b45encode(raw).decode()))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_reader(trust, text):
    assert check_text(text, trust).outcome in (Outcome.ALTERED, Outcome.UNREADABLE, Outcome.FOREIGN)


@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"II*\0", b"GIF89a", b"BM"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_breaks_the_reader(trust, raw, head):
    try:
        assert check_content(head + raw, "any", trust).outcome is not Outcome.GOOD
    except Refused as refused:
        assert "cannot be read" in refused.detail


def test_a_pdf_that_unpacks_to_a_gigabyte_is_refused(trust):
    import zlib

    packer = zlib.compressobj(9)
    first, again = (packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = first + again * 99 + packer.flush()
    assert len(packed) < 2_000_000
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        image = pdf.make_stream(b"")
        image.write(packed, filter=pikepdf.Name.FlateDecode)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 7000, 7000, 8
        image.ColorSpace = pikepdf.Name.DeviceRGB
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        bomb = io.BytesIO()
        pdf.save(bomb)
    with pytest.raises(Refused, match="cannot be read"):
        check_content(bomb.getvalue(), "bomb.pdf", trust)


def test_a_trust_file_is_read_back_and_a_changed_one_is_refused(keys, trust):
    text = written_trust(trust)
    assert read_trust(text.encode(), "trust.json") == trust
    other = json.loads(text)
    raw = bytearray(trust.signed_list)
    raw[-70] ^= 1
    import base64

    other["revocations"] = base64.b64encode(bytes(raw)).decode()
    for wrong in (json.dumps(other), "{}", "[]", "no", text.replace("trust/1", "trust/2")):
        with pytest.raises(Refused):
            read_trust(wrong.encode(), "trust.json")
    assert trust_of(keys, [], datetime(2026, 7, 1, tzinfo=UTC)).revocations().days == {}


def test_the_credential_holds_and_not_after_a_change(press, keys):
    content = press.print(FACTS, None, AT).credential
    public = keys.qr_keys[0].public
    assert badge.holds(content, public)
    whole = json.loads(content)
    assert whole["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert whole["proof"]["verificationMethod"].startswith("did:key:z6Mk")
    assert not badge.holds(content.replace("欧阳".encode(), "欧陽".encode()), public)
    assert not badge.holds(b"{}", public)
    assert not badge.holds(content, bytes(32))


@given(st.binary(max_size=80))
def test_base_58_reads_what_it_wrote(raw):
    assert badge.unbase58(badge.base58(raw)) == raw
