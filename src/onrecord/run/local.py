"""Reading paths into a record on this machine."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord import __version__
from onrecord.coding import load_codebook
from onrecord.coding.coder import Coder
from onrecord.coding.endpoint import Endpoint
from onrecord.coding.kept import kept_weights, unpack
from onrecord.coding.model_coder import ModelCoder
from onrecord.errors import Broken, OnRecordError, OtherCodebook, Unavailable
from onrecord.ingest import IngestLimits, Reader
from onrecord.model.codebook import Codebook
from onrecord.model.decision import decided
from onrecord.model.document import Document
from onrecord.model.intake import Intake, Quarantined
from onrecord.model.judgement import in_force, judged
from onrecord.pipeline import Pipeline, build_pipeline
from onrecord.resolve import load_register
from onrecord.run.learned import learned_weights
from onrecord.store import Record
from onrecord.store.journal import journal
from onrecord.store.judging import judgements
from onrecord.store.read import codebook
from onrecord.store.write import Tally, Writer

__all__ = ["RunSettings", "make_pipeline", "pass_into", "read_into"]

_BATCH = 32


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run reads.

    Attributes:
        codebook: name of a shipped codebook, or a file; None for the record's own, or `crisis` in a new one.
        actors: files of the user's own actors, which win over those that ship.
        jobs: processes; the record is the same whatever the number.
        stages: for a stage name, the package whose stage is used.
        aliases: further names, each with the id of the actor it leads to; the record's own are added to them.
        learned: packed weights of the record's coder, where it has learned from decisions.
        endpoint: a language model of the user's own, asked what statements are about.
    """

    codebook: str | None = None
    actors: tuple[Path, ...] = ()
    jobs: int = 1
    limits: IngestLimits = field(default_factory=IngestLimits)
    stages: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    learned: bytes | None = None
    endpoint: Endpoint | None = None


def choose_codebook(record: Record, settings: RunSettings) -> Codebook:
    """The codebook to read with: the one asked for, else the record's own, else `crisis`.

    Raises: OR-C03 OtherCodebook where the record's statements were coded with another one.
    """
    own = codebook(record)
    if settings.codebook is None:
        return own or load_codebook("crisis")
    asked = load_codebook(settings.codebook)
    if own and own.stamp != asked.stamp:
        raise OtherCodebook(f"the record was coded with {own.stamp}, not with {asked.stamp}")
    return asked


def make_pipeline(settings: RunSettings, book: Codebook) -> Pipeline:
    """The pipeline these settings ask for."""
    weights = unpack(settings.learned) if settings.learned else None
    own = Coder(book, weights or kept_weights(book)) if weights or settings.endpoint else None
    coder = ModelCoder(own, settings.endpoint) if own and settings.endpoint else own
    arguments: dict[str, dict[str, object]] = {
        "resolve": {"register": load_register(settings.actors, settings.aliases)},
        "code": {"codebook": book, "coder": coder},
    }
    return build_pipeline(arguments, dict(settings.stages))


