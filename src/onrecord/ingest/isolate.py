"""Parsers of hostile formats in a process of their own, stopped by the clock and by memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType
from typing import TypeVar

from onrecord.errors import OnRecordError, StageFailed, TookTooLong
from onrecord.ingest.extract import Extracted, extractor

__all__ = ["Isolation"]

Made = TypeVar("Made")
_MEMORY_BYTES = 3_000_000_000


class Isolation:
    """A worker that extracts text and is replaced when it hangs or dies. Started on first use.

    Args:
        limit_s: wall clock for one document, in seconds.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._pool: object | None = None

    def extract(self, media_type: str, content: bytes) -> Extracted:
        """Extract in the worker.

        Raises: what the extractor raises; OR-I08 TookTooLong on time-out or death; OR-X02 StageFailed.
        """
        try:
            return self.run(_extract, media_type, content)
        except OnRecordError:
            raise
        except Exception as error:  # the extractor's libraries raise anything on damaged input
            raise StageFailed(f"the reader of {media_type} failed with {type(error).__name__}") from error

    def run(self, read: Callable[..., Made], *arguments: object, limit_s: float | None = None) -> Made:
        """Call a reader of hostile formats in the worker.

        Args:
            read: a function of a module, with arguments that can be sent to another process.
            limit_s: another wall clock, for files of many documents.

        Raises: what the reader raises; OR-I08 TookTooLong on time-out or death.
        """
        from pebble import ProcessExpired, ProcessPool

        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=1, initializer=_limit_memory, context=context)
        limit = limit_s or self._limit_s
        future = self._pool.schedule(read, args=list(arguments), timeout=limit)  # type: ignore[attr-defined]
        try:
            made: Made = future.result()
        except FutureTimeout:
            raise TookTooLong(f"extraction took over {limit:g} s and was stopped") from None
        except (ProcessExpired, MemoryError):
            raise TookTooLong("extraction ran out of memory and was stopped") from None
        return made

    def __enter__(self) -> Isolation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[attr-defined]
            self._pool.join()  # type: ignore[attr-defined]
            self._pool = None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the clock alone guards
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _extract(media_type: str, content: bytes) -> Extracted:
    return extractor(media_type)(content)
