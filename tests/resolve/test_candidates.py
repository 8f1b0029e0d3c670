"""Whom a mention can mean, asked of the register alone; all people and states here are invented."""

import pytest

from onrecord.resolve import load_register
from onrecord.resolve.candidates import candidates, people_named
from onrecord.resolve.check import check_register
from onrecord.resolve.exchange import read_csv, read_ftm, to_csv, to_ftm

OWN = """
states:
  - {id: 'state:vesk', name: Vesk, capital: Old Quay, demonyms: [Veskian, Veskians], metonyms: [the Salt House]}
organisations:
  - {id: 'org:vesk-foreign-ministry', name: Foreign Ministry of Vesk, type: ministry, of: 'state:vesk'}
people:
  - {id: 'person:ada-holm', name: Ada Hølm-Šark, gender: f, aliases: [Ada Holm], offices: [
      {title: foreign minister, for: 'state:vesk', from: 2031-01-05, to: 2031-06-01, source: user},
      {title: president, for: 'state:vesk', from: 2031-06-01, to: null, source: user}]}
  - {id: 'person:tor-ibsen', name: Tor Quillan Ibsen, gender: m, offices: [
      {title: foreign minister, for: 'state:vesk', from: 2031-06-01, to: null, source: user}]}
  - {id: 'person:una-ibsen', name: Una Ibsen, gender: f, offices: [
      {title: foreign ministry spokesperson, for: 'state:vesk', from: 2030, to: null, source: user}]}
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(OWN, encoding="utf-8")
    return load_register([path])


def first(mention, register, day=None):
    found = candidates(mention, register, day)
    return (found[0].actor.id, found[0].stands) if found else None


@pytest.mark.parametrize(
    ("mention", "day", "actor"),
    [
        ("Ada Holm", None, "person:ada-holm"),
        ("ADA HOLM-SARK", None, "person:ada-holm"),
        ("Tor Ibsen", None, "person:tor-ibsen"),
        ("the Veskian foreign minister", "2031-03-01", "person:ada-holm"),
        ("the Veskian foreign minister", "2031-09-01", "person:tor-ibsen"),
        ("Vesk's Foreign Ministry spokeswoman", "2031-09-01", "person:una-ibsen"),
        ("Foreign Minister Ibsen", "2031-09-01", "person:tor-ibsen"),
        ("the Salt House", None, "state:vesk"),
        ("Old Quay", None, "state:vesk"),
    ],
)
def test_a_mention_leads_to_its_actor(register, mention, day, actor):
    assert first(mention, register, day) == (actor, "is")


def test_officials_belong_to_their_state_and_are_not_it(register):
    assert first("Veskian officials", register) == ("state:vesk", "belongs to")


def test_a_shared_surname_gives_both_and_is_sure_of_neither(register):
    found = [c for c in candidates("Ibsen", register) if c.actor.id in {"person:tor-ibsen", "person:una-ibsen"}]
    assert len(found) == 2
    assert all(c.confidence < 0.5 for c in found)


def test_likeness_of_spelling_only_suggests(register):
    found = candidates("Adda Holm", register)
    assert found[0].actor.id == "person:ada-holm"
    assert found[0].stands == "like"
    assert found[0].confidence <= 0.4


def test_nobody_is_made_up(register):
    assert candidates("Zyxqv Wvutsr", register) == []
    assert people_named("Zyxqv Wvutsr", register) == []


def test_the_day_decides_which_office_is_told(register):
    (person,) = people_named("Ada Holm", register)
    assert [o.title for o in person.offices_on("2031-05-31")] == ["foreign minister"]
    assert [o.title for o in person.offices_on("2031-06-02")] == ["president"]


def rows_of(register):
    return [register.people[i] for i in ("person:ada-holm", "person:tor-ibsen", "person:una-ibsen")]


def offices_in(rows):
    return {(r["name"], o["title"], o["for"], o["from"], o["to"]) for r in rows for o in r["offices"]}


def test_people_go_out_and_come_back_the_same(register):
    import json

    people = rows_of(register)
    wanted = {(p.name, o.title, o.for_id, o.since, o.until) for p in people for o in p.offices}
    lines = "".join(json.dumps(entity) + "\n" for entity in to_ftm(register, people))
    assert offices_in(read_ftm(lines, "x.json", register)) == wanted
    assert offices_in(read_csv(to_csv(people), "x.csv")) == wanted


def test_a_table_of_offices_holds_no_formula(register):
    from dataclasses import replace

    evil = replace(rows_of(register)[0], name="=1+1")
    assert "\n" in to_csv([evil])
    assert all(not cell.startswith("=") for line in to_csv([evil]).splitlines() for cell in line.split(","))


def test_the_linter_finds_what_cannot_be(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(
        OWN
        + "  - {id: 'person:kay', name: Kay Lorn, offices: [{title: president, for: 'state:vesk', from: 2031-09-01, to: 2031-13, source: user}]}\n"
        "  - {id: 'person:no', name: Nils Orm, offices: []}\n"
        "  - {id: 'person:twin', name: Twin Lorn, aliases: [Ada Holm], offices: []}\n",
        encoding="utf-8",
    )
    found = {
        (f.sort, f.actor)
        for f in check_register(load_register([path]))
        if "ada" in f.message.lower() or f.actor.startswith("person:")
    }
    assert {
        ("overlap", "person:kay"),
        ("date", "person:kay"),
        ("no office", "person:no"),
        ("two actors", "person:ada-holm"),
    } <= found


def test_the_shipped_register_has_no_overlap_and_no_date_that_cannot_be():
    assert [f for f in check_register(load_register()) if f.sort in {"overlap", "date"}] == []


def test_a_state_is_known_by_its_name_in_other_languages_and_by_what_it_is_a_member_of():
    register = load_register()
    assert {first(name, register) for name in ("Россия", "Russland", "俄罗斯")} == {("state:russia", "is")}
    assert "state:norway" in register.members["org:nato"]
    assert "state:united-kingdom" not in register.members["org:eu"]
    assert all(state in register.actors for states in register.members.values() for state in states)


def test_a_further_source_of_somebody_takes_no_office_away():
    register = load_register()
    offices = {(office.title, office.for_id) for office in register.people["person:ban-ki-moon"].offices}
    assert ("secretary-general", "org:united-nations") in offices
    assert ("foreign minister", "state:south-korea") in offices
