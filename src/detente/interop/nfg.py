"""Strategic games of Gambit, ``.nfg`` in both of its forms: from the text to a table of payoffs.

The text holds ``NFG 1 R``, a title, the players, their strategies by number or by label, perhaps a remark, and either
the payoffs of all players profile by profile, the first player's strategy running fastest, or a list of outcomes with
payoffs and then the number of an outcome for each profile, 0 being the one that pays nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import prod
from typing import Literal, NamedTuple, NoReturn

from detente.faults import Place, SituationError, fault

MOST_PAYOFFS = 1 << 18

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:\\.|[^"\\])*")|(?P<mark>[{}])|(?P<word>[^\s{}",]+)|(?P<comma>,)|(?P<bad>\S))',
    re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?|[+-]?\d+/\d*[1-9]\d*")
_LONGEST = 400  # letters of a number


class Game(NamedTuple):
    """A strategic game: labels of strategies by player, and the payoffs of each profile to all players."""

    title: str
    about: str
    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[Fraction, ...], ...]


class Token(NamedTuple):
    """A piece of the text: a quoted text without its quotes, a mark or a word; '' at the end."""

    kind: Literal["text", "mark", "word", "comma", "end"]
    text: str
    start: int


def read_game(text: str, file: str) -> Game:
    r"""Read a strategic game.

    Parameters
    ----------
    text : str
        The text of a ``.nfg`` file, with payoffs or with outcomes.
    file : str
        Its name, for the place of a fault.

    Returns
    -------
    Game
        ``payoffs`` has a row per profile, the first player's strategy running fastest.

    Raises
    ------
    SituationError
        At the first place that can't be read: what follows can't be trusted.

    Examples
    --------
    >>> game = read_game('NFG 1 R "Selten (IJGT, 75), Figure 2" { "Player 1" "Player 2" } { 3 2 }\n1 1 0 2 0 2 1 1 0 3 2 0', "e02.nfg")
    >>> game.strategies, [str(one) for one in game.payoffs[5]]
    ((('1', '2', '3'), ('1', '2')), ['2', '0'])
    """
    return _Reader(text, file).game()


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.tokens = self._tokens()
        self.next = next(self.tokens)

    def game(self) -> Game:
        """Read the whole text."""
        self.prologue()
        title = self.quoted("the title of the game")
        players = self.labels("a player")
        if not players:
            self.stop("a game has at least one player")
        strategies = self.strategies(len(players))
        about = self.take().text if self.next.kind == "text" else ""
        profiles = prod(map(len, strategies))
        if profiles * len(players) > MOST_PAYOFFS:
            self.refuse(
                "DT807",
                "the game is too large",
                expected=f"at most {MOST_PAYOFFS:,} payoffs",
                got=f"{profiles * len(players):,}",
            )
        payoffs = (
            self.outcomes(len(players), profiles)
            if self.next.text == "{"
            else self.table(len(players), profiles)
        )
        if self.next.kind != "end":
            self.refuse(
                "DT808",
                "the file goes on behind the payoffs of the last profile",
                expected=f"{profiles} profiles",
                got=self.next.text[:40],
            )
        return Game(title, about, players, strategies, payoffs)

    def prologue(self) -> None:
        """Read the words with which each file begins."""
        for word, meaning in (("NFG", "NFG"), ("1", "version 1"), ("R D", "R or D")):
            if self.next.kind != "word" or self.next.text not in word.split():
                self.stop(f"a game begins with NFG 1 R; expected {meaning}")
            self.take()

    def strategies(self, players: int) -> tuple[tuple[str, ...], ...]:
        """Read the strategies of all players: lists of labels, or how many there are of each."""
        self.mark("{")
        if self.next.text == "{":
            listed = []
            while self.next.text == "{" and self.next.kind == "mark":
                listed.append(self.labels("a strategy"))
        else:
            listed = [tuple(map(str, range(1, count + 1))) for count in self.counts()]
        if len(listed) != players:
            self.refuse(
                "DT808",
                "the strategies don't fit the players",
                expected=f"{players} lists",
                got=str(len(listed)),
            )
        if not all(listed):
            self.stop("each player has at least one strategy")
        self.mark("}")
        return tuple(listed)

    def counts(self) -> Iterator[int]:
        """Read how many strategies each player has."""
        while self.next.kind == "word":
            count = self.whole("the number of a player's strategies")
            if count > MOST_PAYOFFS:
                self.refuse(
                    "DT807",
                    "the game is too large",
                    expected=f"at most {MOST_PAYOFFS:,} payoffs",
                    got=f"{count:,} strategies",
                )
            yield count

    def table(self, players: int, profiles: int) -> tuple[tuple[Fraction, ...], ...]:
        """Read the payoffs profile by profile."""
        return tuple(
            tuple(self.number(f"profile {at + 1}") for _ in range(players)) for at in range(profiles)
        )

    def outcomes(self, players: int, profiles: int) -> tuple[tuple[Fraction, ...], ...]:
        """Read the outcomes, and which of them each profile has."""
        self.mark("{")
        known = [(Fraction(0),) * players]
        while self.next.text == "{" and self.next.kind == "mark":
            self.mark("{")
            self.quoted("the name of an outcome")
            known.append(tuple(self.number(f"outcome {len(known)}") for _ in range(players)))
            self.mark("}")
        self.mark("}")
        rows = []
        for at in range(profiles):
            place = self.next.start
            number = self.whole(f"the outcome of profile {at + 1}")
            if number >= len(known):
                self.refuse(
                    "DT803",
                    "there is no outcome of this number",
                    place,
                    expected=f"0 to {len(known) - 1}",
                    got=str(number),
                )
            rows.append(known[number])
        return tuple(rows)

    def labels(self, what: str) -> tuple[str, ...]:
        """Read a list of labels between braces."""
        self.mark("{")
        found = []
        while self.next.text != "}" or self.next.kind != "mark":
            found.append(self.quoted(f"the name of {what}"))
        self.mark("}")
        return tuple(found)

    def quoted(self, what: str) -> str:
        """Read a text between quotes."""
        if self.next.kind != "text":
            self.stop(f"expected {what} between quotes")
        return self.take().text

    def number(self, where: str) -> Fraction:
        """Read a payoff; a comma before it or behind it counts as a blank."""
        self.commas()
        if self.next.kind != "word":
            missing = self.next.kind == "end" or self.next.text == "}"
            self.refuse(
                "DT808",
                f"a payoff of {where} is missing" if missing else "this is not a payoff",
                got=self.next.text[:40],
            )
        if len(self.next.text) > _LONGEST or not _NUMBER.fullmatch(self.next.text):
            self.refuse(
                "DT808",
                "this is not a payoff",
                expected="a number such as 3, -0.5 or 1/3",
                got=self.next.text[:40],
            )
        value = Fraction(self.take().text)
        self.commas()
        return value

    def whole(self, what: str) -> int:
        """Read a whole number that is not negative."""
        self.commas()
        if not re.fullmatch(r"\d{1,9}", self.next.text) or self.next.kind != "word":
            self.refuse(
                "DT808",
                f"this is not {what}",
                expected="a whole number",
                got=self.next.text[:40] or "the end of the file",
            )
        return int(self.take().text)

    def commas(self) -> None:
        """Pass over commas."""
        while self.next.kind == "comma":
            self.take()

    def mark(self, sign: str) -> None:
        """Read a brace."""
        if self.next.kind != "mark" or self.next.text != sign:
            self.stop(f"expected '{sign}'")
        self.take()

    def take(self) -> Token:
        """Give the next token and go on."""
        token = self.next
        self.next = next(self.tokens, token)
        return token

    def stop(self, message: str) -> NoReturn:
        """Stop where the text has another form than a game."""
        self.refuse(
            "DT801",
            f"this is not a game of Gambit: {message}",
            got=self.next.text[:40] or "the end of the file",
        )

    def refuse(self, code: str, message: str, start: int | None = None, **more: str) -> NoReturn:
        """Stop at a place of the text, by default the next token's."""
        at = self.next.start if start is None else start
        place = Place(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at), self.file)
        raise SituationError([fault(code, place, message, **more)])

    def _tokens(self) -> Iterator[Token]:
        """Split the text."""
        at = 0
        while (match := _TOKEN.match(self.text, at)) is not None:
            kind = str(match.lastgroup)
            start, at = match.start(kind), match.end()
            if kind == "bad":
                self.next = Token("end", "", start)
                self.stop("a quote is never closed")
            found = match[kind]
            yield Token(kind, re.sub(r'\\(")', r"\1", found[1:-1]) if kind == "text" else found, start)  # type: ignore[arg-type]
        yield Token("end", "", len(self.text.rstrip()))
