"""Stages from elsewhere that misbehave, as another package would bring them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.run import RunSettings

ODD = '''
import os, time
from onrecord.errors import Malformed, MissingWeights, Unavailable
from onrecord.segment import SegmentStage

class Odd(SegmentStage):
    def __call__(self, document):
        text = document.text
        if "FAILS" in text:
            raise ZeroDivisionError
        if "REFUSES" in text:
            raise Malformed("it is not to this stage's taste")
        if "LOOPS" in text:
            while True:
                pass
        if "DIES" in text:
            os.kill(os.getpid(), 9)
        if "WEIGHTLESS" in text:
            raise MissingWeights("the weights of a stage cannot be loaded")
        if "UNREACHED" in text:
            raise Unavailable("a service is not to be reached")
        if "SLOW" in text:
            time.sleep(6)
        return super().__call__(document)

class Uncoded:
    """Leaves statements as they are: a process that dies is soon back."""
    name, version, requires, gives = "code", "1", ("statements",), ("act", "issues", "suggestions", "tone")

    def __init__(self, codebook=None, coder=None):
        pass

    def __call__(self, document):
        return document
'''


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunSettings:
    """Settings with a stage that fails, refuses, loops, dies or sleeps where a text says so."""
    folder = tmp_path / "elsewhere"
    info = folder / "odd_stages-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "odd_stages.py").write_text(ODD)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-stages\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[onrecord.stages]\nsegment = odd_stages:Odd\ncode = odd_stages:Uncoded\n")
    monkeypatch.syspath_prepend(str(folder))
    # Processes of an earlier run do not know the folder.
    from onrecord.run import workers

    workers.stop_workers()
    yield RunSettings(stages=(("segment", "odd-stages"), ("code", "odd-stages")))
    workers.stop_workers()


@pytest.fixture
def texts(tmp_path: Path) -> Callable[..., list[Path]]:
    """Files with these words in them, in order."""

    def make(*words: str) -> list[Path]:
        folder = tmp_path / "texts"
        folder.mkdir(exist_ok=True)
        paths = []
        for number, word in enumerate(words):
            path = folder / f"{number:03d}.txt"
            path.write_text(
                f"Talks in Kell, number {number}\n\nMinister Ilse Varn said the port was calm. {word}\n\nIt rained.\n"
            )
            paths.append(path)
        return paths

    return make
