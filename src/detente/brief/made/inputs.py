"""Figures of what the file itself says: written values, settings, beliefs before and after the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.figures import Figure, Form
from detente.brief.gather import Gathered
from detente.brief.telling import group_name, type_words
from detente.evidence.beliefs import Posterior
from detente.faults import Place
from detente.outlook.results import Forecast, QuestionForecast
from detente.situation.phrasing import actor_name
from detente.situation.records import Quantity, Situation


def quantity(key: str, written: Quantity, what: str) -> Figure:
    """Make the figure of what the file itself says: its central value.

    Parameters
    ----------
    key : str
    written : Quantity
    what : str
        What it is the number of.
    """
    how = "As written." if written.is_point else f"The middle of what is written{_as(written)}."
    return Figure(key, float(written.central), "percent", what, how, (), (written.place,))


def stated_range(key: str, written: Quantity, what: str) -> Figure:
    """Make the figure of a range of the file; of a single value where it isn't one."""
    if written.is_point:
        return quantity(key, written, what)
    ends = (float(written.low), float(written.high))
    return Figure(f"{key}.range", ends, "percent", what, f"As written{_as(written)}.", (), (written.place,))


def counted(key: str, written: Quantity, what: str, form: Form) -> Figure:
    """Make the figure of a count or an amount of the file."""
    span = (float(written.low), float(written.high))
    value = span[0] if written.is_point else span
    return Figure(key, value, form, what, "As written.", (), (written.place,))


def _as(written: Quantity) -> str:
    return f", “{written.word}”" if written.word else ""


def doubt(sit: Situation) -> Figure:
    """Make the figure of the doubt."""
    how = "As written." if "doubt" in sit.play.written else "Not in the file: the default."
    return Figure("doubt", float(sit.play.doubt), "percent", "Doubt in the model", how, (), (sit.play.place,))


def base(sit: Situation, asked: QuestionForecast) -> Figure:
    """Make the figure of a base rate; where the file has none it is the default of one half."""
    written = sit.questions[asked.id].base
    what = f"Base rate of “{asked.text}”"
    if written is not None:
        return quantity(f"question.{asked.id}.base", written, what)
    how = "The file gives none: the default of one half."
    return Figure(f"question.{asked.id}.base", asked.base, "percent", what, how)


def chance(sit: Situation, name: str) -> Figure:
    """Make the figure of a chance event."""
    event = sit.events[name]
    return quantity(f"event.{name}", event.chance, f"Chance of “{event.text or name}”")


def caution(g: Gathered, actor: str, value: float) -> Figure:
    """Make the figure of an actor's caution."""
    stated = g.sit.play.caution
    own = g.sit.preferences[actor].caution if actor in g.sit.preferences else None
    places = (own.place,) if own is not None else (g.sit.play.place,) if stated else ()
    how = "As written." if places else "Not in the file: the default."
    return Figure(
        f"caution.{actor}", value, "percent", f"Caution of {actor_name(g.sit, actor)}", how, (), places
    )


def setting(key: str, value: int, what: str, how: str) -> Figure:
    """Make the figure of a setting of the run."""
    return Figure(f"setting.{key}", float(value), "count", what, how)


def posterior(g: Gathered, group: str, name: str) -> Figure | None:
    """Make the figure of a belief after the evidence; None where the actor has one type."""
    if g.beliefs is None or group not in g.beliefs.posterior:
        return None
    value = g.beliefs[group][name].value
    what = f"{group_name(g.sit, group)}: {type_words(g.sit, group, name)}"
    how = "Bayes' rule at the central prior and likelihoods, each report weighed by its grade."
    return Figure(
        f"posterior.{group}.{name}",
        value,
        "percent",
        what,
        how,
        (prior(g, group, name),),
        tuple(_evidence_places(g, group)),
    )


def prior(g: Gathered, group: str, name: str) -> Figure:
    """Make the figure of a belief before the evidence."""
    span_of_prior = g.beliefs.prior[group][name] if g.beliefs else Posterior(0.0, 0.0, 1.0)
    written = _written_prior(g.sit, group, name)
    return Figure(
        f"prior.{group}.{name}",
        span_of_prior.value,
        "percent",
        f"{group_name(g.sit, group)}: {type_words(g.sit, group, name)}, before the evidence",
        "What the others leave." if written is None else "The mean of what is written.",
        (),
        (_type_place(g.sit, group, name) if written is None else written.place,),
    )


def belief_range(g: Gathered, group: str, name: str, span: Posterior, when: str) -> Figure:
    """Make the figure of the range of a belief."""
    return Figure(
        f"{when}.{group}.{name}.range",
        ends(span.low, span.high),
        "percent",
        f"Range of {group_name(g.sit, group)}: {type_words(g.sit, group, name)}",
        "The least and greatest that the ranges of the file allow.",
    )


def _evidence_places(g: Gathered, group: str) -> Iterator[Place]:
    """Give the lines of the observations that count for a group."""
    weighed = g.beliefs.weighed if g.beliefs else ()
    for one in weighed:
        if one.group == group:
            for name in one.observations:
                yield g.sit.evidence[name].place


def _written_prior(sit: Situation, group: str, name: str) -> Quantity | None:
    if group in sit.hypotheses:
        return sit.hypotheses[group].answers[name]
    return sit.preferences[group].types[name].prior


def _type_place(sit: Situation, group: str, name: str) -> Place:
    if group in sit.hypotheses:
        return sit.hypotheses[group].place
    return sit.preferences[group].types[name].place


def ends(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Put the ends of a range together; None where one isn't known."""
    return None if low is None or high is None else (low, high)


def run_key(forecast: Forecast) -> str:
    """Tell figures of one run from those of another in which other options are held."""
    return "".join(f"{name}={'yes' if value else 'no'}." for name, value in forecast.do.items())


def run_words(forecast: Forecast) -> str:
    """Say which options are held."""
    held = [f"{name}={'yes' if value else 'no'}" for name, value in forecast.do.items()]
    return f" with {', '.join(held)} held" if held else ""
