"""Parsers of hostile formats in a process of their own, stopped by the clock and by memory."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType

from onrecord.errors import Refused, StageFailed, TookTooLong
from onrecord.ingest.extract import Extracted, extractor

__all__ = ["Isolation"]

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
        from pebble import ProcessExpired, ProcessPool

        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=1, initializer=_limit_memory, context=context)
        future = self._pool.schedule(_extract, args=[media_type, content], timeout=self._limit_s)  # type: ignore[attr-defined]
        try:
            extracted: Extracted = future.result()
        except FutureTimeout:
            raise TookTooLong(f"extraction took over {self._limit_s:g} s and was stopped") from None
        except (ProcessExpired, MemoryError):
            raise TookTooLong("extraction ran out of memory and was stopped") from None
        except Refused:
            raise
        except Exception as error:  # the extractor's libraries raise anything on damaged input
            raise StageFailed(f"the reader of {media_type} failed with {type(error).__name__}") from error
        return extracted

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
