"""Processes that pass documents through the stages: each document has a clock, and a process that can be ended.

A text of odd shape, a fault of a library or of a stage from elsewhere can take for ever or end a process; its neighbours do not
pay for it. The clock counts processor time, so that a busy machine ends nobody.
"""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import suppress
from dataclasses import replace

from onrecord.errors import Broken, EndedTwice, MissingWeights, OverItsClock, Refused, StageFailed, Unavailable
from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.intake import Intake, Quarantined
from onrecord.pipeline import Pipeline
from onrecord.run.settings import RunSettings, make_pipeline

__all__ = ["Workers", "allowance_s", "stop_workers", "workers"]

# Ordinary prose takes a second a thousand characters on a slow machine, most of it the reader of meaning: five times that, and a minute
# for everything else.
_LEAST_S, _PER_CHARACTER_S = 60.0, 0.005
# A process that waits and computes nothing is ended by the wall clock, where nobody outside is asked.
_WALL_PER_CPU = 30
_MOST_PIPELINES = 3
_TRIES = 2


def allowance_s(characters: int) -> float:
    """Processor time that a text of this length may take, in seconds."""
    return _LEAST_S + _PER_CHARACTER_S * characters


class Workers:
    """A pool of processes, kept from run to run: each loads the language model once.

    Args:
        jobs: how many.
    """

    def __init__(self, jobs: int) -> None:
        from pebble import ProcessPool

        self.jobs = jobs
        self._pool = ProcessPool(max_workers=jobs, context=multiprocessing.get_context("spawn"))

    @property
    def usable(self) -> bool:
        """Whether the pool still takes work."""
        return bool(self._pool.active)

    def submit(
        self, intake: Intake, settings: RunSettings, book: Codebook, done: Callable[[Intake | Exception], None]
    ) -> None:
        """Pass an intake through the stages of these settings in one of the processes.

        Args:
            done: called once, from another thread, with the intake and what came of it; or with the error that ends the run.
        """
        self._try(intake, settings, book, done, _TRIES)

    def _try(self, intake: Intake, settings: RunSettings, book: Codebook, done: Callable[[Intake | Exception], None],
             tries: int) -> None:  # fmt: skip
        assert isinstance(intake.outcome, Document)
        limit = allowance_s(len(intake.outcome.text))
        wall = None if settings.endpoint else limit * _WALL_PER_CPU

        def finished(future: Future[Intake]) -> None:
            try:
                done(self._came_of(future, intake, limit))
            except _Ended:
                if tries > 1:
                    self._try(intake, settings, book, done, tries - 1)
                else:
                    done(_refused(intake, EndedTwice("the process that read it was ended, and the next one too")))

        # Bytes stay here: the stages see the text alone.
        light = replace(intake, source=None)
        try:
            future = self._pool.schedule(_pass, args=[light, settings, book, limit], timeout=wall)
        except (BrokenExecutor, RuntimeError):
            # Else nobody would hear of this document again, and the run would wait for it.
            done(_unavailable())
            return
        future.add_done_callback(finished)

    def _came_of(self, future: Future[Intake], intake: Intake, limit: float) -> Intake | Exception:
        from pebble import ProcessExpired

        try:
            return replace(future.result(), source=intake.source)
        except ProcessExpired as error:
            if error.exitcode != -_XCPU:
                raise _Ended from None
            return _refused(intake, OverItsClock(f"it took over {limit:.0f} s of processor time and was stopped"))
        except OutOfTime:
            return _refused(intake, OverItsClock(f"it waited for over {limit * _WALL_PER_CPU:.0f} s and was stopped"))
        except BrokenExecutor:
            return _unavailable()
        except Exception as error:
            return error

    def stop(self) -> None:
        """End all of them at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _unavailable() -> Unavailable:
    return Unavailable(
        "the processes that read were ended from outside",
        'run it again: what was kept stays; in a script of your own, call it below `if __name__ == "__main__":`',
    )


class _Ended(Exception):
    """A process was ended from outside."""


_XCPU = getattr(signal, "SIGXCPU", 0)
_kept: list[Workers] = []


def workers(jobs: int) -> Workers:
    """The pool of this program, of so many processes."""
    if _kept and (_kept[0].jobs != jobs or not _kept[0].usable):
        _kept.pop().stop()
    if not _kept:
        _kept.append(Workers(jobs))
    return _kept[0]


@atexit.register
def stop_workers() -> None:
    """End the pool of this program."""
    while _kept:
        _kept.pop().stop()


def _refused(intake: Intake, error: Refused) -> Intake:
    sha256 = intake.outcome.sha256
    return replace(intake, outcome=Quarantined.because(error, intake.path, sha256, "pipeline"))


# What follows runs in the processes.

_pipelines: dict[tuple[RunSettings, str], Pipeline] = {}


def _pass(intake: Intake, settings: RunSettings, book: Codebook, limit_s: float) -> Intake:
    """Pass one intake; bad input and a fault of a stage become a refusal that names the stage.

    Raises: what makes every document fail: OR-X04 MissingWeights, OR-U01 Unavailable and the like.
    """
    assert isinstance(intake.outcome, Document)
    made = _pipeline(settings, book)
    _set_clock(limit_s)
    try:
        return replace(intake, outcome=made(intake.outcome))
    except MissingWeights:
        raise
    except (Refused, Broken) as error:
        sha256 = intake.outcome.sha256
        return replace(intake, outcome=Quarantined.because(error, intake.path, sha256, error.stage or "pipeline"))
    finally:
        _set_clock(None)


def _pipeline(settings: RunSettings, book: Codebook) -> Pipeline:
    key = (settings, book.stamp)
    if key not in _pipelines:
        while len(_pipelines) >= _MOST_PIPELINES:
            del _pipelines[next(iter(_pipelines))]
        _pipelines[key] = make_pipeline(settings, book)
        if settings.endpoint is None:  # a model of the user's own is asked about the user's documents alone
            with suppress(Refused, StageFailed):  # what loads late loads now, and not on the first document's time
                _pipelines[key](Document(path="", sha256=sha256_text(_FIRST), text=_FIRST, language="en"))
    return _pipelines[key]


_FIRST = (
    "Talks begin in Kell\n\nKELL, March 4, 2031 - Foreign Minister Ada Holm said on Monday that “the talks have begun”, according to a report. "
    "She rejected sanctions and called for a ceasefire.\n\nIt rained.\n"
)


def _set_clock(limit_s: float | None) -> None:
    """End this process once it has used so much more processor time; None stops the clock."""
    try:
        import resource
    except ImportError:  # not on Windows: there the wall clock alone guards
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if limit_s is None else int(time.process_time() + limit_s) + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
