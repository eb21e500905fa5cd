"""Characters are drawn, stood in for, or refused by name; maps back to Unicode hold beyond U+FFFF."""

import pytest

from app.exam.errors import Refused
from app.paperwork import fonts
from app.paperwork.fonts import Face


@pytest.mark.parametrize("face", list(Face))
def test_every_face_has_the_rare_characters_of_names(face: Face) -> None:
    assert fonts.missing("欧阳𬱖䶮㛃龑·ÄéÑ", face) == ""


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"𠮷 \(U\+20BB7\) in the name"):
        fonts.require_glyphs("𠮷野", Face.SERIF, "the name")
    fonts.require_glyphs("吉野\n", Face.SERIF, "the name")


def test_a_control_character_is_named_by_its_number_alone() -> None:
    with pytest.raises(Refused, match=r"No font of Kaobo has  \(U\+0007\)"):
        fonts.require_glyphs("a\x07", Face.SANS, "the name")


def test_a_character_that_one_face_lacks_is_drawn_by_its_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    known = fonts._glyphs
    monkeypatch.setattr(
        fonts, "_glyphs", lambda face: set(known(face)) - ({ord("龑")} if face is Face.SERIF else set())
    )
    assert fonts.runs("刘龑字", Face.SERIF) == ((Face.SERIF, "刘"), (Face.SANS, "龑"), (Face.SERIF, "字"))
    assert fonts.missing("刘龑", Face.SERIF) == ""
    assert fonts.width("刘龑", Face.SERIF, 10) == 20


def test_the_map_to_unicode_writes_pairs_beyond_the_basic_plane_in_short_blocks() -> None:
    written = fonts.unicode_map("N", [0, *range(0x4E00, 0x4E00 + 150), 0x2CC56])
    assert "<97> <D873DC56>" in written
    assert "<00>" not in written.replace("<00> <FF>", "")
    assert [line for line in written.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar", "51 beginbfchar",
    ]  # fmt: skip
