"""Edits by splicing change what they name and nothing else, in block and between brackets."""

from __future__ import annotations

import random

import pytest

from detente.situation.nodes import compose
from detente.situation.opening import case_names, casebook, load
from detente.situation.splice import Insert, Remove, Set, Swap, edited_plainly, plain_of, splice

BLOCK = """\
# the file
statements:       # most important first
  # about a
  - not a         # behind a

  # about b
  - "b: c"
  - holds: d      # behind d
    because: >-
      A reason
      in two lines

  - e             # behind e
# about types
types:
  firm: {prior: 30%, statements: [x, y, 'z z']}   # flow
  # about soft
  soft:
    prior: [55%, 80%]
"""


def lines(text):
    return text.splitlines()


def is_subsequence(few, many):
    rest = iter(many)
    return all(line in rest for line in few)


def test_a_scalar_is_set_and_the_rest_stays():
    assert splice(BLOCK, [Set(("types", "firm", "prior"), "40%")]) == BLOCK.replace("30%", "40%")


def test_a_quoted_scalar_keeps_its_quotes():
    edited = splice(
        BLOCK, [Set(("statements", 1), 'say "b"'), Set(("types", "firm", "statements", 2), "it's")]
    )
    assert edited == BLOCK.replace('"b: c"', '"say \\"b\\""').replace("'z z'", "'it''s'")


@pytest.mark.parametrize(
    "value",
    ["a: b", "a #b", "", "- x", "{x", "é\u2028\x07", "yes", "*x", "&x", "%x", " x", "a, b", "?", "x:"],
)
def test_a_value_that_yaml_would_misread_is_quoted(value):
    for path in [("statements", 0), ("types", "firm", "prior"), ("types", "soft", "prior")]:
        root, _ = compose(splice(BLOCK, [Set(path, value)]))
        node = root
        for part in path:
            node = node.items[part] if isinstance(part, int) else node.get(part)
        assert node.text == value


def test_a_block_value_may_be_set_to_a_text_and_a_text_to_a_list():
    edited = splice(BLOCK, [Set(("types", "soft"), "gone"), Set(("statements", 3), ["p", "q"])])
    assert edited == BLOCK.replace("soft:\n    prior: [55%, 80%]", "soft: gone").replace(
        "- e  ", "- [p, q]  "
    )


def test_an_item_goes_with_its_comments():
    edited = splice(BLOCK, [Remove(("statements", 0))])
    assert edited == BLOCK.replace("  # about a\n  - not a         # behind a\n", "")


def test_an_item_of_several_lines_goes_whole():
    edited = splice(BLOCK, [Remove(("statements", 2))])
    gone = "  - holds: d      # behind d\n    because: >-\n      A reason\n      in two lines\n"
    assert edited == BLOCK.replace(gone, "")


def test_a_key_that_shares_its_line_with_a_dash_goes_alone():
    edited = splice(BLOCK, [Remove(("statements", 2, "holds"))])
    assert edited == BLOCK.replace("- holds: d      # behind d", "- ")


def test_the_last_item_leaves_an_empty_list():
    assert splice("a:\n  - x\nb: 1\n", [Remove(("a", 0))]) == "a: []\nb: 1\n"
    assert splice("a: [x,]\n", [Remove(("a", 0))]) == "a: []\n"
    assert splice("a:\n  b: 1\n", [Remove(("a", "b"))]) == "a: {}\n"
    assert splice("- - x\n- y\n", [Remove((0, 0))]) == "- []\n- y\n"


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ([0], "[b, c]"),
        ([1], "[a, c]"),
        ([2], "[a, b]"),
        ([0, 1], "[c]"),
        ([1, 2], "[a]"),
        ([0, 2], "[b]"),
        ([0, 1, 2], "[]"),
    ],
)
def test_items_between_brackets_go_with_a_comma(gone, left):
    edits = [Remove(("x", k)) for k in gone]
    assert splice("x: [a, b, c]  # three\n", edits) == f"x: {left}  # three\n"


def test_swapped_items_take_their_comments_along():
    text = "x:\n  # about a\n  - a  # behind a\n\n  # about b\n  - b\n"
    assert splice(text, [Swap(("x",), 1, 0)]) == "x:\n  # about b\n  - b\n\n  # about a\n  - a  # behind a\n"


def test_keys_are_swapped_with_their_values():
    edited = splice("a: 1 # one\nb:\n  - 2\nc: 3\n", [Swap((), 0, 1)])
    assert edited == "b:\n  - 2\na: 1 # one\nc: 3\n"
    assert splice("{a: 1, b: [2], c: 3}", [Swap((), 0, 2)]) == "{c: 3, b: [2], a: 1}"


def test_the_last_entry_needs_no_line_break_to_be_swapped():
    assert splice("- a\n- b", [Swap((), 0, 1)]) == "- b\n- a"


def test_an_entry_is_put_in_before_the_comments_of_the_next():
    edited = splice(BLOCK, [Insert(("statements",), 1, "not z")])
    assert edited == BLOCK.replace("  # about b\n", "  - not z\n  # about b\n")


