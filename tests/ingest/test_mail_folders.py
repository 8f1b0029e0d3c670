"""A folder of mail: its own messages, and nothing that a link in it leads out to."""

from onrecord.ingest.press.mail import mail

LETTER = "From: Port Office <port@kell.example>\nDate: Mon, 5 May 2031 09:00:00 +0000\nSubject: {subject}\n\nThe port is open.\n"


def test_messages_of_a_maildir_are_read_in_the_order_of_their_names_and_links_out_of_it_are_not(tmp_path):
    box, elsewhere = tmp_path / "box", tmp_path / "elsewhere.eml"
    for folder in ("cur", "new", "tmp"):
        (box / folder).mkdir(parents=True)
    (box / "cur" / "2.kell:2,S").write_text(LETTER.format(subject="Second"))
    (box / "new" / "1.kell").write_text(LETTER.format(subject="First"))
    elsewhere.write_text(LETTER.format(subject="Not of this box"))
    (box / "cur" / "3.kell").symlink_to(elsewhere)
    assert [row.facts["title"] for row in mail(box)] == ["First", "Second"]
