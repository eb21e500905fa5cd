"""A certificate is read from whatever picture somebody has; and no spoilt picture makes a wrong one right."""

import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from app.exam.errors import Refused
from app.paperwork.certificate import pictures, qr
from app.paperwork.certificate.check import Outcome, check_content, check_text
from tests.paperwork.certificate.test_certificate_page import altered

PAPER = (130, 120, 110)
type Spoil = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="session")
def page(printed, tmp_path_factory) -> Image.Image:
    """The certificate's page as a scan of 200 dots an inch."""
    import subprocess

    place = tmp_path_factory.mktemp("scan")
    (place / "c.pdf").write_bytes(printed)
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", str(place / "c.pdf"), str(place / "c")], check=True)
    with Image.open(place / "c.png") as opened:
        return opened.convert("RGB")


def content(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **how)
    return file.getvalue()


def smaller(share: float) -> Spoil:
    return lambda page: ImageOps.scale(page, share, Image.Resampling.LANCZOS)


def blurred(reach: float) -> Spoil:
    return lambda page: page.filter(ImageFilter.GaussianBlur(reach))


def turned(angle: float) -> Spoil:
    return lambda page: page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)


def shaken(length: int, angle: int) -> Spoil:
    def spoil(page: Image.Image) -> Image.Image:
        line = np.zeros((length, length), np.float32)
        line[length // 2] = 1
        middle = (length / 2 - 0.5, length / 2 - 0.5)
        line = cv2.warpAffine(line, cv2.getRotationMatrix2D(middle, angle, 1), (length, length))
        return Image.fromarray(cv2.filter2D(np.asarray(page), -1, line / line.sum()))

    return spoil


def glaring(share: float, across: float = 0.6) -> Spoil:
    """A white spot whose core covers a share of the code, with a soft rim."""

    def spoil(page: Image.Image) -> Image.Image:
        corners = zxingcpp.read_barcodes(page, formats=pictures._QR)[0].position
        side = corners.bottom_right.x - corners.top_left.x
        x, y = corners.top_left.x + across * side, corners.top_left.y + across * side
        down, right = np.mgrid[: page.height, : page.width]
        core = side * (share / np.pi) ** 0.5
        light = np.clip(2 - np.hypot(right - x, down - y) / core, 0, 1)[..., None]
        grey = np.asarray(page).astype(float)
        return Image.fromarray((grey + (255 - grey) * light).astype(np.uint8))

    return spoil


def grained(deviation: float) -> Spoil:
    def spoil(page: Image.Image) -> Image.Image:
        noise = np.random.default_rng(1).normal(0, deviation, np.asarray(page).shape)
        return Image.fromarray((np.asarray(page) + noise).clip(0, 255).astype(np.uint8))

    return spoil


def one_after_another(*steps: Spoil) -> Spoil:
    def spoil(page: Image.Image) -> Image.Image:
        for step in steps:
            page = step(page)
        return page

    return spoil


READ = {
    "scale 0.35": smaller(0.35), "scale 0.30": smaller(0.30), "scale 0.26": smaller(0.26), "scale 0.24": smaller(0.24),
    "blur 2": blurred(2), "blur 2.5": blurred(2.5), "blur 3": blurred(3),
    "blur 3, grain": one_after_another(blurred(3), grained(3)),
    "shake 9 px": shaken(9, 30), "shake 11 px": shaken(11, 0), "shake 13 px": shaken(13, 30),
    "glare 5 %": glaring(0.05), "grain 80": grained(80),
    "45 degrees": turned(45), "45 degrees, scale 0.35": one_after_another(smaller(0.35), turned(45)),
    "inverted": ImageOps.invert, "inverted, 20 degrees": one_after_another(ImageOps.invert, turned(20)),
    "mirrored": ImageOps.mirror,
}  # fmt: skip
UNREAD = {
    "scale 0.12": smaller(0.12), "blur 5": blurred(5), "shake 40 px": shaken(40, 30), "glare 40 %": glaring(0.4),
    "glare over a corner": glaring(0.06, 0.12),
}  # fmt: skip


@pytest.mark.parametrize("spoil", READ.values(), ids=READ.keys())
def test_a_spoilt_picture_is_read(page: Image.Image, trust, spoil: Spoil):
    finding = check_content(content(spoil(page)), "photo.png", trust)
    assert finding.outcome is Outcome.GOOD
    assert finding.claims.holder == "欧阳龑𬱖"


@pytest.mark.parametrize("spoil", UNREAD.values(), ids=UNREAD.keys())
def test_what_shows_too_little_is_said_to_be_unreadable_and_nothing_else(page: Image.Image, trust, spoil: Spoil):
    assert check_content(content(spoil(page)), "photo.png", trust).outcome is Outcome.UNREADABLE


KINDS = [("JPEG", {"quality": 40}), ("WEBP", {"quality": 50}), ("AVIF", {}), ("TIFF", {}), ("BMP", {}), ("GIF", {})]


@pytest.mark.parametrize("form", KINDS, ids=[kind for kind, _ in KINDS])
def test_every_kind_of_picture_is_read_in_a_fresh_program(page: Image.Image, tmp_path, trust, form):
    """Another part of the program may have loaded a kind by chance: a fresh one has not."""
    import subprocess
    import sys

    from app.paperwork.certificate.trust import written_trust

    (tmp_path / "photo").write_bytes(content(page, form[0], **form[1]))
    (tmp_path / "trust.json").write_text(written_trust(trust))
    words = ["certificate", "check", str(tmp_path / "photo"), "--trust", str(tmp_path / "trust.json")]
    asked = subprocess.run([sys.executable, "-m", "app.programs", *words], capture_output=True, text=True, check=False)
    assert asked.stdout.startswith("This certificate is genuine."), asked.stdout + asked.stderr


def test_transparent_paper_and_sixteen_bits_are_read(page: Image.Image, trust):
    ink = ImageOps.invert(page.convert("L"))
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(ink)
    deep = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    assert deep.mode == "I;16"
    for picture in (clear, deep):
        assert check_content(content(picture), "scan.png", trust).outcome is Outcome.GOOD


@pytest.mark.parametrize("spoil", [smaller(0.5), blurred(1.5), ImageOps.invert, turned(45)])
def test_no_spoilt_picture_makes_a_wrong_certificate_right(keys, foreign_keys, facts, trust, spoil: Spoil):
    good = qr.written(qr.claims_of(facts()), keys.qr)
    wrong = {
        altered(good): Outcome.ALTERED,
        qr.written(qr.claims_of(facts()), foreign_keys.qr): Outcome.FOREIGN,
        qr.written(qr.claims_of(facts(number="3307822026000666")), keys.qr): Outcome.REVOKED,
    }
    for text, outcome in wrong.items():
        assert check_text(text, trust).outcome is outcome
        code = ImageOps.expand(qr.picture_of(text).convert("RGB"), 60, "white")
        assert check_content(content(spoil(code)), "photo.png", trust).outcome is outcome


def test_another_code_beside_the_certificate_does_not_hide_it(page: Image.Image, trust):
    photo = smaller(0.3)(page)
    other = zxingcpp.create_barcode("https://example.org/a", zxingcpp.BarcodeFormat.QRCode)
    clear = Image.fromarray(np.array(other.to_image(scale=6))).convert("RGB")
    whole = Image.new("RGB", (photo.width + 400, photo.height), "white")
    whole.paste(photo)
    whole.paste(clear, (photo.width + 60, 60))
    assert check_content(content(whole), "photo.png", trust).outcome is Outcome.GOOD


def test_a_file_with_many_pictures_costs_so_many_looks_and_no_more(page: Image.Image, trust, monkeypatch):
    without_code = page.crop((100, 100, page.width - 100, 1200))
    looks: list[tuple[int, ...]] = []
    real = zxingcpp.read_barcodes

    def counted(look, **how):
        looks.append(np.asarray(look).shape)
        return real(look, **how)

    monkeypatch.setattr(zxingcpp, "read_barcodes", counted)
    monkeypatch.setattr(pictures, "_MOST_HARD_LOOKS", 20)
    paper = content(without_code, "PDF", save_all=True, append_images=[without_code] * 5)
    assert check_content(paper, "scan.pdf", trust).outcome is Outcome.UNREADABLE
    assert len(looks) <= 20 + 6 * 3
    assert len(looks) > 20


def test_an_iphone_s_own_format_is_refused_by_its_name_and_with_what_to_do(trust):
    with pytest.raises(Refused, match="HEIC") as refused:
        check_content(b"\0\0\0\x18ftypheic" + bytes(400), "IMG_0001.HEIC", trust)
    assert "JPEG" in refused.value.advice
