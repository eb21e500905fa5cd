"""One spelling for every value."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.canonical import canonical, digest_of

keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
words = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.integers() | st.booleans() | words, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=12
)


@given(plain)
def test_what_is_written_reads_back_equal(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(keys, st.integers()))
def test_the_order_of_keys_makes_no_difference(value):
    assert canonical(dict(reversed(list(value.items())))) == canonical(value)


def test_there_is_no_white_space_and_no_needless_escape():
    assert canonical({"b": [1, True], "a": '龑 "x"\n'}) == '{"a":"龑 \\"x\\"\\n","b":[1,true]}'.encode()


def test_a_tuple_is_a_list():
    assert canonical((1, 2)) == b"[1,2]"


def test_the_digest_is_the_sha256_of_the_form():
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


@pytest.mark.parametrize("value", [1.5, None, {"键": 1}, {1: 1}, [1.0], {"a": {"b": None}}, b"x", {1, 2}])
def test_what_has_no_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(ValueError, match="surrogates"):
        canonical("\ud800")
