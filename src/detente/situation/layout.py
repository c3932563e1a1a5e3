"""Where the entries of lists and mappings stand in a text: their lines, comments and marks."""

from __future__ import annotations

import re

from detente.situation.nodes import Node

_DASH = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))* *-")
_COLON = re.compile(r"[ \t]*:")
_COMMA = re.compile(r"[ \t]*,")

Span = tuple[int, int]


class Layout:
    """A text with its nodes, asked for the places of their entries. All offsets count characters from 0."""

    __slots__ = ("newline", "root", "text")

    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def node(self, path: tuple[str | int, ...]) -> Node:
        """Give the node at a path.

        Raises
        ------
        ValueError
            If there is none, or an alias stands on the way: what it stands for is written elsewhere.
        """
        node = self.root
        for k, part in enumerate(path):
            if node.alias:
                raise ValueError(f"splice(): {path[:k]} is an alias; edit what it stands for")
            found = _below(node, part)
            if found is None:
                raise ValueError(f"splice(): there is no {path[: k + 1]}")
            node = found
        return node

    def container(self, path: tuple[str | int, ...]) -> Node:
        """Give the list or mapping at a path.

        Raises
        ------
        ValueError
            If there is none, or an alias stands for it.
        """
        node = self.node(path)
        if node.kind == "scalar" or node.alias:
            raise ValueError(f"splice(): expected a list or mapping at {path}")
        return node

    def position(self, path: tuple[str | int, ...]) -> int:
        """Give the position of the entry at a path among those beside it."""
        node = self.container(path[:-1])
        if node.kind == "list":
            return int(path[-1])
        return [key.text for key, _ in node.pairs].index(str(path[-1]))

    def line_start(self, offset: int) -> int:
        """Give where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Give where the line of an offset ends, before its line break."""
        ends = (self.text.find(sign, offset) for sign in "\r\n")
        return min((end for end in ends if end >= 0), default=len(self.text))

    def column(self, offset: int) -> int:
        """Give how many characters stand before an offset in its line."""
        start = self.line_start(offset)
        return offset - start - (start == 0 and self.text.startswith("\ufeff"))

    def tail(self, node: Node) -> int:
        """Give where a node's own text ends, without the blank lines and comments behind it."""
        if node.alias or node.flow:
            return node.end
        if node.kind == "scalar":
            text = self.text[node.start : node.end]
            return node.start + len(text.rstrip()) if node.style in {"|", ">"} else node.end
        if node.kind == "list":
            return self.tail(node.items[-1]) if node.items else node.end
        key, value = node.pairs[-1]
        return max(key.end, self.tail(value))

    def span(self, node: Node, k: int) -> Span:
        """Give the span of an entry: an item, or a key with its value."""
        if node.kind == "list":
            return node.items[k].start, self.tail(node.items[k])
        key, value = node.pairs[k]
        return key.start, max(key.end, self.tail(value) if not value.missing else value.end)

    def own(self, node: Node, k: int) -> int:
        """Give where an entry of a block begins: its dash, or its key.

        Raises
        ------
        ValueError
            If it is written in a way that is not understood.
        """
        if node.kind == "mapping":
            start = node.pairs[k][0].start
            if self.text[self.line_start(start) : start].rstrip().endswith("?"):
                raise ValueError("splice(): a key behind '?' can't be edited")
            return start
        if k == 0 and self.text[node.start : node.start + 1] == "-":
            return node.start
        search = self.line_end(self.tail(node.items[k - 1])) if k else self.line_start(node.start)
        dash = _DASH.match(self.text, search)
        if dash is None:
            raise ValueError("splice(): the dash of an item was not found")
        return dash.end() - 1

    def shares_line(self, node: Node, k: int) -> bool:
        """Whether something other than blanks stands before an entry of a block in its line."""
        own = self.own(node, k)
        return bool(self.text[self.line_start(own) : own].strip(" \ufeff"))

    def region(self, node: Node, k: int) -> Span:
        """Give the lines of an entry of a block, from the comments right above it to the comment behind it.

        The last line break is left out. An entry that shares its first line with what it is in begins at its own mark.
        """
        own = self.own(node, k)
        end = self.line_end(self.span(node, k)[1])
        if self.shares_line(node, k):
            return own, end
        start = self.line_start(own)
        floor = self.line_end(self.span(node, k - 1)[1]) if k else self.line_end(self._before(node))
        while start - 1 > floor:
            above = self.line_start(start - 1 - (self.text[start - 2 : start] == "\r\n"))
            if above <= floor or not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start, end

    def _before(self, node: Node) -> int:
        """Give an offset before the first comment that may belong to the first entry of a block."""
        start = self.line_start(node.start)
        while start > 0:
            above = self.line_start(start - 1 - (self.text[start - 2 : start] == "\r\n"))
            if not self.text[above:start].lstrip().startswith("#"):
                return above
            start = above
        return -1

    def line_patch(self, node: Node, k: int) -> Span:
        """Give what goes when an entry of a block is removed: its lines; or the rest of a line that it shares."""
        start, end = self.region(node, k)
        if self.shares_line(node, k):
            return start, end
        return start, end + len(re.match(r"(\r\n|\r|\n)?", self.text[end : end + 2])[0])  # type: ignore[index]

    def behind_mark(self, path: tuple[str | int, ...]) -> int:
        """Give where a value begins: behind the colon of its key, or behind the dash of its item."""
        if not path:
            return self.root.start
        parent = self.container(path[:-1])
        k = self.position(path)
        if parent.kind == "list":
            return self.span(parent, k)[0] if parent.flow else self.own(parent, k) + 1
        colon = _COLON.match(self.text, parent.pairs[k][0].end)
        if colon is None:
            raise ValueError(f"splice(): the colon of {path[-1]!r} was not found")
        return colon.end()

    def past_comma(self, offset: int) -> int:
        """Give where a comma right behind an offset ends; the offset itself if there is none."""
        comma = _COMMA.match(self.text, offset)
        return comma.end() if comma else offset


def _below(node: Node, part: str | int) -> Node | None:
    """Give an entry of a list or mapping."""
    if node.kind == "list":
        inside = isinstance(part, int) and 0 <= part < len(node.items)
        return node.items[int(part)] if inside else None
    return node.get(part) if node.kind == "mapping" and isinstance(part, str) else None
