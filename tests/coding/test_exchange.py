"""Codebooks to other tools and back; and what a check of one finds."""

import pytest
import yaml
from lxml import etree

from onrecord.coding.check import check_codebook
from onrecord.coding.codebooks import load_codebook, shipped_codebooks
from onrecord.coding.exchange import rows_from_csv, rows_from_qdc, to_csv, to_qdc, to_rows
from onrecord.errors import BadCodebook

BOOK = """
codebook: harbour
version: "3"
label: Harbour dispute
families: {quays: Quays}
issues:
  - id: dredging
    label: Dredging
    proposition: The channel should be dredged.
    parents: [quays]
    support: asks for it
    cues: [dredg*, "=deep channel"]
    for: [dredge it now]
    against: [leave the mud]
    examples:
      - {text: "Dredge it now, the pilots said.", stance: support}
      - {text: "Leave the mud where it is.", stance: oppose}
    counter_examples:
      - {text: "The dredger was painted red."}
      - {text: "A deep channel of trust was needed.", issue: trust}
  - id: trust
    label: Trust
    proposition: The ports should trust one another.
    cues: [trust*, dredg*, mutual faith]
    examples: [{text: "Trust is all, she said.", stance: support}]
wording:
  - id: name_of_the_mud
    label: What the mud is called
    names: {mud: [mud], silt: [silt, "silt*"]}
"""


@pytest.fixture
def write(tmp_path):
    def run(text, name="book.yml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_codebook(str(path))

    return run


def same(one, other):
    return (one.label, one.families, one.issues, one.wordings) == (
        other.label, other.families, other.issues, other.wordings,
    )  # fmt: skip


def test_a_codebook_comes_back_from_its_table_as_it_went(write):
    book = write(BOOK)
    rows = rows_from_csv(to_csv(book), "harbour.csv")
    assert same(write(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), "again.yml"), book)


def test_no_cell_of_the_table_is_a_formula(write):
    assert "\n'=deep" not in to_csv(write(BOOK)).split("cue,dredging,")[0]
    assert "'=deep channel" in to_csv(write(BOOK))


@pytest.mark.parametrize("name", shipped_codebooks())
def test_shipped_codebooks_come_back_from_yaml_and_table(write, name):
    book = load_codebook(name)
    assert same(write(yaml.safe_dump(to_rows(book), allow_unicode=True, sort_keys=False)), book)
    assert same(
        write(yaml.safe_dump(rows_from_csv(to_csv(book), f"{name}.csv"), allow_unicode=True, sort_keys=False), "b.yml"),
        book,
    )


def test_refi_qda_keeps_labels_propositions_and_families(write):
    data = to_qdc(write(BOOK))
    root = etree.fromstring(data)
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    made = write(yaml.safe_dump(rows_from_qdc(data, "harbour.qdc")), "back.yml")
    assert [(i.label, i.proposition) for i in made.issues] == [
        ("Dredging", "The channel should be dredged."), ("Trust", "The ports should trust one another."),
    ]  # fmt: skip
    assert [f.label for f in made.families] == ["Quays"]
    assert made.issues[0].parents == ("quays",)


def test_an_id_in_refi_qda_is_the_same_in_every_export(write):
    assert to_qdc(write(BOOK)) == to_qdc(write(BOOK, "other.yml"))


@pytest.mark.parametrize(
    "data",
    [b"", b"<CodeBook>", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook><'],
)
def test_what_is_no_refi_qda_codebook_is_told(data):
    with pytest.raises(BadCodebook):
        rows_from_qdc(data, "x.qdc")


@pytest.mark.parametrize("text", ["", "a,b\n", 'kind,issue,value,stance,other\n"', "kind,issue,value,stance,other\nx,y\n",
                                  "kind,issue,value,stance,other\nsecret,a,b,c,d\n"])  # fmt: skip
def test_what_is_no_table_of_a_codebook_is_told(text):
    with pytest.raises(BadCodebook):
        rows_from_csv(text, "x.csv")


def test_a_check_finds_what_a_person_should_mend(write):
    kinds = {(one.kind, one.issue) for one in check_codebook(write(BOOK))}
    assert ("few examples", "dredging") in kinds
    assert ("one-sided", "trust") in kinds
    assert ("shared phrase", "dredging") in kinds
    assert ("never fires", "dredging") in kinds


def test_a_phrase_that_fires_in_a_text_of_the_record_is_not_silent(write):
    book = write(BOOK)
    alone = next(f.what for f in check_codebook(book) if f.kind == "never fires" and f.issue == "trust")
    more = next(
        (
            f.what
            for f in check_codebook(book, ["Mutual faith was lost."])
            if f.issue == "trust" and f.kind == "never fires"
        ),
        "",
    )
    assert "mutual faith" in alone
    assert "mutual faith" not in more


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("parents: [quays]", "parents: [nowhere]"), "no family and no issue"),
        (("issue: trust}", "issue: nowhere}"), "is no issue"),
        (("names: {mud: [mud]", "names: [mud, {x: [mud]"), "not valid YAML"),
        (("families: {quays: Quays}", "families: [quays]"), "ids with a label"),
        (("id: name_of_the_mud", "id: Name Of"), "wording needs an id"),
    ],
)
def test_faults_of_the_new_fields_are_told(write, change, fault):
    with pytest.raises(BadCodebook, match=fault):
        write(BOOK.replace(*change))
