"""`onrecord network`, `onrecord import` and the pictures, as a user meets them."""

import csv
import json
import re
from io import StringIO

import pytest
from lxml import etree
from typer.testing import CliRunner

from onrecord.analyse.networks import Settings, networks, whole
from onrecord.analyse.networks.clusters import cluster_actors
from onrecord.errors import NothingToShow, OnRecordError
from onrecord.show.cli import commands
from onrecord.show.cli.app import app
from onrecord.show.network.drawing import Box, lines_of, width_of
from onrecord.show.network.picture import draw, draw_windows
from tests.analyse.networks.made import coded

if not app.registered_commands:
    commands.register(app)

ONE = Settings(network_type="onemode", aggregation="subtract")
SVG = "{http://www.w3.org/2000/svg}"


def accept_all(record):
    """As if a person had agreed to every code and suggestion: more than the reader is sure of, for networks worth drawing."""
    from onrecord.model.judgement import Judgement
    from onrecord.store.judging import judge
    from onrecord.store.read import documents

    for document in list(documents(record)):
        for s in document.statements:
            codes = tuple((code.issue, code.stance) for code in s.issues)
            if codes and s.performed:
                judge(record, Judgement("accept", s.id, document.id, "2031-07-01T09:00:00+00:00", "ada", codes))


@pytest.fixture(scope="module")
def place(tmp_path_factory, demo_folder):
    from onrecord.run import RunSettings, read_into
    from onrecord.store import Record

    made = tmp_path_factory.mktemp("network") / "crisis.db"
    files = sorted((demo_folder / "documents").iterdir())[::2]  # from March to June
    with Record.open(made, create=True) as record:
        read_into(
            record, files, RunSettings(str(demo_folder / "codebook.yml"), (demo_folder / "actors.yml",)), lambda _: None
        )
        accept_all(record)
    return str(made)


