"""Commands run within the process, and the small files that they are asked about."""

import json
from typing import NamedTuple

from detente.cli.main import run


class Said(NamedTuple):
    """What a command gave back: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)

    @property
    def flat(self):
        """The output without the breaks of its lines."""
        return " ".join(self.out.split())


def ask(capsys, *arguments):
    capsys.readouterr()
    code = run([str(one) for one in arguments])
    return Said(code, *capsys.readouterr())


def told(capsys, *arguments):
    """Ask for JSON; standard output is one document, and nothing failed."""
    said = ask(capsys, *arguments, "--json")
    assert said.code == 0, said.err
    return said.data


def wide(said):
    return [line for line in said.out.splitlines() if len(line) > 80]


# A threat that one type of Delta would carry out and the other wouldn't. A: 2 3 0 1, firm 3 0 2 1, soft 3 2 1 0.
THREAT = """\
detente: 1
title: A threat
as_of: 2023-03-08
actors: {A: Alpha, D: Delta}
options:
  A: {attack: Attack the pass}
  D: {punish: Punish the attack}
status_quo: []
states: {war: YY, quiet: {attack: no}}
preferences:
  A: {statements: [not punish, attack]}
  D:
    types:
      firm: {prior: 30%, statements: [not attack, attack -> punish, not punish]}
      soft: {statements: [not punish, not attack]}
play: {knowledge: all}
sources: {paper: {title: The paper, date: 2023-03-01, grade: A}}
evidence:
  speech:
    known: 2023-03-02
    source: paper
    kind: statement
    by: D
    says: Delta will not stand idle.
    expected_if: {D: {firm: likely, soft: unlikely}}
  retreat:
    known: 2023-03-03
    source: paper
    kind: conduct
    by: D
    says: Delta took its troops back.
    expected_if: {D: {firm: unlikely, soft: likely}}
  later: {known: 2023-04-01, source: paper, says: Too late., expected_if: {D: {firm: likely, soft: unlikely}}}
questions:
  attacks: {text: "Does Alpha attack?", when: attack, counted: ever, base: 40%}
  punishes: {text: "Does Delta punish?", when: punish, counted: ever}
  weather: {text: "Does it rain?", base: 30%}
"""

TIES = """\
detente: 1
title: Who feeds whom
actors: {A: Alpha, B: Beta}
ties:
  - {from: B, to: A, vector: energy, value: 95, unit: PJ, year: 2020}
  - {from: C, to: A, vector: energy, value: 5, unit: PJ, year: 2020}
  - {from: B, to: A, vector: energy, unit: PJ, year: 2021, status: not_reported}
  - {from: C, to: A, vector: energy, value: 5, unit: PJ, year: 2021}
  - {from: A, to: B, vector: exports, value: 60%, unit: share of exports, year: 2021}
"""

BROKEN = """\
detente: 1
title: Broken
actors: {A: Alpha}
options: {A: {go: Go}}
rules: [go and goo]
status_quo: [gone]
"""

BARE = """\
detente: 1
title: Options and no wishes
actors: {A: Alpha}
options: {A: {go: Go}}
"""