def test_an_entry_is_put_in_at_the_end():
    assert splice("a:\n- x  # one\nb: 1", [Insert(("a",), 5, "y")]) == "a:\n- x  # one\n- y\nb: 1"
    assert splice("a: [x]\n", [Insert(("a",), 1, "y: z")]) == 'a: [x, "y: z"]\n'
    assert splice("a: {}\n", [Insert(("a",), 0, {"p": ["q"]}, "k")]) == "a: {k: {p: [q]}}\n"
    assert splice("a: 1\n", [Insert((), 9, "2", "b")]) == "a: 1\nb: 2\n"


def test_line_breaks_of_the_file_are_kept():
    text = "a:\r\n  - x\r\n  - y\r\n"
    assert splice(text, [Insert(("a",), 1, "z")]) == "a:\r\n  - x\r\n  - z\r\n  - y\r\n"
    assert splice(text, [Remove(("a", 0))]) == "a:\r\n  - y\r\n"


def test_a_byte_order_mark_stays():
    assert splice("\ufeffa: 1\nb: 2\n", [Set(("b",), "3"), Swap((), 0, 1)][:1]) == "\ufeffa: 1\nb: 3\n"


def test_several_edits_name_places_of_the_original():
    edited = splice(
        BLOCK, [Remove(("statements", 0)), Swap(("statements",), 1, 3), Set(("types", "firm", "prior"), "1%")]
    )
    root, _ = compose(edited)
    assert [plain_of(item) for item in root.get("statements").items] == [
        "e",
        {"holds": "d", "because": "A reason in two lines"},
        "b: c",
    ]


@pytest.mark.parametrize(
    "edits",
    [
        [Swap(("statements",), 0, 1), Set(("statements", 0), "x")],
        [Set(("nowhere",), "x")],
        [Remove(("statements", 9))],
        [Remove(())],
        [Swap(("types", "firm", "prior"), 0, 1)],
    ],
)
def test_edits_that_can_not_be_made_are_refused(edits):
    with pytest.raises(ValueError, match=r"^splice\(\)"):
        splice(BLOCK, edits)


def test_what_an_alias_stands_for_is_not_edited_through_it():
    text = "a: &x [p, q]\nb: *x\n"
    with pytest.raises(ValueError, match="alias"):
        splice(text, [Remove(("b", 0))])
    with pytest.raises(ValueError, match="doesn't fit"):
        splice(text, [Swap((), 0, 1)])
    assert splice(text, [Set(("b",), "r")]) == "a: &x [p, q]\nb: r\n"


def test_a_text_that_can_not_be_read_is_refused():
    with pytest.raises(ValueError, match="can be read"):
        splice("a: [", [Set(("a",), "x")])


# ── edits at random ────────────────────────────────────────────────────────────────────────────────


def paths_of(node, path=()):
    yield path, node
    if node.alias:
        return
    if node.kind == "list":
        for k, item in enumerate(node.items):
            yield from paths_of(item, (*path, k))
    elif node.kind == "mapping":
        for key, value in node.pairs:
            yield from paths_of(value, (*path, key.text))


def drawn_edit(rng, places):
    """Draw an edit that fits some place of the text."""
    path, node = rng.choice(places)
    size = len(node.items) + len(node.pairs)
    kind = rng.choice(["set", "remove", "insert", "swap"])
    if node.kind == "scalar" or (kind == "set" and path):
        return Set(path, rng.choice(["x", "a: b", "70%", "not (a and b)", "", "it's", "ü"]))
    if kind == "insert" or not size:
        key = f"new{rng.randrange(10**6)}" if node.kind == "mapping" else ""
        return Insert(path, rng.randrange(size + 2), rng.choice(["y", "y #1", ["p", "q"], {"k": "v"}]), key)
    if kind == "swap" and size > 1:
        return Swap(path, *rng.sample(range(size), 2))
    k = rng.randrange(size)
    return Remove((*path, k if node.kind == "list" else node.pairs[k][0].text))


