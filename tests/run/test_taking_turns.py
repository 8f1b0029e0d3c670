"""What people decide while a run reads holds for what it reads next, and links and empty exports are told."""

import pytest

from onrecord.errors import BadImport
from onrecord.model.actor import Actor
from onrecord.model.decision import Decision
from onrecord.run import RunSettings, read_into
from onrecord.run.importing import import_into
from onrecord.store import Record
from onrecord.store.journal import decide
from onrecord.store.read import documents, quarantined, search


def test_a_name_that_is_given_while_a_run_reads_holds_for_every_document_kept_after_it(tmp_path):
    paths = []
    for number in range(80):
        path = tmp_path / f"{number:03d}.txt"
        path.write_text(
            f"Calm in the port, day {number}\n\nThe Fjord Kingdom said on Monday that its port was open.\n\nIt rained.\n"
        )
        paths.append(path)
    with Record.open(tmp_path / "x.db", create=True) as record, Record.open(tmp_path / "x.db", create=True) as other:
        decided = []

        def tell(what):
            if not decided:
                decided.append(
                    decide(
                        other, Decision("alias", "state:norway", "2031-05-01T09:00:00+00:00", term="the Fjord Kingdom")
                    )
                )

        read_into(record, paths, RunSettings(), tell)
        named = [any(s.speaker and s.speaker.id == "state:norway" for s in d.statements) for d in documents(record)]
    # What had not been kept by then is passed through the stages again: those under way as well as those to come.
    first = named.index(True)
    assert 0 < first <= 32
    assert all(named[first:])


def test_a_merge_made_while_a_run_reads_holds_for_what_it_reads(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Calm in the port\n\nMinister Ilse Holm said on Monday that the port was open.\n\nIt rained.\n")
    with Record.open(tmp_path / "x.db", create=True) as record:
        read_into(record, [path], RunSettings(), lambda _: None)
        (speaker,) = {s.speaker.id for d in documents(record) for s in d.statements if s.speaker}
        decide(
            record,
            Decision("merge", speaker, "2031-05-01T09:00:00+00:00", into=Actor("person:other", "Other", "person")),
        )
        assert {s.speaker.id for d in documents(record) for s in d.statements} == {"person:other"}


def test_a_link_that_leads_out_of_the_folder_is_refused_and_one_that_stays_is_read(tmp_path):
    folder, outside = tmp_path / "in", tmp_path / "out.txt"
    folder.mkdir()
    outside.write_text("Somebody else's\n\nMinister Ilse Holm said that the port was open.\n")
    (folder / "a.txt").write_text("Calm\n\nMinister Ilse Holm said that the port was calm.\n\nIt rained.\n")
    (folder / "b.txt").symlink_to(outside)
    (folder / "c.txt").symlink_to(folder / "a.txt")
    with Record.open(tmp_path / "x.db", create=True) as record:
        tally = read_into(record, [folder], RunSettings(), lambda _: None)
        assert (tally.stored, tally.duplicate, tally.quarantined) == (1, 1, 1)
        (refused,) = quarantined(record)
    assert (refused.path, refused.code, refused.message) == ("b.txt", "OR-I07", "a link that leads out of the folder")


@pytest.mark.parametrize(
    ("form", "name", "content"),
    [
        ("feed", "a.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>"),
        ("mail", "a.mbox", ""),
        ("nexis", "a.txt", "nothing of the kind"),
    ],
)
def test_an_export_without_an_article_is_told(tmp_path, form, name, content):
    (tmp_path / name).write_text(content)
    with Record.open(tmp_path / "x.db", create=True) as record, pytest.raises(BadImport):
        import_into(record, tmp_path / name, form, RunSettings())


def test_search_gives_one_order_on_both_databases(empty_place, demo_folder):
    with Record.open(empty_place, create=True) as record:
        read_into(
            record,
            [demo_folder / "documents"],
            RunSettings(str(demo_folder / "codebook.yml"), (demo_folder / "actors.yml",)),
            lambda _: None,
        )
        found = [(k.document.path, k.statement.start) for k in search(record, "the ports")]
    # The shorter statement first, then by document; bm25 and ts_rank each have another order.
    assert found == [
        ("12-dask-courier-castellane-talks.txt", 1424),
        ("03-meridian-review-ostlind-op-ed.txt", 1383),
        ("04-straitwatch-repost-ostlind.txt", 1889),
    ]
