"""Sealed bytes open with their key, for their purpose, unchanged; else not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.sealing import Broken, opened, seal

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.text(max_size=30))
def test_what_is_sealed_opens_again(content: bytes, purpose: str) -> None:
    assert opened(KEY, seal(KEY, content, purpose=purpose), purpose=purpose) == content


def test_the_same_content_never_looks_the_same() -> None:
    assert len({seal(KEY, b"same", purpose="p") for _ in range(100)}) == 100


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal(KEY, b"content", purpose="p")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Broken):
            opened(KEY, bytes(changed), purpose="p")


@pytest.mark.parametrize("length", [0, 1, 5, 12, 13, 20, 28])
def test_torn_bytes_do_not_open(length: int) -> None:
    with pytest.raises(Broken):
        opened(KEY, seal(KEY, b"content", purpose="p")[:length], purpose="p")


def test_another_key_or_purpose_opens_nothing() -> None:
    sealed = seal(KEY, b"content", purpose="name")
    with pytest.raises(Broken):
        opened(KEY, sealed, purpose="phone")
    with pytest.raises(Broken):
        opened(bytes(32), sealed, purpose="name")
