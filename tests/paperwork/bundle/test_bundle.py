"""A bundle checks itself, and every change, omission and addition is found."""

import json
import subprocess
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.centre.reports import evidence_of
from app.exam.errors import Refused, Unavailable
from app.paperwork.bundle import bag, checking
from app.paperwork.bundle.archive import directory, local_header, measured
from app.paperwork.bundle.checking import check_bundle
from app.paperwork.bundle.writing import Signatory, write_bundle
from app.storage.keys import StationSigner


@pytest.fixture
def keys(played):
    return [played.home.keys.station.public]


def repacked(path: Path, change) -> Path:
    """Unpack, let ``change`` edit the files, and pack again in the canonical spelling."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    base = next(iter(files)).partition("/")[0]
    change(files, base)
    out = path.with_name("changed.zip")
    members = [measured(name, iter((files[name],))) for name in sorted(files)]
    out.write_bytes(b"".join(local_header(each) + files[each.name] for each in members) + directory(members))
    return out


def resign(files: dict[str, bytes], base: str, signer: StationSigner) -> None:
    """Make manifests and signature fit the files again, as somebody with a key would."""
    data = [measured(name, iter((content,))) for name, content in files.items() if name.startswith(f"{base}/data/")]
    files[f"{base}/manifest-sha256.txt"] = bag.manifest(data, base)
    tags = [measured(f"{base}/{name}", iter((files[f"{base}/{name}"],))) for name in bag.TAGS]
    files[f"{base}/tagmanifest-sha256.txt"] = bag.manifest(tags, base)
    signature = signer.sign(bag.signed_digest(files[f"{base}/tagmanifest-sha256.txt"]))
    files[f"{base}/kaobo-signature.txt"] = bag.signature_file(signer.public, signature)


def test_a_bundle_is_whole_and_says_whose_it_is(bundle: Path, keys):
    findings = check_bundle(bundle, keys)
    assert findings.faults == ()
    assert findings.remarks == ()
    assert findings.about == "kaobo-20260604-0001"


def test_a_bundle_is_a_bag_that_other_programs_open_and_check(bundle: Path, tmp_path: Path):
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    base = tmp_path / "kaobo-20260604-0001"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "-c", "--quiet", manifest], cwd=base, check=True)
    assert (base / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    count = sum(1 for each in (base / "data").rglob("*") if each.is_file())
    assert f".{count}\n" in (base / "bag-info.txt").read_text()
    readme = (base / "data" / "README.txt").read_text()
    assert "RFC 8493" in readme
    assert "𬱖晓" in readme
    assert "pitch-1.mp4" in readme


def test_the_same_evidence_gives_the_same_bytes(bundle: Path, played, tmp_path: Path):
    evidence = evidence_of(played.store, played.staff["clerk"], played.bookings[1].id)
    for name in ("a.zip", "b.zip"):
        write_bundle(tmp_path / name, evidence, {}, played.signatory)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_three_hundred_random_byte_flips_are_all_found(bundle: Path, keys, tmp_path: Path):
    content, chance = bundle.read_bytes(), Random(300)
    accepted = []
    for _ in range(300):
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        flipped = bytearray(content)
        flipped[at] ^= bit
        (tmp_path / "a.zip").write_bytes(flipped)
        if check_bundle(tmp_path / "a.zip", keys).whole:
            accepted.append(at)
    assert accepted == []


def test_a_flip_in_each_header_and_tag_file_is_found(bundle: Path, keys, tmp_path: Path):
    content = bundle.read_bytes()
    directory_at = content.index(b"PK\1\2")
    tags_at = content.index(b"kaobo-20260604-0001/kaobo-signature.txt")
    places = [
        *range(60),
        *range(tags_at - 30, tags_at + 300, 3),
        *range(directory_at, len(content), 7),
        len(content) - 1,
    ]
    for at in places:
        flipped = bytearray(content)
        flipped[at] ^= 1
        (tmp_path / "a.zip").write_bytes(flipped)
        assert not check_bundle(tmp_path / "a.zip", keys).whole, at


def test_a_bundle_of_endless_texts_costs_no_more_memory_than_a_check_may(
    bundle: Path, keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    held = sum(len(each) for each in _texts(bundle))
    monkeypatch.setattr(checking, "_MOST_KEPT_IN_ALL", held)
    assert check_bundle(bundle, keys).whole
    monkeypatch.setattr(checking, "_MOST_KEPT_IN_ALL", held - 1)
    (fault,) = check_bundle(bundle, keys).faults
    assert "texts are larger than any exam's" in fault


def _texts(bundle: Path) -> list[bytes]:
    with zipfile.ZipFile(bundle) as archive:
        return [
            archive.read(name) for name in archive.namelist() if not name.endswith((".pdf", ".mp4", ".jpg", ".png"))
        ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_cut_stretched_and_patched_files_are_findings_never_failures(bundle: Path, keys, tmp_path: Path, data):
    content = bytearray(bundle.read_bytes())
    at = data.draw(st.integers(0, len(content)))
    content[at : at + data.draw(st.integers(0, 200))] = data.draw(st.binary(max_size=60))
    (tmp_path / "a.zip").write_bytes(content)
    assert check_bundle(tmp_path / "a.zip", keys).whole == (bytes(content) == bundle.read_bytes())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_findings_never_failures(keys, tmp_path: Path, content: bytes):
    (tmp_path / "a.zip").write_bytes(content)
    assert not check_bundle(tmp_path / "a.zip", keys).whole


def test_a_changed_an_omitted_and_an_added_file_are_named(bundle: Path, keys):
    def change(files, base):
        files[f"{base}/data/scheme.json"] += b" "
        del files[f"{base}/data/media/pitch-1.mp4"]
        files[f"{base}/data/extra.txt"] = b"x"

    faults = " ".join(check_bundle(repacked(bundle, change), keys).faults)
    assert "data/scheme.json was changed." in faults
    assert "data/media/pitch-1.mp4 was left out." in faults
    assert "data/extra.txt was added." in faults


@pytest.mark.parametrize("name", ["note.txt", "kaobo-signature.txt.bak", "fetch.txt"])
def test_a_file_added_beside_the_payload_is_found(bundle: Path, keys, name: str):
    changed = repacked(bundle, lambda files, base: files.update({f"{base}/{name}": b"x"}))
    assert any(name in fault for fault in check_bundle(changed, keys).faults)


@pytest.mark.parametrize("other", ["kaobo-20260604-0002", "kaobo-20260604-0001 ", "KAOBO-20260604-0001", "kaobo-"])
def test_a_bundle_is_not_taken_for_another_candidate_s_by_its_folder(bundle: Path, keys, other: str):
    def change(files, base):
        for name in list(files):
            files[name.replace(base, other, 1)] = files.pop(name)

    findings = check_bundle(repacked(bundle, change), keys)
    assert findings.faults == (f"The folder {other} is not that of the candidate 20260604-0001.",)


@pytest.mark.parametrize("name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "kaobo-signature.txt"])
def test_a_missing_tag_file_is_found(bundle: Path, keys, name: str):
    changed = repacked(bundle, lambda files, base: files.pop(f"{base}/{name}"))
    assert check_bundle(changed, keys).faults == (f"{name} is missing.",)


def test_a_bundle_signed_anew_with_another_key_is_found(bundle: Path, keys):
    other = StationSigner(b"\7" * 32)
    changed = repacked(bundle, lambda files, base: resign(files, base, other))
    assert "not the centre's" in check_bundle(changed, keys).faults[0]
    assert check_bundle(changed, [other.public]).whole


def lied(bundle: Path, played, edit) -> tuple[str, ...]:
    """Let somebody with the centre's key change one file and sign again; return what the rules still find."""

    def change(files, base):
        edit(files, f"{base}/data/")
        resign(files, base, played.home.keys.station)

    return check_bundle(repacked(bundle, change), [played.home.keys.station.public]).faults