def read_into(
    record: Record,
    paths: Iterable[Path],
    settings: RunSettings,
    tell: Callable[[Intake | str], None],
    begin: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Read every document below the paths into the record.

    Args, Returns, Raises: as `pass_into`.
    """
    named = list(paths)
    return pass_into(record, lambda reader: reader.read(named), settings, tell, begin)


def pass_into(
    record: Record,
    intakes: Callable[[Reader], Iterable[Intake]],
    settings: RunSettings,
    tell: Callable[[Intake | str], None],
    begin: Callable[[str], None] = lambda _: None,
) -> Tally:
    """Pass documents through the stages into the record.

    Args:
        intakes: gives the documents, read with the reader that it is handed.
        tell: called with every intake once it is kept, and with the path of every duplicate.
        begin: called with the path of every document as its turn comes, for a sign of life.

    Returns: the tally; `adds_up` holds also after a fault. Work is kept in batches: what was told is kept.
    Raises: OR-C03 OtherCodebook, OR-U01 Unavailable.
    """
    decisions, verdicts = journal(record), in_force(judgements(record))
    aliases = tuple((d.term, d.actor) for d in decisions if d.kind == "alias")
    settings = replace(settings, aliases=(*settings.aliases, *aliases))
    register = load_register(settings.actors, settings.aliases)
    book = choose_codebook(record, settings)
    settings = replace(settings, learned=learned_weights(record, book))
    writer = Writer(
        record,
        program=__version__,
        codebook=book,
        register=register.version,
        terms_of=register.terms_of,
        own_terms=register.own_terms,
        as_decided=lambda document: judged(decided(document, decisions), verdicts),
    )
    seen: set[str] = set()
    try:
        with Reader(settings.limits, record.files) as reader:
            for batch, twice in _batches(intakes(reader), writer, seen):
                done = list(_pass(batch, settings, book, begin))
                for intake in writer.write(done, duplicates=len(twice)):
                    tell(intake)
                for path in twice:
                    tell(path)
    except BrokenExecutor:
        raise Unavailable(
            "a worker process was ended from outside", "run the same command again; what was kept stays"
        ) from None
    finally:
        _stop_workers()
    return writer.finish()


def _batches(intakes: Iterable[Intake], writer: Writer, seen: set[str]) -> Iterator[tuple[list[Intake], list[str]]]:
    """Batches of new intakes, each with the paths of the duplicates met on the way."""
    batch: list[Intake] = []
    for intake in intakes:
        batch.append(intake)
        if len(batch) == _BATCH:
            yield _sift(batch, writer, seen)
            batch = []
    if batch:
        yield _sift(batch, writer, seen)


def _sift(batch: list[Intake], writer: Writer, seen: set[str]) -> tuple[list[Intake], list[str]]:
    known = writer.known(i.outcome.sha256 for i in batch if isinstance(i.outcome, Document))
    fresh: list[Intake] = []
    twice: list[str] = []
    for intake in batch:
        if isinstance(intake.outcome, Document):
            if intake.outcome.sha256 in known or intake.outcome.sha256 in seen:
                twice.append(intake.path)
                continue
            seen.add(intake.outcome.sha256)
        fresh.append(intake)
    return fresh, twice


_Key = tuple[RunSettings, str]
_pipelines: dict[_Key, Pipeline] = {}
_workers: dict[_Key, ProcessPoolExecutor] = {}


def _pass(batch: list[Intake], settings: RunSettings, book: Codebook, begin: Callable[[str], None]) -> Iterator[Intake]:
    """Pass documents through the pipeline, in order, in this process or in several."""
    key = (settings, book.stamp)
    if settings.jobs <= 1:
        for intake in batch:
            begin(intake.path)
            yield _enrich(intake, settings, book)
        return
    if key not in _workers:
        _workers[key] = ProcessPoolExecutor(settings.jobs, multiprocessing.get_context("spawn"))
    waiting: deque[Future[Intake]] = deque()
    for intake in batch:
        waiting.append(_workers[key].submit(_enrich, intake, settings, book))
    for intake in batch:
        begin(intake.path)
        yield waiting.popleft().result()


def _stop_workers() -> None:
    while _workers:
        _workers.popitem()[1].shutdown()


def _enrich(intake: Intake, settings: RunSettings, book: Codebook) -> Intake:
    """Pass one intake; a fault of ours becomes a refusal that says so."""
    if isinstance(intake.outcome, Quarantined):
        return intake
    key = (settings, book.stamp)
    if key not in _pipelines:
        _pipelines[key] = make_pipeline(settings, book)
    try:
        return replace(intake, outcome=_pipelines[key](intake.outcome))
    except OnRecordError as error:
        stage = "pipeline" if isinstance(error, Broken) else "attribute"
        return replace(intake, outcome=Quarantined.because(error, intake.path, intake.outcome.sha256, stage))
