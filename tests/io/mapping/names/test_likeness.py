"""Names that are nearly the same, found among few and among many."""

import random

from commissionplanner.io.mapping.names import likeness

_SOUNDS = (
    "bar ton wick ham ley ford mere by stead worth field den cot hurst well gate ridge".split()
)


def _names(seed, count):
    source = random.Random(seed)
    word = lambda: "".join(source.choice(_SOUNDS) for _ in range(3)).capitalize()  # noqa: E731 short
    return [
        f"{word()} {word()} {source.choice(['Trust', 'CIC', 'Council', 'School'])}"
        for _ in range(count)
    ]


def test_a_letter_left_out_is_found_among_many():
    held = _names(1, 3_000)
    planted = [name[:4] + name[5:] for name in held[:300]]
    found = likeness.nearest([*planted, *_names(2, 2_000)], held, 0.85)
    assert (
        sum(found.get(new, ("",))[0] == name for new, name in zip(planted, held, strict=False))
        >= 270
    )


def test_few_names_are_all_compared():
    assert (
        likeness.nearest(["Barnado's"], ["Barnardo's", "Mind"], 0.85)["Barnado's"][0]
        == "Barnardo's"
    )


def test_pairs_come_nearest_first_and_once():
    pairs = likeness.alike(["Smith & Co", "Smith and Co", "Smyth and Co", "Other"], 0.85)
    assert pairs[0] == ("Smith & Co", "Smith and Co", 1.0)
    assert len(pairs) == 3


def test_thousands_of_names_all_alike_are_not_all_compared_closely(monkeypatch):
    looked_at = []
    near = likeness.nearness
    monkeypatch.setattr(likeness, "nearness", lambda a, b: looked_at.append(a) or near(a, b))
    letters = "abcdefghijklmnop"
    names = [
        f"Northern Supplier of Care and Support {a}{b}{c} Ltd"
        for a in letters
        for b in letters
        for c in letters
    ]
    pairs = likeness.alike(names, 0.85)
    assert len(pairs) >= len(names) / 2
    assert len(looked_at) <= 13 * len(names)


def test_names_with_different_numbers_are_not_compared_at_all(monkeypatch):
    monkeypatch.setattr(likeness, "nearness", None)
    assert likeness.alike([f"Supplier number {n} Ltd" for n in range(2_000)], 0.85) == []


def test_a_text_too_long_for_a_name_is_like_no_other():
    assert likeness.alike(["Acorn Trust " * 30, "Acorn Trust " * 31], 0.5) == []
    assert len(likeness.alike(["Acorn Trust North", "Acorn Trust Nord"], 0.5)) == 1