def test_even_the_centre_cannot_change_an_entry_of_a_chain(bundle: Path, played):
    def edit(files, data):
        files[f"{data}record.jsonl"] = files[f"{data}record.jsonl"].replace(
            b'"how":"candidate"', b'"how":"examiner"', 1
        )

    assert any("does not match its digest" in fault for fault in lied(bundle, played, edit))


def test_even_the_centre_cannot_exchange_the_film(bundle: Path, played):
    def edit(files, data):
        files[f"{data}media/pitch-1.mp4"] = b"another film"

    assert lied(bundle, played, edit) == ("media/pitch-1.mp4 is not the file whose digest stands in the record.",)


def test_even_the_centre_cannot_exchange_the_bank(bundle: Path, played):
    def edit(files, data):
        bank = json.loads(files[f"{data}bank.json"])
        bank["version"] = 99
        files[f"{data}bank.json"] = json.dumps(bank, ensure_ascii=False).encode()

    assert any("another bank" in fault for fault in lied(bundle, played, edit))


def test_a_secret_that_was_not_committed_to_is_found(bundle: Path, played):
    def edit(files, data):
        sitting = json.loads(files[f"{data}sitting.json"])
        sitting["revealed_secret"] = "00" * 32
        files[f"{data}sitting.json"] = json.dumps(sitting).encode()

    assert any("committed" in fault for fault in lied(bundle, played, edit))


