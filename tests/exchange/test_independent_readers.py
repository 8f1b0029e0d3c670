"""What is exported opens in programs that are not ours."""

import csv
import json
import zipfile
from io import StringIO

import networkx as nx
import pytest

from onrecord.analyse.networks import Settings, coded_statements, networks, whole
from onrecord.exchange.web_annotation import CONTEXT
from onrecord.show.export import export
from onrecord.show.network.files import as_gexf, write_network
from tests.exchange.conftest import lines_of

# Names of the vocabularies, enough to expand what we write; processors fetch them, and nothing here is fetched.
_OA, _AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
_ANNOTATION = {
    "id": "@id", "type": "@type", **{name: _OA + name for name in ("Annotation", "TextQuoteSelector", "TextPositionSelector", "TextualBody", "exact", "prefix", "suffix", "start", "end")},
    "target": _OA + "hasTarget", "selector": _OA + "hasSelector", "body": _OA + "hasBody", "source": {"@id": _OA + "hasSource", "@type": "@id"},
    "first": _AS + "first", "items": {"@id": _AS + "items", "@container": "@list"}, "AnnotationCollection": _AS + "OrderedCollection", "AnnotationPage": _AS + "OrderedCollectionPage",
}  # fmt: skip


def loader(url, options=None):
    context = _ANNOTATION if url == CONTEXT[0] else {"@vocab": "https://schema.org/"}
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context},
        "contentType": "application/ld+json",
    }


def test_a_json_ld_processor_reads_annotations_and_claims(coded, tmp_path):
    jsonld = pytest.importorskip("pyld").jsonld
    export(coded, "web-annotation", tmp_path / "a.json")
    raw = json.loads((tmp_path / "a.json").read_text("utf-8"))
    expanded = jsonld.expand(raw, {"documentLoader": loader})
    items = expanded[0][_AS + "first"][0][_AS + "items"][0]["@list"]
    assert len(items) == len(lines_of(coded)) == raw["total"]
    selectors = [s for target in items[0][_OA + "hasTarget"] for s in target[_OA + "hasSelector"]]
    assert {s["@type"][0] for s in selectors} == {_OA + "TextQuoteSelector", _OA + "TextPositionSelector"}
    export(coded, "schema-org", tmp_path / "s.json")
    elements = jsonld.expand(json.loads((tmp_path / "s.json").read_text("utf-8")), {"documentLoader": loader})
    kinds = {kind for one in elements for kind in one["@type"]}
    assert {"https://schema.org/Quotation", "https://schema.org/Claim"} <= kinds
    assert not any("Rating" in key for one in elements for key in one)


def test_selectors_say_where_the_words_stand(coded, tmp_path):
    export(coded, "web-annotation", tmp_path / "a.json")
    texts = {row["sha256"]: row["text"] for row in lines_of(coded, "documents")}
    for item in json.loads((tmp_path / "a.json").read_text("utf-8"))["first"]["items"]:
        text = texts[item["statement"]["document"]["sha256"]]
        for target in item["target"]:
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_reader_of_refi_qda_opens_the_project_and_the_codebook(coded, tmp_path, monkeypatch):
    pyrefiqda = pytest.importorskip("pyrefiqda")
    monkeypatch.chdir(tmp_path)  # it unpacks the project where it is called, and leaves it there
    export(coded, "qdpx", tmp_path / "p.qdpx")
    project = pyrefiqda.RefiProject.load(str(tmp_path / "p.qdpx"))
    sources = project.sources.text_source
    assert len(sources) == 3
    assert sum(len({s.name for s in source.plain_text_selection}) for source in sources) == len(lines_of(coded))
    export(coded, "qdc", tmp_path / "b.qdc")
    assert pyrefiqda.RefiCodebook.load(str(tmp_path / "b.qdc")).codes.code


