"""The draw: recomputable by a stranger, without favour, and of one mind with its published vectors."""

import hashlib
import json
import subprocess
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import draw
from app.exam.bank import Bank, Item, ItemKind, Remark
from app.exam.draw import SAMPLE, Draw, Numbers, commitment, label, proof_code, theory_options
from app.exam.paper import assemble, audience_script, draw_clip_task, draw_sample
from app.exam.plain import from_plain, to_plain
from app.exam.scheme import Quota
from tests.exam import world

HERE = Path(__file__).parent
VECTORS = HERE.parent / "data" / "draw_vectors.json"


def vectors() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))
    return loaded


def _items(rows: list[dict[str, Any]]) -> tuple[Item, ...]:
    made = []
    for row in rows:
        plain = world.item(row["point"], int(row["id"][-3:]), ItemKind(row["kind"]), difficulty=row["difficulty"])
        assert plain.id == row["id"]
        option = plain.options[0]
        made.append(
            from_plain(Item, {**_plain(plain), "options": [{"zh": f"{option.zh}{n}"} for n in range(row["options"])]})
        )
    return tuple(made)


def _plain(item: Item) -> dict[str, Any]:
    plain = to_plain(item)
    assert isinstance(plain, dict)
    return plain


def _bank(given_input: dict[str, Any]) -> Bank:
    base = world.bank()
    samples = tuple(
        from_plain(type(base.samples[0]), {**_as_dict(base.samples[0]), "id": each}) for each in given_input["samples"]
    )
    tasks = tuple(
        from_plain(type(base.clip_tasks[0]), {**_as_dict(base.clip_tasks[0]), "id": each})
        for each in given_input["clip_tasks"]
    )
    remarks = tuple(
        Remark(row["id"], "S", world.text("某"), world.text("问"), row["earliest_s"], row["latest_s"], row["question"])
        for row in given_input["remarks"]
    )
    return world.bank(items=_items(given_input["items"]), samples=samples, clip_tasks=tasks, remarks=remarks)


def _as_dict(value: object) -> dict[str, Any]:
    plain = to_plain(value)
    assert isinstance(plain, dict)
    return plain


def recomputed(given_input: dict[str, Any]) -> dict[str, Any]:
    """Recompute one vector with Kaobo's own rules."""
    secret = bytes.fromhex(given_input["secret"])
    own = Draw(secret, given_input["sitting"], given_input["admission"], given_input["round"])
    bank = _bank(given_input)
    quotas = tuple(from_plain(Quota, row) for row in given_input["quotas"])
    scheme = world.with_theory(world.scheme(), quotas=quotas)
    sample, order = draw_sample(bank, own)
    raw, bounds = own.numbers(SAMPLE), own.numbers(SAMPLE)
    script = audience_script(bank, "S", own, given_input["length_ms"])
    return {
        "commitment": commitment(secret),
        "label": own.label(SAMPLE),
        "numbers": [str(raw.below(1 << 64)) for _ in range(9)],
        "below": [str(bounds.below(int(n))) for n in given_input["bounds"]],
        "paper": [{"item": line.item, "order": list(line.order)} for line in assemble(bank, scheme, own)],
        "sample": sample.id,
        "order": list(order),
        "clip_task": draw_clip_task(bank, own).id,
        "audience": {"remarks": [list(each) for each in script.remarks], "viewers": list(script.viewers)},
        "proof": own.proof(SAMPLE, sample.id),
    }


@pytest.mark.parametrize("number", range(4))
def test_kaobo_recomputes_the_published_vectors(number: int) -> None:
    vector = vectors()[number]
    assert recomputed(vector["input"]) == vector["expected"]