def test_a_stream_that_was_left_out_is_missed(bundle: Path, played):
    def edit(files, data):
        lines = files[f"{data}record.jsonl"].splitlines(keepends=True)
        files[f"{data}record.jsonl"] = b"".join(line for line in lines if b"/sheet/clip/" not in line)

    assert any("is missing" in fault for fault in lied(bundle, played, edit))


def test_a_summary_that_says_other_marks_is_found(bundle: Path, played):
    def edit(files, data):
        result = json.loads(files[f"{data}result.json"])
        result["subjects"][0]["half_points"] += 1
        files[f"{data}result.json"] = json.dumps(result).encode()

    assert lied(bundle, played, edit) == ("result.json does not say what follows from the record.",)


def test_a_forged_seal_is_found(bundle: Path, played):
    def edit(files, data):
        seals = json.loads(files[f"{data}seals.json"])
        seals[0]["signature"] = "00" * 64
        files[f"{data}seals.json"] = json.dumps(seals).encode()

    assert any("seal" in fault for fault in lied(bundle, played, edit))


@pytest.mark.parametrize("name", ["record.jsonl", "seals.json", "sitting.json", "result.json", "scheme.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"null", b"\xff"])
def test_contents_that_cannot_be_read_are_a_fault(bundle: Path, played, name: str, content: bytes):
    if (name, content) == ("seals.json", b"{}"):
        content = b"3"
    assert lied(bundle, played, lambda files, data: files.update({f"{data}{name}": content}))


def test_media_that_the_record_names_and_nobody_gave_is_a_remark(played, keys, tmp_path: Path):
    evidence = evidence_of(played.store, played.staff["clerk"], played.bookings[0].id)
    missing = write_bundle(tmp_path / "a.zip", evidence, {}, played.signatory)
    findings = check_bundle(tmp_path / "a.zip", keys)
    assert findings.faults == ()
    assert missing
    assert len(findings.remarks) == len(missing)


def test_evidence_is_for_the_office_and_only_once_published(played):
    with pytest.raises(Refused, match="may not"):
        evidence_of(played.store, played.staff["examiner"], played.bookings[0].id)
    with pytest.raises(Refused, match="not published"):
        evidence_of(played.store, played.staff["clerk"], played.bookings[2].id)


def test_a_path_that_leads_outside_is_refused(played, tmp_path: Path):
    evidence = evidence_of(played.store, played.staff["clerk"], played.bookings[0].id)
    with pytest.raises(Refused):
        write_bundle(tmp_path / "a.zip", evidence, {"../x": b""}, played.signatory)


def test_a_file_that_cannot_be_read_is_unavailable_and_leaves_nothing(played, tmp_path: Path):
    evidence = evidence_of(played.store, played.staff["clerk"], played.bookings[0].id)
    with pytest.raises(Unavailable):
        write_bundle(tmp_path / "a.zip", evidence, {"media/none.mp4": tmp_path / "none.mp4"}, played.signatory)
    assert list(tmp_path.iterdir()) == []


def test_public_keys_are_read_from_a_key_or_a_list_of_stations():
    public = Ed25519PrivateKey.from_private_bytes(b"\1" * 32).public_key().public_bytes_raw()
    line = f"{sha256(public).hexdigest()[:16]} {public.hex()} station 1\n"
    assert bag.public_keys(public.hex()) == bag.public_keys(line) == [public]
    with pytest.raises(Refused):
        bag.public_keys("no key here")


def test_a_missing_bundle_is_refused(tmp_path: Path, keys):
    with pytest.raises(Refused, match="no file"):
        check_bundle(tmp_path / "none.zip", keys)


def test_a_bundle_with_other_stations_keys_is_signed_by_one_of_them(played, bundle: Path):
    others = [StationSigner(bytes([n]) * 32).public for n in range(3)]
    assert check_bundle(bundle, [*others, played.home.keys.station.public]).whole
    assert replace(played.signatory, public=others[0]) != played.signatory
    assert isinstance(played.signatory, Signatory)