def test_cassis_reads_every_cas(coded, tmp_path):
    from cassis import load_cas_from_xmi, load_typesystem

    export(coded, "xmi", tmp_path / "c.zip")
    texts = {row["text"] for row in lines_of(coded, "documents")}
    with zipfile.ZipFile(tmp_path / "c.zip") as packed:
        types = load_typesystem(packed.read("TypeSystem.xml").decode())
        cases = [
            load_cas_from_xmi(packed.read(n).decode(), typesystem=types)
            for n in packed.namelist()
            if n.endswith(".xmi")
        ]
    assert {cas.sofa_string for cas in cases} == texts
    found = {one.statementId for cas in cases for one in cas.select("webanno.custom.Statement")}
    assert len(found) == len({row["id"] for row in lines_of(coded)})


def test_bibliographies_open(coded, tmp_path):
    import rispy
    from bibtexparser.entrypoint import parse_string

    export(coded, "ris", tmp_path / "r.ris")
    export(coded, "bibtex", tmp_path / "b.bib")
    export(coded, "csl-json", tmp_path / "c.json")
    titles = {row["title"] for row in lines_of(coded, "documents")}
    assert {e["title"] for e in rispy.loads((tmp_path / "r.ris").read_text("utf-8"))} == {
        " ".join(t.split()) for t in titles
    }
    library = parse_string((tmp_path / "b.bib").read_text("utf-8"))
    assert (len(library.entries), library.failed_blocks) == (3, [])
    assert {e["title"] for e in json.loads((tmp_path / "c.json").read_text("utf-8"))} == titles


def test_parquet_and_csv_are_the_same_table(coded, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(coded, "parquet", tmp_path / "t.parquet")
    export(coded, "csv", tmp_path / "t.csv")
    rows = parquet.read_table(tmp_path / "t.parquet").to_pylist()
    cells = list(csv.DictReader(StringIO((tmp_path / "t.csv").read_text("utf-8-sig"), newline="")))
    assert [row["content"] for row in rows] == [
        c["content"].removeprefix("'") if c["content"].startswith("'-") else c["content"] for c in cells
    ]
    assert {type(row["start"]) for row in rows} == {int}


@pytest.mark.parametrize("one_mode", [True, False])
def test_networkx_reads_every_file_of_a_network(coded, tmp_path, one_mode):
    asked = Settings(network_type="onemode" if one_mode else "twomode", aggregation="subtract")
    table = coded_statements(coded)
    network = whole(table, asked)
    nodes = len(network.rows) + (0 if one_mode else len(network.columns))
    weights = sorted(network.edges()[2].tolist())
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf), ("pajek", nx.read_pajek)):
        file = tmp_path / f"n.{form}"
        file.write_text(as_gexf([network]) if form == "gexf" else write_network(network, form), "utf-8")
        graph = read(file)
        assert graph.number_of_nodes() == nodes, form
        assert sorted(data["weight"] for *_, data in graph.edges(data=True)) == weights, form
    ties = list(csv.DictReader(StringIO(write_network(network, "edges").removeprefix("\ufeff"))))
    assert sorted(float(row["weight"]) for row in ties) == weights
    matrix = list(csv.reader(StringIO(write_network(network, "csv").removeprefix("\ufeff"))))
    assert (len(matrix), len(matrix[0])) == (len(network.rows) + 1, len(network.columns) + 1)


def test_ucinet_dl_has_its_labels_and_its_matrix(coded):
    network = whole(coded_statements(coded), Settings(aggregation="subtract"))
    lines = write_network(network, "dl").splitlines()
    assert lines[:3] == ["dl", f"nr = {len(network.rows)}, nc = {len(network.columns)}", "format = fullmatrix"]
    data = [[float(v) for v in line.split()] for line in lines[lines.index("data:") + 1 :]]
    assert data == network.dense().tolist()


def test_a_moving_network_is_one_graph_whose_ties_come_and_go(coded, tmp_path):
    asked = Settings(network_type="onemode", aggregation="subtract", time_window="weeks", window_size=2)
    windows = list(networks(coded_statements(coded), asked))
    (tmp_path / "t.gexf").write_text(as_gexf(windows), "utf-8")
    graph = nx.read_gexf(tmp_path / "t.gexf")
    spells = [spell for *_, data in graph.edges(data=True) for spell in data["strength"]]
    assert len(spells) == sum(len(n.edges()[0]) for n in windows)
    assert all(begin < end for _, begin, end in spells)