def test_a_stranger_in_another_language_recomputes_the_published_vectors() -> None:
    done = subprocess.run(
        ["node", str(HERE / "stranger.mjs"), str(VECTORS)], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == [vector["expected"] for vector in vectors()]


def test_the_document_names_the_vectors_and_the_stranger() -> None:
    page = (HERE.parent.parent / "docs" / "draw.md").read_text("utf-8")
    assert "tests/data/draw_vectors.json" in page
    assert "tests/exam/stranger.mjs" in page
    assert draw.COMMIT_PREFIX.decode().strip() in page
    assert draw.LABEL_PREFIX in page


def test_the_vectors_hold_a_case_that_rejects_a_number() -> None:
    half = (1 << 63) + 1
    for vector in vectors():
        raw = [int(each) for each in vector["expected"]["numbers"]]
        if str(half) in vector["input"]["bounds"] and any(number >= half for number in raw):
            return
    pytest.fail("no vector exercises rejection")


def test_a_commitment_tells_two_secrets_apart_and_is_not_the_bare_digest() -> None:
    assert commitment(bytes(32)) == hashlib.sha256(b"kaobo/commit/1\n" + bytes(32)).hexdigest()
    assert commitment(bytes(32)) != hashlib.sha256(bytes(32)).hexdigest()
    assert commitment(bytes(32)) != commitment(bytes(31) + b"\x01")
    assert len(commitment(b"")) == 64


@pytest.mark.parametrize("part", ["a|b", "a\nb", ""])
def test_a_label_refuses_a_part_that_would_let_two_draws_share_it(part: str) -> None:
    with pytest.raises(ValueError, match="label"):
        label(part, "S", "N", 1)
    with pytest.raises(ValueError, match="label"):
        label("sample", "S", part, 1)


@given(
    st.text(st.characters(exclude_characters="|\n", exclude_categories=["Cs"]), min_size=1),
    st.text(st.characters(exclude_characters="|\n", exclude_categories=["Cs"]), min_size=1),
    st.integers(1, 99),
)
def test_different_draws_have_different_labels(sitting: str, number: str, round_number: int) -> None:
    one = label("sample", sitting, number, round_number)
    assert one.split("|") == ["kaobo/draw/1", "sample", sitting, number, str(round_number)]
    assert one != label("sample", sitting, number, round_number + 1)
    assert one != label(theory_options("sample"), sitting, number, round_number)


@given(st.binary(min_size=1, max_size=64), st.integers(1, 1 << 64))
def test_a_number_is_always_below_its_bound(secret: bytes, n: int) -> None:
    numbers = Numbers(secret, "label")
    assert all(0 <= numbers.below(n) < n for _ in range(5))


@pytest.mark.parametrize("n", [0, -1, (1 << 64) + 1])
def test_a_bound_outside_one_to_two_to_the_64_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="cannot draw"):
        world.DRAW.numbers(SAMPLE).below(n)


@given(st.binary(min_size=32, max_size=32), st.lists(st.integers(), max_size=30))
def test_a_shuffle_keeps_every_thing_and_repeats_itself(secret: bytes, things: list[int]) -> None:
    mixed = Numbers(secret, "x").shuffled(things)
    assert Counter(mixed) == Counter(things)
    assert mixed == Numbers(secret, "x").shuffled(things)


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_sample_is_the_beginning_of_the_shuffle(k: int, size: int) -> None:
    numbers, again = world.DRAW.numbers("a"), world.DRAW.numbers("a")
    if k > size:
        with pytest.raises(ValueError, match="cannot draw"):
            numbers.sample(range(size), k)
    else:
        assert numbers.sample(range(size), k) == again.shuffled(range(size))[:k]


def test_every_order_of_three_things_is_about_equally_likely() -> None:
    orders = Counter(Draw(world.SECRET, "S", str(n)).numbers(SAMPLE).shuffled("abc") for n in range(6000))
    assert len(orders) == 6
    # 1000 expected each, standard deviation 28.9: five of them
    assert all(abs(count - 1000) < 145 for count in orders.values())


def test_rejection_leaves_no_trace_of_a_modulus_that_divides_badly() -> None:
    third = (1 << 64) // 3 * 2  # below(third) rejects every third number
    numbers = Numbers(world.SECRET, "bias")
    low = sum(numbers.below(third) < third // 2 for _ in range(3000))
    assert abs(low - 1500) < 140


def test_one_candidates_draws_do_not_follow_from_anothers() -> None:
    drawn = {draw_sample(world.bank(), Draw(world.SECRET, "S", f"{n:04d}"))[0].id for n in range(80)}
    assert len(drawn) == 10
    other_round = Draw(world.SECRET, world.DRAW.sitting_code, world.DRAW.admission_number, 2)
    assert draw_sample(world.bank(), other_round)[1] != draw_sample(world.bank(), world.DRAW)[1]


def test_the_proof_under_the_card_changes_with_whatever_it_rests_on() -> None:
    code = proof_code("c", "l", "o")
    assert len(code) == 8
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert len({code, proof_code("d", "l", "o"), proof_code("c", "m", "o"), proof_code("c", "l", "p")}) == 4
    assert world.DRAW.proof(SAMPLE, "s1") == proof_code(commitment(world.SECRET), world.DRAW.label(SAMPLE), "s1")


def test_the_blocks_of_a_draw_follow_on_one_another() -> None:
    numbers = world.DRAW.numbers(SAMPLE)
    first = [numbers.below(1 << 64) for _ in range(12)]
    assert len(set(first)) == 12
    again = world.DRAW.numbers(SAMPLE)
    assert list(islice(iter(lambda: again.below(1 << 64), None), 12)) == first
