"""Tables of articles as other programs write them."""

import pytest

from onrecord.errors import NoTextField
from onrecord.ingest.rows import csv_rows, parse_row


def rows(tmp_path, content):
    file = tmp_path / "made.csv"
    file.write_bytes(content)
    return [parse_row(line) for _, line in csv_rows(file)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_cells_are_parted_by_what_the_heading_uses(tmp_path, mark, encoding):
    table = f'"title"{mark}"text"\n"The mole"{mark}"Ada Holm said: the café, the mole; and the light stay open. Nobody has asked for more."\n'
    (made,) = rows(tmp_path, table.encode(encoding))
    assert made.text.startswith("Ada Holm said: the café, the mole; and")
    assert made.facts["title"] == "The mole"


@pytest.mark.parametrize(
    ("heading", "facts"),
    [
        ("stories_id,publish_date,title,url,media_name,text", {"id", "published", "title", "url", "outlet"}),
        ("Headline,Publication,Date,Byline,Full Text", {"title", "outlet", "published", "author"}),
        ("headline,source,pub_date,authors,content", {"title", "outlet", "published", "author"}),
    ],
)
def test_usual_names_of_columns_are_known(tmp_path, heading, facts):
    cells = ",".join(f"cell {name}" for name in heading.split(","))
    (made,) = rows(tmp_path, f"{heading}\n{cells}\n".encode())
    assert made.text == f"cell {heading.split(',')[-1]}"
    assert set(made.facts) == facts


def test_the_programs_own_name_of_a_column_comes_before_any_other(tmp_path):
    (made,) = rows(tmp_path, b"body,text,source,outlet\nsummary,whole,agency,paper\n")
    assert (made.text, made.facts["outlet"]) == ("whole", "paper")


def test_a_table_without_text_says_which_columns_it_has(tmp_path):
    with pytest.raises(NoTextField, match="'name', 'size'"):
        rows(tmp_path, b"name,size\nmole,12\n")


def test_names_of_characters_are_read_as_the_characters_and_told(tmp_path):
    (made,) = rows(tmp_path, b'text\n"&ldquo;It isn&#39;t dark,&rdquo; Ada Holm said &amp; left."\n')
    assert made.text == "“It isn't dark,” Ada Holm said & left."
    assert any("characters" in remark for remark in made.remarks)


def test_a_text_without_them_is_kept_as_it_stands(tmp_path):
    (made,) = rows(tmp_path, b'text\n"Oil & rope cost more; R&D; less."\n')
    assert (made.text, made.remarks) == ("Oil & rope cost more; R&D; less.", [])
