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
"""


def load(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return load_layout(path)


def test_a_centre_s_own_layout_is_read(tmp_path):
    layout = load(tmp_path, GOOD)
    assert layout.elements == (TextElement(x=10, y=20, zh="{title}", en="{title}", size=12),)
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
        ("[[element]]", "[[elements]]", "no \\[\\[element\\]\\]"),
        ("size = 12", "size = ", "not a TOML file"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, old, new, sentence):
    with pytest.raises(Refused, match=sentence):
        load(tmp_path, GOOD.replace(old, new))


def test_a_layout_that_is_not_there_is_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        load_layout(tmp_path / "nowhere.toml")
