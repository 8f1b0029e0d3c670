"""Code, command line, documents and schema say the same."""

import json
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import typer
import yaml

import onrecord
from onrecord import pipeline
from onrecord.errors import all_errors
from onrecord.exchange.record_json import document_json, statement_json
from onrecord.show.cli import commands
from onrecord.show.cli.app import app
from onrecord.show.export import FORMATS
from onrecord.store.read import documents

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
if not app.registered_commands:
    commands.register(app)


def doc(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def command_names() -> list[str]:
    click_app = typer.main.get_command(app)
    names = []
    for name, command in click_app.commands.items():
        subs = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in subs] if subs else [name]
    return names


def test_every_error_code_is_its_own_and_is_documented():
    codes = [error.code for error in all_errors()]
    assert len(set(codes)) == len(codes)
    page = doc("reference/errors.md")
    for error in all_errors():
        if not error.code.endswith("00"):
            assert f"`{error.code}`" in page
            assert error.__name__ in page
            assert error.hint or error.code.startswith("OR-X")


def test_the_tree_at_the_top_of_the_errors_is_the_tree():
    import onrecord.errors

    drawn = set(re.findall(r"(\w+) +(OR-\w\d\d) ", onrecord.errors.__doc__))
    assert drawn == {(e.__name__, e.code) for e in all_errors() if not e.code.endswith("00")}


def test_every_command_is_documented_with_its_options():
    page = doc("reference/commands.md")
    click_app = typer.main.get_command(app)
    for name in command_names():
        assert f"## onrecord {name}" in page, name
    for command in click_app.commands.values():
        for each in (command, *getattr(command, "commands", {}).values()):
            for option in each.params:
                for form in option.opts:
                    if form.startswith("--") and form != "--help":
                        assert form in page, form


def test_every_command_has_help_and_an_example():
    click_app = typer.main.get_command(app)
    for name, command in click_app.commands.items():
        assert command.help, name
        if name not in {"stages", "evaluate"}:
            assert "onrecord" in (command.epilog or ""), name


def test_the_exported_fields_are_documented(demo_record):
    document = next(d for d in documents(demo_record) if d.statements)
    page = doc("reference/record.md")
    for key in (*statement_json(document.statements[0], document), *document_json(document)):
        assert f"`{key}`" in page, key
    pages = page + doc("reference/formats.md")
    for form in FORMATS:
        assert f"`{form}`" in pages


def test_every_format_that_can_be_imported_is_documented():
    from onrecord.run.importing import CODED, PRESS, REFERENCES

    page = doc("reference/formats.md")
    for form in (*CODED, *PRESS, *REFERENCES, "folder"):
        assert f"`{form}`" in page, form


def test_every_option_of_a_network_is_documented():
    from onrecord.analyse.networks.settings import _CHOICES, _SPELT

    page = doc("reference/networks.md")
    for option in set(_SPELT.values()) - {"exclude", "only", "documents", "invert"}:
        assert f"`{option}`" in page, option
    for values in _CHOICES.values():
        assert all(value in page for value in values)


def test_an_exported_row_has_the_contracts_fields_in_order(demo_record):
    document = next(d for d in documents(demo_record) if d.statements)
    row = json.loads(json.dumps(statement_json(document.statements[0], document)))
    assert list(row)[:17] == [
        "id", "document", "voice", "mode", "content", "cue", "source", "speaker", "role", "speaks_for", "chain", "targets", "said", "issues",
        "confidence", "status", "made_by",
    ]  # fmt: skip
    assert list(row["document"]) == ["id", "path", "sha256", "title", "outlet", "author", "kind", "published"]


def test_the_order_of_the_stages_is_told_the_same_in_three_places():
    packages = ["segment", "attribute", "resolve", "coding"]
    told = [onrecord.__doc__, pipeline.__doc__]
    words = ["cut into segments", "yield statements", "resolved and dated", "stance are coded"]
    for text in told:
        flat = " ".join(text.split())
        places = [re.search(word.replace(" ", r"\W+(?:\(`\w+`\)\W+)?"), flat).start() for word in words]
        assert places == sorted(places)
    assert tuple(p if p != "coding" else "code" for p in packages) == pipeline.STAGES
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert list(settings["project"]["entry-points"]["onrecord.stages"]) == list(pipeline.STAGES)


def test_every_stage_comes_in_through_its_entry_point():
    assert {point.name for point in entry_points(group="onrecord.stages") if point.dist.name == "onrecord"} == set(
        pipeline.STAGES
    )


def test_another_packages_stage_is_asked_for_by_name():
    from onrecord.errors import Unusable

    with pytest.raises(Unusable, match="offers a stage"):
        pipeline.build_pipeline(chosen={"segment": "somebody-else"})


def test_a_stage_that_needs_what_none_gives_is_refused():
    from onrecord.attribute import AttributeStage
    from onrecord.errors import Unusable

    with pytest.raises(Unusable, match="needs segments"):
        pipeline.Pipeline([AttributeStage()])


def test_the_commands_of_the_readme_are_scripts_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for script in ("scripts/demo.py", "scripts/test.py"):
        assert f"python3 {script}" in readme
        assert (ROOT / script).is_file()
    assert "scripts/test.py" in (ROOT / ".ci" / "run").read_text()


def test_the_changelog_knows_this_version():
    assert f"## {onrecord.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {onrecord.__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere():
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_locks_have_hashes_and_no_host_names():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--extra-index-url", text)


def test_nothing_names_the_place_it_was_built():
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("no git checkout")
    pattern = re.compile("(^|[^a-z.])/(" + "work|" + "farm)/|/" + "home/|/" + "Users/")
    for name in listed:
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".yml", ".toml", ".txt", ".json", ".html", ".css", ".js"}:
            assert not pattern.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_the_demo_says_that_it_is_invented(demo_folder):
    for path in (demo_folder / "documents").iterdir():
        assert "invented" in path.read_text(encoding="utf-8"), path.name
    assert "nvented" in (demo_folder / "README.md").read_text(encoding="utf-8")
    assert "nvented" in yaml.safe_load((demo_folder / "actors.yml").read_text(encoding="utf-8"))["note"]


def test_the_readmes_tour_shows_what_is_printed(monkeypatch, demo_read):
    """Every line of output in the tour is printed by the demo's documents, word for word; "..." stands for what is left out."""
    from typer.testing import CliRunner

    monkeypatch.chdir(demo_read)
    printed = (demo_read / "printed.txt").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tour = re.search(r"```console\n(.*?)```", readme, re.DOTALL).group(1)
    question = re.search(r'^\$ onrecord show crisis\.db "(.+)"$', tour, re.MULTILINE).group(1)
    printed += CliRunner().invoke(app, ["show", "crisis.db", question]).output
    told = [line for line in tour.splitlines() if line.strip() and not line.startswith("$") and line.strip() != "..."]
    assert len(told) > 8
    lines = printed.splitlines()
    for line in told:
        start = line.removesuffix(" ...").removesuffix("...")
        assert any(each.startswith(start) for each in lines), line