def run(*arguments):
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    if isinstance(done.exception, OnRecordError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_network_is_a_table_that_says_how_it_was_made(place):
    out = run("network", place, "--qualifier-aggregation", "subtract")
    assert "Norland" in out
    assert out.rstrip().endswith("twomode; qualifierAggregation=subtract; corrected measures")
    again = run("network", place, "--qualifier-aggregation", "subtract", "--compat", "dna-3.1")
    assert again.rstrip().endswith("as DNA 3.1 computes")


def test_a_settings_file_gives_json_in_the_form_of_the_reference(place, tmp_path):
    file = tmp_path / "s.json"
    settings = {
        "id": "x",
        "networkType": "onemode",
        "variable1": "organization",
        "v1Document": "false",
        "qualifierAggregation": "congruence",
        "timeWindow": "weeks",
        "windowSize": "3",
        "excludeVars": "",
        "excludeVals": "",
    }
    file.write_text(json.dumps({"settings": settings}))
    made = json.loads(run("network", place, "--settings", file, "--compat", "dna-3.1"))
    assert {"midpoint", "rows", "columns", "values"} <= set(made[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00", made[0]["midpoint"])
    assert {one["mode"] for one in made} == {"dna-3.1"}
    file.write_text(json.dumps({k: v for k, v in settings.items() if not k.endswith(("Window", "Size"))}))
    (one,) = json.loads(run("network", place, "--settings", file))
    assert (one["midpoint"], one["mode"]) == (None, "corrected")
    assert len(one["values"]) == len(one["rows"])


@pytest.mark.parametrize("ending", ["csv", "dl", "net", "graphml", "gexf", "svg", "json"])
def test_files_are_told_by_their_ending_and_windows_keep_it(place, ending, tmp_path):
    run("network", place, "--qualifier-aggregation", "subtract", "-o", tmp_path / f"n.{ending}")
    assert (tmp_path / f"n.{ending}").stat().st_size > 100
    run("network", place, "--time-window", "weeks", "--window-size", "4", "-o", tmp_path / f"w.{ending}")
    several = sorted(p.name for p in tmp_path.glob(f"w*.{ending}"))
    if ending in {"gexf", "svg", "json"}:
        assert several == [f"w.{ending}"]
    else:
        assert len(several) > 1
        assert all(re.fullmatch(rf"w-\d{{4}}-\d\d-\d\d\.{ending}", name) for name in several)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("clusters", "groups"), ("centralities", "Norland"), ("backbone", "loss" ), ("polarisation", "distance"),
        ("intervals", "confidence"), ("sensitivity", "windows"), ("phases", "phase"),
    ],
)  # fmt: skip
def test_reports_are_told_in_lines_and_in_json(place, report, words):
    asked = [
        "network",
        place,
        "--network-type",
        "onemode",
        "--qualifier-aggregation",
        "subtract",
        "--report",
        report,
        "--samples",
        "20",
    ]
    if report in {"sensitivity", "phases"}:
        asked += ["--time-window", "weeks", "--window-size", "2"]
    out = run(*asked)
    assert words in out
    assert "corrected measures" in out.splitlines()[-1]
    made = json.loads(run(*asked, "-f", "json"))
    assert (made["report"], made["mode"]) == (report, "corrected")
    assert made["result"]


def test_an_event_list_is_a_table_of_the_statements_that_count(place):
    rows = list(csv.DictReader(StringIO(run("network", place, "--network-type", "eventlist").removeprefix("\ufeff"))))
    assert {"document", "statement", "time", "organization", "concept", "agreement", "document source"} <= set(rows[0])
    times = [row["time"] for row in rows if row["time"]]
    assert times == sorted(times)


def test_what_cannot_be_is_told_in_a_line(place, tmp_path):
    for wrong in (["--variable1", "minister"], ["--kernel", "uniform"], ["--exclude", "Norland"], ["--compat", "dna-2"], ["--settings", tmp_path / "no.json"],
                  ["--start", "2040-01-01", "--time-window", "days", "-o", tmp_path / "x.svg"], ["--report", "sensitivity"]):  # fmt: skip
        with pytest.raises(OnRecordError) as told:
            run("network", place, *wrong)
        assert told.value.code.startswith("OR-N")
    (tmp_path / "bad.json").write_text("[1, 2")
    with pytest.raises(OnRecordError, match="no JSON"):
        run("network", place, "--settings", tmp_path / "bad.json")


def test_a_project_is_imported_and_can_be_asked_without(place, tmp_path):
    run("export", place, "-f", "dna", "-o", tmp_path / "p.dna")
    out = run("import", tmp_path / "p.dna", "--format", "dna", "--record", tmp_path / "p.db")
    assert "carried along" in out
    assert "new statements in p.db" in out
    assert run("network", tmp_path / "p.db") == run("network", tmp_path / "p.dna")
    report = tmp_path / "report.txt"
    run("import", tmp_path / "p.dna", "-r", tmp_path / "q.db", "--report", report, "-q")
    assert report.read_text("utf-8").count("carried along") >= 2


def test_files_that_cannot_be_imported_are_told(tmp_path):
    for name, content, form in (
        ("a.json", "{", "web-annotation"), ("b.qdpx", "no zip", "qdpx"), ("c.csv", "x\n1\n", "csv"), ("d.zip", "no", "xmi"),
        ("e.json", "[[", "zotero"), ("f", "x", "brat"), ("g.dna", "no", "dna"), ("h.bib", "", "elsewhere"), ("i", "x", "folder"),
    ):  # fmt: skip
        file = tmp_path / name
        file.write_text(content, "utf-8")
        with pytest.raises(OnRecordError) as told:
            run("import", file, "--format", form, "--record", tmp_path / f"{name}.db")
        assert told.value.code in {"OR-M01", "OR-I09"}, form
    with pytest.raises(OnRecordError, match="does not tell"):
        run("import", tmp_path / "f", "--record", tmp_path / "x.db")


def test_references_bring_their_files_and_stay_with_their_documents(tmp_path):
    (tmp_path / "files").mkdir()
    text = "The envoy of Norland, Ilse Varn, said on Monday that the ports would stay open.\n" * 3
    (tmp_path / "files" / "varn.txt").write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("not to be read", "utf-8")
    library = tmp_path / "files" / "library.json"
    library.write_text(json.dumps([
        {"id": "varn2031", "type": "article-newspaper", "title": "Ports stay open", "container-title": "The Harbour Post", "author": [{"family": "Remmel", "given": "Klara"}],
         "issued": {"date-parts": [[2031, 3, 4]]}, "publisher-place": "Dask", "attachments": [{"path": "varn.txt"}, {"path": "../secret.txt"}]},
        {"id": "none", "type": "book", "title": "A book without a file"},
    ]), "utf-8")  # fmt: skip
    out = run("import", library, "--format", "zotero", "--record", tmp_path / "z.db")
    assert "read 1 = stored 1" in out
    assert "secret.txt is not beside the list" in out
    assert "entry 2 (none): an entry of no document" in out
    made = json.loads(run("export", tmp_path / "z.db", "-f", "csl-json"))
    assert len(made) == 1
    assert (made[0]["title"], made[0]["container-title"], made[0]["publisher-place"], made[0]["issued"]) == (
        "Ports stay open",
        "The Harbour Post",
        "Dask",
        {"date-parts": [[2031, 3, 4]]},
    )


def test_a_folder_is_read_with_what_its_file_names_say(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2031-03-04_Harbour Post_Ports.txt").write_text(
        "Ilse Varn said that the ports would stay open.\n", "utf-8"
    )
    (tmp_path / "in" / "other.txt").write_text("Ilse Varn said that nothing would change.\n", "utf-8")
    out = run(
        "import",
        tmp_path / "in",
        "--format",
        "folder",
        "--pattern",
        "{date}_{outlet}_{title}",
        "--record",
        tmp_path / "f.db",
    )
    assert "read 2 = stored 2" in out
    assert "other.txt: its name does not fit the pattern" in out
    rows = [json.loads(line) for line in run("export", tmp_path / "f.db", "-f", "documents").splitlines()]
    named = next(row for row in rows if row["outlet"])
    assert (named["outlet"], named["title"], named["published"]["date"]) == ("Harbour Post", "Ports", "2031-03-04")


# Pictures


def crowd(count):
    return coded(
        *[
            (
                "2031-03-04",
                f"Ministry of affairs number {n} of the League",
                f"issue {n % max(1, min(7, count // 2))}",
                n % 2,
            )
            for n in range(count)
        ]
    )


def boxes_of(svg):
    """The labels of a picture as boxes, by the same widths that placed them."""
    root = etree.fromstring(svg.encode())
    made = []
    for text in root.iter(SVG + "text"):
        size, anchor = float(text.get("font-size")), text.get("text-anchor")
        width = width_of(text.text, size)
        x = float(text.get("x")) - {"start": 0, "middle": width / 2, "end": width}[anchor]
        made.append((text.text, Box(x, float(text.get("y")) - size, width, size * 1.15)))
    return made


@pytest.mark.parametrize("count", [2, 8, 30, 70])
def test_labels_do_not_overlap(count):
    for svg in (
        draw(whole(crowd(count), ONE), "camps"),
        draw(whole(crowd(count), Settings(aggregation="subtract")), "issues"),
    ):
        labels = [box for words, box in boxes_of(svg) if not words.isdigit()]
        touching = [(a, b) for n, a in enumerate(labels) for b in labels[n + 1 :] if a.meets(b, -1.5)]
        assert not touching


def test_what_is_against_is_dashed_and_not_only_coloured():
    svg = draw(whole(crowd(8), ONE), "camps")
    for path in etree.fromstring(svg.encode()).iter(SVG + "path"):
        assert (path.get("stroke") == "#D55E00") == (path.get("stroke-dasharray") is not None)


def test_a_picture_explains_its_lines_and_says_which_measures_it_shows():
    table = crowd(8)
    words = " ".join(
        t for t, _ in boxes_of(draw(whole(table, ONE), "camps", cluster_actors(table, ONE, ("greedy",))[0]))
    )
    for told in (
        "more agreement than disagreement",
        "more disagreement than agreement",
        "the widest is",
        "group 1",
        "modularity",
        "corrected measures",
    ):
        assert told in words


def test_words_of_texts_are_never_markup():
    table = coded(("2031-03-04", '<script>alert(1)</script>"&\x00', "a & b", 1), ("2031-03-04", "other", "a & b", 1))
    for svg in (draw(whole(table, ONE), "<b>"), draw(whole(table, Settings()), "]]>")):
        root = etree.fromstring(svg.encode())
        assert not list(root.iter(SVG + "script"))
        assert "<script>" not in svg


def test_too_many_ties_are_said_to_be_left_out():
    table = coded(*[("2031-03-04", f"a{n}", f"issue {k}", 1) for n in range(70) for k in range(8)])
    words = " ".join(t for t, _ in boxes_of(draw(whole(table, Settings()), "x")))
    assert "strongest of 560 ties" in words
    assert "are not drawn" in words


def test_windows_share_their_places_and_a_key():
    rows = [(f"2031-03-{d:02d}", a, "ports", s) for d in range(1, 31) for a, s in (("north", 1), ("south", 0))]
    svg = draw_windows(
        list(
            networks(
                coded(*rows),
                Settings(network_type="onemode", aggregation="subtract", time_window="days", window_size=2),
            )
        ),
        "x",
    )
    words = [t for t, _ in boxes_of(svg)]
    assert "1  north" in words or "1 north" in [" ".join(w.split()) for w in words]
    assert any("every second window" in w for w in words)
    assert sum(bool(re.match(r"2031-03-\d\d to", w)) for w in words) == 15


def test_nothing_is_no_empty_picture():
    with pytest.raises(NothingToShow):
        draw(whole(coded(("2031-03-04", "a", "ports", 1)), ONE), "x")


def test_long_labels_are_broken_and_cut():
    assert lines_of("Ministry of Foreign Affairs", 40) == ["Ministry of Foreign Affairs"]
    assert lines_of("Ministry of Foreign and Coastal Affairs of Norland", 20) == [
        "Ministry of Foreign",
        "and Coastal Affairs…",
    ]
    assert lines_of("a" * 50, 10) == ["aaaaaaaaa…"]
