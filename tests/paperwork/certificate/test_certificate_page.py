"""The checking page in a real browser: good, altered, revoked, foreign, garbage; by file and by camera."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from app.paperwork.certificate import qr
from app.paperwork.certificate.check import check_text
from app.paperwork.certificate.page import page_of, write_page
from app.paperwork.certificate.trust import Trust, signed_list


@pytest.fixture
def page(tmp_path, trust):
    return write_page(tmp_path / "stick", trust)[0]


def altered(text: str) -> str:
    """Return the text with the holder's name changed, still well formed."""
    import base45

    message = bytearray(qr.message_of(text))
    place = bytes(message).index("欧阳".encode())
    message[place + 2] ^= 1
    return qr.PREFIX + base45.b45encode(bytes(message)).decode()


def saved(picture: Image.Image, path: Path) -> Path:
    big = picture.convert("L").resize((picture.width * 2, picture.height * 2))
    big.save(path)
    return path


def photo_of(pdf: bytes, path: Path) -> Path:
    """Return a skewed, softly lit JPEG of the page, as a phone would take it."""
    source = path.with_suffix(".pdf")
    source.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "130", "-png", "-singlefile", str(source), str(path.with_suffix(""))], check=True)
    with Image.open(path.with_suffix(".png")) as opened:
        opened.convert("RGB").rotate(6, expand=True, fillcolor=(150, 140, 130)).point(
            lambda value: int(value * 0.8 + 20)
        ).save(path, quality=70)
    return path


def test_every_kind_of_picture_gets_its_own_answer_and_nothing_is_asked_of_a_network(
    chromium, page, tmp_path, keys, foreign_keys, facts, printed
):
    good = qr.written(qr.claims_of(facts()), keys.qr)
    texts = {
        "altered": altered(good),
        "revoked": qr.written(qr.claims_of(facts(number="3307822026000666")), keys.qr),
        "replaced": qr.written(qr.claims_of(facts(number="3307822026000777", edition=1)), keys.qr),
        "newest": qr.written(qr.claims_of(facts(number="3307822026000777", edition=2)), keys.qr),
        "foreign": qr.written(qr.claims_of(facts()), foreign_keys.qr),
        "unreadable": "https://example.org/certificate/1",
    }
    files = {name: saved(qr.picture_of(text), tmp_path / f"{name}.png") for name, text in texts.items()}
    files["good"] = photo_of(printed, tmp_path / "photo.jpg")
    blank = tmp_path / "blank.png"
    Image.new("L", (400, 300), 200).save(blank)

    async def steps(tab):
        found = {}
        for name, file in (*files.items(), ("blank", blank), ("again", files["good"])):
            await tab.value("document.getElementById('answer').dataset.outcome = 'waiting'")
            await tab.choose(file)
            found[name] = await tab.until(
                "((o) => o !== 'waiting' && o !== 'looking' && o)(document.getElementById('answer').dataset.outcome)"
            )
        return found, await tab.value("document.getElementById('facts').textContent")

    (found, shown), requests = chromium().run(page, steps)
    assert found == {
        "good": "good", "altered": "altered", "revoked": "revoked", "foreign": "foreign", "unreadable": "unreadable",
        "blank": "unreadable", "again": "good", "replaced": "replaced", "newest": "good",
    }  # fmt: skip
    assert "欧阳龑𬱖" in shown
    assert "3307822026000123" in shown
    assert requests
    assert all(address.startswith(("file://", "blob:", "data:")) for address in requests)