def same(one, other):
    """Compare trees, but for the line break that ends a block of text: at the end of a file it may be missing."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = zip(one.items(), other.items(), strict=False)
        return len(one) == len(other) and all(a == b and same(v, w) for (a, v), (b, w) in pairs)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(v, w) for v, w in zip(one, other, strict=True))
    return isinstance(one, str) and isinstance(other, str) and one.rstrip("\n") == other.rstrip("\n")


def check(text, edits):
    """Compare a splice with the same edits of plain lists and mappings, and look at the lines that stay."""
    edited = splice(text, edits)
    root, _ = compose(edited)
    before, _ = compose(text)
    assert root is None or same(plain_of(root), edited_plainly(plain_of(before), edits))
    if len(edits) == 1:
        stays(text, edited, edits[0], before)


def stays(text, edited, edit, root):
    if isinstance(edit, Set):
        node = dict(paths_of(root))[edit.path]
        common = next((k for k, (a, b) in enumerate(zip(text, edited, strict=False)) if a != b), len(edited))
        assert common >= min(node.start - 40, len(edited)) or node.kind != "scalar"
        if node.kind == "scalar" and node.style not in {"|", ">"}:
            assert edited.startswith(text[: node.start])
            assert edited.endswith(text[node.end :])
    elif isinstance(edit, Swap):
        assert sorted("".join(edited.split())) == sorted("".join(text.split()))
    elif isinstance(edit, Insert):
        whole = dict(paths_of(root))[edit.path]
        if not whole.flow and edit.position >= len(whole.items) + len(whole.pairs):
            assert is_subsequence(lines(text), lines(edited))
            assert len(lines(edited)) == len(lines(text)) + 1
    else:
        whole = dict(paths_of(root))[edit.path[:-1]]
        if not whole.flow and len(whole.items) + len(whole.pairs) > 1:
            left = [line for line in lines(edited) if line.strip(" -")]
            assert is_subsequence(left, lines(text))


class Writer:
    """Writes documents with lists and mappings in both styles, quotes, comments and blank lines."""

    def __init__(self, rng):
        self.rng, self.out = rng, []

    def document(self):
        self.block(0, 3, "")
        return "\n".join(self.out) + self.rng.choice(["\n", "\n", "", "\n\n"])

    def scalar(self):
        word = self.rng.choice(["a", "not b", "c -> d", "70%", "x.y"])
        return self.rng.choice(["{}", "{}", "'{}'", '"{}"']).format(word)

    def flow(self, depth):
        kind = self.rng.randrange(3) if depth else 0
        if kind == 0:
            return self.scalar()
        parts = [self.flow(depth - 1) for _ in range(self.rng.randrange(4))]
        if kind == 1:
            return "[" + self.rng.choice([", ", ","]).join(parts) + "]"
        return "{" + ", ".join(f"k{i}: {part}" for i, part in enumerate(parts)) + "}"

    def remark(self, indent):
        if self.rng.random() < 0.2:
            self.out.append("")
        if self.rng.random() < 0.3:
            self.out.append(" " * indent + f"# remark {len(self.out)}")

    def behind(self):
        return f"   # behind {len(self.out)}" if self.rng.random() < 0.3 else ""

    def block(self, indent, depth, lead):
        """Write a block list or mapping; ``lead`` begins its first line."""
        mapping = self.rng.random() < 0.5
        for k in range(self.rng.randrange(1, 4)):
            if k or not lead:
                self.remark(indent)
            start = lead if k == 0 and lead else " " * indent
            self.entry(start, f"key{k}:" if mapping else "-", indent, depth)

    def entry(self, start, mark, indent, depth):
        form = self.rng.randrange(4) if depth else 0
        if form in {0, 1}:
            self.out.append(f"{start}{mark} {self.flow(2) if form else self.scalar()}{self.behind()}")
        elif form == 2 and mark == "-":
            self.block(indent + 2, depth - 1, f"{start}- ")
        elif form == 2 and self.rng.random() < 0.3:
            self.out.append(f"{start}{mark} {self.rng.choice(['|', '>', '|-', '>-'])}")
            self.out.extend(" " * (indent + 2) + word for word in ("some words", "and more"))
        else:
            self.out.append(f"{start}{mark}{self.behind()}")
            self.block(indent + 2, depth - 1, "")


@pytest.mark.parametrize("seed", range(40))
def test_edits_at_random_of_documents_at_random(seed):
    rng = random.Random(seed)
    made = 0
    for _ in range(12):
        text = Writer(rng).document()
        root, faults = compose(text)
        assert root is not None, (faults, text)
        places = list(paths_of(root))
        for _ in range(6):
            edits = [drawn_edit(rng, places) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
            try:
                check(text, edits)
                made += 1
            except ValueError as error:
                if "touch one part" not in str(error):
                    raise AssertionError(f"{error}\n{edits}\n{text}") from error
    assert made > 40


@pytest.mark.parametrize("name", case_names())
def test_edits_at_random_of_the_built_in_cases(name):
    text = (casebook() / name / "situation.yaml").read_text(encoding="utf-8")
    root, _ = compose(text)
    places = list(paths_of(root))
    rng = random.Random(name)
    for _ in range(10):
        check(text, [drawn_edit(rng, places)])


def test_the_edits_of_a_flip_read_back_as_situations():
    """Drop a statement, swap two neighbours, change a prior, step a word, drop an observation: on the largest case."""
    text = load("belarus-2023").text
    edits = [
        Remove(("preferences", "EU", "types", "firm", "statements", 4)),
        Swap(("preferences", "BLR", "types", "survivor", "statements"), 0, 1),
        Set(("preferences", "RUS", "types", "guarantor", "prior"), "50%"),
        Set(("evidence", "denial", "expected_if", "CHN", "provoked"), "very likely"),
        Remove(("evidence", "iskander", "expected_if")),
    ]
    edited = splice(text, edits)
    assert len(lines(text)) - len(lines(edited)) == 5
    assert edited.count("prior: 50%") == text.count("prior: 50%") + 1
