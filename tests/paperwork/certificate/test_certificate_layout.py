"""A mistake in a layout file gets one sentence naming the element and the key."""

import pytest

from app.exam.errors import Refused, Unavailable
from app.paperwork.certificate.layout import TextElement, load_layout
from app.paperwork.certificate.press import shipped_layout

GOOD = """
name = "own"
[page]
width = 210
height = 297
[colours]
ink = "#1F2421"
[[element]]
kind = "text"
zh = "{title}"
en = "{title}"
x = 10
y = 20
size = 12
[[element]]
kind = "text"
zh = "{holder} {number}"
en = "{holder} {number}"
x = 10
y = 30
size = 9
[[element]]
kind = "picture"
what = "qr"
x = 20
y = 200
width = 30
height = 30
"""


def load(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return load_layout(path)


def test_a_centre_s_own_layout_is_read(tmp_path):
    layout = load(tmp_path, GOOD)
    assert layout.elements[0] == TextElement(x=10, y=20, zh="{title}", en="{title}", size=12)
    assert layout.colours == {"ink": (31, 36, 33)}


@pytest.mark.parametrize("name", ["dignified", "plain"])
def test_the_shipped_layouts_are_read(name):
    layout = shipped_layout(name)
    assert (layout.width, layout.height) == (210, 297)
    assert layout.name == name


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('kind = "text"', 'kind = "song"', "element 1: its kind must be one of"),
        ("size = 12", "", "element 1: size is missing"),
        ("size = 12", 'size = "12"', "element 1: size must be a number"),
        ("size = 12", "size = true", "element 1: size must be a number"),
        ("size = 12", "size = 12\nshadow = 3", "element 1: shadow is not known for text"),
        ("x = 10", "x = 1e9", "x = 1000000000.0 lies outside any page"),
        ('zh = "{title}"', "zh = 3", "zh must be a text"),
        ('zh = "{title}"', 'zh = "{titel}"', "brace"),
        ('zh = "{title}"', 'zh = "{title.__class__}"', "brace"),
        ('zh = "{title}"', 'zh = "{"', "brace"),
        ("size = 12", 'size = 12\ncolour = "red"', "colour = 'red' is not one of ink"),
        ("size = 12", 'size = 12\nalign = "middle"', "align = 'middle' is not one of"),
        ("size = 12", 'size = 12\nface = "comic"', "face = 'comic' is not one of"),
        ('"#1F2421"', '"#1F24"', "colours.ink"),
        ("[page]", "[pages]", "page: this table is missing"),
        ("width = 210", "", "page: width must be a number"),
        (GOOD[GOOD.index("[[element]]") :], "", "no \\[\\[element\\]\\]"),
        ("size = 12", "size = ", "not a TOML file"),
        ("size = 12", "size = -12", "element 1: size = -12 draws nothing"),
        ("size = 12", "size = 0", "element 1: size = 0 draws nothing"),
        ("width = 30", "width = -30", "element 3: width = -30 draws nothing"),
        ("x = 10", "x = 211", "element 1: it must stand on the page of 210 by 297 mm"),
        ("y = 20\n", "y = -1\n", "element 1: it must stand on the page"),
        ("x = 20", "x = 190", "element 3: the whole picture must stand on the page"),
        ("height = 30", "height = 15", "element 3: the QR code must be 20 mm"),
        ('what = "qr"', 'what = "seal"', "no picture shows the QR code"),
        ('what = "qr"', 'what = "qr"\nwhen = "photo"', "no picture shows the QR code"),
        ('zh = "{holder} ', 'zh = "', "no text shows {holder}"),
        ('en = "{holder} {number}"', 'en = "{holder}"', "no text shows {number}"),
        ('zh = "{holder} ', 'zh = "{{holder}} ', "no text shows {holder}"),
        ('zh = "{holder} ', 'zh = "{holder:d} ', "element 2: .* has a brace"),
        ('zh = "{holder} ', 'zh = "{holder:.0} ', "element 2: .* has a brace"),
        ('zh = "{holder} ', 'zh = "{holder!r} ', "element 2: .* has a brace"),
        ('zh = "{title}"', r'zh = "{title}\n二"', "element 1: .* only paragraphs break lines"),
        ('zh = "{title}"', r'zh = "{title}\u0001"', "element 1: .* control character"),
        ("size = 9", "size = 0.01", "element 2: size = 0.01 draws nothing that can be read"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, old, new, sentence):
    with pytest.raises(Refused, match=sentence):
        load(tmp_path, GOOD.replace(old, new, 1))


def test_a_layout_that_is_not_there_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        load_layout(tmp_path / "nowhere.toml")
