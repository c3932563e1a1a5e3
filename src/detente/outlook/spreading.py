"""Work spread over processes by any executor: the same results in the same order, however it is cut into parts."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from datetime import date as Day
from itertools import pairwise
from typing import Any, NamedTuple, Protocol, TypeVar

from detente.outlook.model import Branch, Model
from detente.outlook.running import Mixture
from detente.situation.records import Situation

PART = 50  # draws that go together where nobody says how many processes there are

Result = TypeVar("Result")


class Telling(Protocol):
    """What tells the probabilities of questions: a mixture, or what another process has read from one."""

    def probability(self, name: str, /) -> float | None:
        """Give the probability of a question; None where the condition has none."""
        ...


class Told(NamedTuple):
    """The probabilities of the questions that are modelled, read from a mixture."""

    values: Mapping[str, float | None]

    def probability(self, name: str) -> float | None:
        """Give the probability of a question; None where the condition has none."""
        return self.values[name]


class Recipe(NamedTuple):
    """What a model is made from; another process makes the same model from it."""

    sit: Situation
    as_of: Day | None
    draws: int
    seed: int
    branch: Branch


@contextmanager
def over_draws(
    model: Model, recipe: Recipe, *, workers: int = 1, executor: Executor | None = None
) -> Iterator[Callable[[], Sequence[Telling]]]:
    """Run a model as filed for each set of drawn values, by others where that is asked for.

    Every process makes the whole model, with all draws, and runs its part of them. So each draw is the same whoever runs
    it, and the results don't depend on how many processes there are.

    Parameters
    ----------
    model : Model
    recipe : Recipe
        What it was made from.
    workers : int
        How many parts to cut the draws into, and how many local processes to start where there is no executor.
    executor : concurrent.futures.Executor, optional
        Who runs the parts.

    Yields
    ------
    callable
        Waits for the results and gives them in the order of draws; others work until then. Empty if nothing that counts
        is a range.

    Examples
    --------
    >>> import detente
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from detente.outlook.model import NO_BRANCH
    >>> recipe = Recipe(detente.load("sweden-2023"), None, 3, 1, NO_BRANCH)
    >>> model = Model(*recipe)
    >>> with over_draws(model, recipe) as alone:
    ...     expected = [one.probability("ratified") for one in alone()]
    >>> with ThreadPoolExecutor() as threads, over_draws(model, recipe, workers=2, executor=threads) as told:
    ...     [one.probability("ratified") for one in told()] == expected
    True
    """
    count = len(model.drawn)
    if (executor is None and workers < 2) or not count:
        yield lambda: [model.mixture(values, model.filed) for values in model.drawn]
        return
    parts = cut(count, workers if workers > 1 else -(-count // PART))
    with processes(len(parts)) if executor is None else nullcontext(executor) as pool:
        handed = [pool.submit(_run, recipe, part) for part in parts]
        try:
            yield lambda: [one for part in handed for one in part.result()]
        finally:
            for one in handed:
                one.cancel()


def _run(recipe: Recipe, numbers: range) -> list[Told]:
    """Run some of the draws of a model."""
    model = Model(*recipe)
    names = [question.id for question in model.modelled]
    mixtures = (model.mixture(model.drawn[number], model.filed) for number in numbers)
    return [_told(mixture, names) for mixture in mixtures]


def _told(mixture: Mixture, names: Sequence[str]) -> Told:
    return Told({name: mixture.probability(name) for name in names})


def cut(count: int, parts: int) -> list[range]:
    """Cut the numbers below a count into consecutive parts of nearly one length; no part is empty.

    Examples
    --------
    >>> cut(7, 3), cut(2, 4)
    ([range(0, 2), range(2, 4), range(4, 7)], [range(0, 1), range(1, 2)])
    """
    parts = max(1, min(parts, count))
    ends = [count * part // parts for part in range(parts + 1)]
    return [range(first, last) for first, last in pairwise(ends) if first < last]


def in_order(
    executor: Executor, work: Callable[..., Result], arguments: Iterable[tuple[Any, ...]], window: int
) -> Iterator[Result]:
    """Do work for each of many arguments, and give the results in the order of the arguments.

    Parameters
    ----------
    executor : concurrent.futures.Executor
    work : callable
        A function of a module, so that other processes find it.
    arguments : iterable of tuple
        Taken one by one, as work is handed out.
    window : int
        How many may be handed out and not yet given back.

    Yields
    ------
    The results. What is handed out and not begun is called off if they are no longer wanted.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as threads:
    ...     list(in_order(threads, pow, ((2, k) for k in range(5)), window=2))
    [1, 2, 4, 8, 16]
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for one in arguments:
            waiting.append(executor.submit(work, *one))
            while waiting and (len(waiting) >= window or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def processes(workers: int) -> Iterator[Executor]:
    """Start local processes, and end them: after their work is done, or at once if it is interrupted.

    Parameters
    ----------
    workers : int
        How many.

    Yields
    ------
    concurrent.futures.Executor
        Its processes leave an interruption from the terminal to the one that started them.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # "spawn" works alike on all systems, and copies no thread or lock of this process
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        with _deaf():
            for _ in range(workers):
                executor.submit(_begin)
        yield executor
    except BaseException:
        for child in set(active_children()) - others:
            child.terminate()
        executor.shutdown(cancel_futures=True)
        raise
    executor.shutdown()


def _begin() -> None:
    """Do nothing, so that a process starts."""


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes that are started meanwhile take no notice of an interruption from the terminal."""
    import signal
    from threading import current_thread, main_thread

    if current_thread() is not main_thread():
        yield  # only the main thread is interrupted, and only it may say how
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
