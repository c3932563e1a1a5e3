"""Ctrl-C stops a command within a second, even in the middle of one long operation on large arrays.

The interpreter hears of a signal only between operations, and sorting sixteen million numbers is one. So a thread listens
beside it, which such an operation leaves free to run: what is not ended half a second after Ctrl-C, it ends.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from threading import Event

PATIENCE: Final = 0.5
"""Seconds that a command has to end by itself."""


@contextmanager
def stoppable(code: int) -> Iterator[None]:
    """Let Ctrl-C end the process with an exit code, whatever it is doing within this block.

    Parameters
    ----------
    code : int
        The exit code of a process that did not end by itself.
    """
    import os
    import threading

    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    over = threading.Event()
    threading.Thread(target=_listen, args=(heard, over, code), daemon=True).start()
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        over.set()
        os.close(told)


def _listen(heard: int, over: Event, code: int) -> None:
    """Wait for Ctrl-C, then for the command to end; end the process if it does not."""
    import os

    with open(heard, "rb", buffering=0) as pipe:
        while signals := pipe.read(1):
            if signals[0] == signal.SIGINT and not over.wait(PATIENCE):
                os.write(2, b"interrupted\n")
                os._exit(code)