def test_spoilt_pictures_are_read_and_make_no_wrong_certificate_right(
    chromium, page, tmp_path, printed, keys, foreign_keys, facts
):
    photo_of(printed, tmp_path / "photo.jpg")
    with Image.open(tmp_path / "photo.png") as opened:  # 130 dots an inch
        scan = opened.convert("RGB")
    tiny, small = (ImageOps.scale(scan, share, Image.Resampling.LANCZOS) for share in (0.6, 0.8))
    paper = (130, 120, 110)
    pictures = {
        "tiny": tiny, "turned": small.rotate(45, Image.Resampling.BICUBIC, expand=True, fillcolor=paper),
        "inverted": ImageOps.invert(scan), "nothing": Image.new("RGB", (900, 700), paper),
    }  # fmt: skip
    far = Image.new("RGB", (3000, 4000), paper)
    far.paste(ImageOps.scale(scan, 0.8), (800, 900))
    pictures["far away"] = far
    forged = altered(qr.written(qr.claims_of(facts()), keys.qr))
    foreign = qr.written(qr.claims_of(facts()), foreign_keys.qr)
    for name, text in (("altered", forged), ("foreign", foreign)):
        code = ImageOps.expand(qr.picture_of(text).convert("RGB"), 60, "white")
        pictures[f"{name}, inverted, turned"] = ImageOps.invert(code).rotate(45, expand=True, fillcolor=paper)
    for name, picture in pictures.items():
        picture.save(tmp_path / f"{name}.webp", lossless=True, method=0)
    (tmp_path / "heic.webp").write_bytes(b"\0\0\0\x18ftypheic" + bytes(400))

    async def steps(tab):
        found = {}
        for name in (*pictures, "heic"):
            await tab.value("document.getElementById('answer').dataset.outcome = 'waiting'")
            await tab.choose(tmp_path / f"{name}.webp")
            found[name] = await tab.until(
                "((o) => o !== 'waiting' && o !== 'looking' && o)(document.getElementById('answer').dataset.outcome)"
            )
        return found

    found, _ = chromium().run(page, steps)
    assert found == {
        "tiny": "good", "turned": "good", "inverted": "good", "nothing": "unreadable", "far away": "good",
        "heic": "picture", "altered, inverted, turned": "altered", "foreign, inverted, turned": "foreign",
    }  # fmt: skip


def test_the_camera_reads_a_certificate(chromium, page, tmp_path, keys, facts):
    code = qr.picture_of(qr.written(qr.claims_of(facts()), keys.qr)).convert("L")
    frame = Image.new("RGB", (1280, 720), (170, 165, 160))
    frame.paste(code.resize((520, 520)).convert("RGB"), (380, 100))
    shot = io.BytesIO()
    frame.save(shot, "JPEG", quality=90)
    film = tmp_path / "film.mjpeg"
    film.write_bytes(shot.getvalue() * 30)
    browser = chromium(
        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )  # fmt: skip

    async def steps(tab):
        await tab.value("document.getElementById('camera').click()")
        return await tab.until(
            "((o) => o !== 'waiting' && o !== 'looking' && o)(document.getElementById('answer').dataset.outcome)"
        )

    outcome, _ = browser.run(page, steps)
    assert outcome == "good"


def test_page_and_program_agree_on_every_changed_text(chromium, page, trust, keys, facts):
    from random import Random

    good = qr.written(qr.claims_of(facts()), keys.qr)
    chance, letters = Random(6), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    texts = [good, good.lower(), good + "0", good + " ", good[:-1], "KB1:", "", "KB2:" + good[4:]]
    for _ in range(120):
        place = chance.randrange(len(good))
        texts.append(good[:place] + chance.choice(letters) + good[place + 1 :])
    expected = [check_text(text, trust).outcome.value for text in texts]

    async def steps(tab):
        import json

        listed = f"Promise.all({json.dumps(texts)}.map((text) => checkText(text).then((each) => each.outcome)))"
        return await tab.value(listed)

    found, _ = chromium().run(page, steps)
    assert found == expected
    assert found.count("good") == texts.count(good)


def test_a_page_whose_revocation_list_was_exchanged_refuses_to_work(chromium, tmp_path, keys, foreign_keys, trust):
    from datetime import UTC, datetime

    forged = Trust(trust.qr_keys, trust.roots, signed_list([], foreign_keys.qr, datetime(2026, 7, 1, tzinfo=UTC)))
    page = tmp_path / "forged.html"
    page.write_text(page_of(forged), encoding="utf-8")

    async def steps(tab):
        return await tab.value("[document.documentElement.dataset.ready, document.querySelectorAll('.ways').length]")

    found, _ = chromium().run(page, steps)
    assert found == ["broken", 0]


def test_a_centre_name_cannot_break_out_of_the_page(tmp_path, keys):
    from dataclasses import replace

    evil = replace(keys.qr_keys[0], centre="</script><script>alert(1)</script>")
    text = page_of(Trust((evil,), keys.roots, b""))
    assert "</script><script>alert" not in text


def test_a_full_disk_leaves_the_page_that_was_there(tmp_path, trust, monkeypatch):
    import errno
    import os

    from app.exam.errors import Unavailable

    page, known = write_page(tmp_path, trust)
    before = page.read_bytes(), known.read_bytes()

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="page cannot be written"):
        write_page(tmp_path, Trust(trust.qr_keys, (), trust.signed_list))
    assert (page.read_bytes(), known.read_bytes()) == before
    assert {each.name for each in tmp_path.iterdir()} == {page.name, known.name}
