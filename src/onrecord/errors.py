"""Every error of OnRecord, each with a code and what the user can do.

OnRecordError
├── Refused                 bad input: quarantined with its reason, the run goes on
│   ├── EmptyInput          OR-I01  no bytes, or nothing but white space
│   ├── NotText             OR-I02  a picture, an archive or other binary data
│   ├── Undecodable         OR-I03  text in an encoding that cannot be told
│   ├── TooLarge            OR-I04  over the size limit
│   ├── TooDeep             OR-I05  markup nested so deeply that text would be lost
│   ├── NoTextField         OR-I06  a row or JSON line without text
│   ├── Unreadable          OR-I07  permission, a broken link, a device
│   ├── TookTooLong         OR-I08  extraction ran over its time or its memory
│   ├── Malformed           OR-I09  damaged for its format
│   ├── UnknownFormat       OR-I10  a file ending that no reader takes
│   ├── OverItsClock        OR-I11  finding statements ran over its processor time
│   └── EndedTwice          OR-I12  the process that read it was ended, twice
├── Unusable                what was asked cannot be done as asked
│   ├── UnknownActor        OR-Q01  no actor of the register in the question
│   ├── UnknownIssue        OR-Q02  no issue of the codebook in the question
│   ├── UnknownStatement    OR-Q03  no such statement in the record
│   ├── BadCodebook         OR-C01  a codebook that does not hold together
│   ├── BadRegister         OR-C02  an actor register that does not hold together
│   ├── OtherCodebook       OR-C03  a record that was coded with another codebook
│   ├── TooFewDecisions     OR-C04  not enough decisions of people to learn from
│   ├── BadEndpoint         OR-C05  an address of a language model that cannot be one
│   ├── BadSettings         OR-N01  options of a network that do not go together
│   ├── NothingToShow       OR-N02  no statements, or too few, for the network asked for
│   ├── BadImport           OR-M01  a file that cannot be brought in, as a whole
│   ├── Missing             OR-M02  a library that is not installed
│   ├── NoSuchRecord        OR-S01  no record at this place
│   ├── NotARecord          OR-S02  a file or database that is no record
│   ├── NewerRecord         OR-S03  written by a later version of this program
│   ├── ReadOnlyRecord      OR-S04  a record that may not be written here
│   └── BadGold             OR-E01  marks that cannot be compared
├── Broken                  a promise of ours failed: never stored, reported as our fault
│   ├── BrokenSpan          OR-X01  words that are not in the text where they were said to be
│   ├── StageFailed         OR-X02  a stage ended on an error of its own
│   ├── NotKept             OR-X03  the database refused what a record must be able to keep
│   └── MissingWeights      OR-X04  a file that ships with the program is missing or damaged
└── Unavailable             OR-U01  disk or database not to be reached; may be tried again
    └── RecordGone          OR-U02  a record that was deleted or replaced while it was written
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "BadCodebook",
    "BadEndpoint",
    "BadGold",
    "BadImport",
    "BadRegister",
    "BadSettings",
    "Broken",
    "BrokenSpan",
    "EmptyInput",
    "EndedTwice",
    "Malformed",
    "Missing",
    "MissingWeights",
    "NewerRecord",
    "NoSuchRecord",
    "NoTextField",
    "NotARecord",
    "NotKept",
    "NotText",
    "NothingToShow",
    "OnRecordError",
    "OtherCodebook",
    "OverItsClock",
    "ReadOnlyRecord",
    "RecordGone",
    "Refused",
    "StageFailed",
    "TooDeep",
    "TooFewDecisions",
    "TooLarge",
    "TookTooLong",
    "Unavailable",
    "Undecodable",
    "UnknownActor",
    "UnknownFormat",
    "UnknownIssue",
    "UnknownStatement",
    "Unreadable",
    "Unusable",
    "all_errors",
]  # fmt: skip


class OnRecordError(Exception):
    """Root of the tree.

    Args:
        message: what happened, without echoing text of a document.
        hint: what the user can do; the class's own hint where none is given.

    Attributes:
        stage: the stage of the flow that raised it, where one did.
    """

    code: ClassVar[str] = "OR-000"
    hint: ClassVar[str] = ""
    retryable: ClassVar[bool] = False
    stage: str | None = None

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = self.hint if hint is None else hint

    def __str__(self) -> str:
        """One line: code, what happened, what to do."""
        return f"{self.code}: {self.message}" + (f" - {self.advice}" if self.advice else "")


class Refused(OnRecordError):
    """Bad input: the document is quarantined with this reason and the run goes on."""

    code = "OR-I00"


class EmptyInput(Refused):
    """No bytes, or nothing but white space and markup."""

    code = "OR-I01"
    hint = "check that the file was saved or downloaded whole"


class NotText(Refused):
    """A picture, an archive or other binary data under a text name."""

    code = "OR-I02"
    hint = "give the file its right ending, or convert it to text first"


class Undecodable(Refused):
    """Text in an encoding that cannot be told with confidence."""

    code = "OR-I03"
    hint = "save the file as UTF-8"


class TooLarge(Refused):
    """Over the size limit."""

    code = "OR-I04"
    hint = "split it into its documents, or raise --max-characters"


class TooDeep(Refused):
    """Markup nested so deeply that the parser would silently drop text."""

    code = "OR-I05"
    hint = "save the page's text as .txt and read that"


class NoTextField(Refused):
    """A row or JSON line without text."""

    code = "OR-I06"
    hint = "every row needs a non-empty field named text, or content, body, article, full_text"


class Unreadable(Refused):
    """Permission, a broken or circular link, or a thing that is no regular file."""

    code = "OR-I07"
    hint = "check its permissions and that it is a regular file"


class TookTooLong(Refused):
    """Extraction ran over its time or its memory and was stopped."""

    code = "OR-I08"
    hint = "save the page's text as .txt and read that"


class Malformed(Refused):
    """Damaged for its format."""

    code = "OR-I09"
    hint = "open it in the program that wrote it and save it again"


class UnknownFormat(Refused):
    """A file ending that no reader takes."""

    code = "OR-I10"
    hint = "readable endings: .txt .html .htm .jsonl .csv .tsv .docx .odt .epub .eml .pdf"


class OverItsClock(Refused):
    """Finding its statements ran over the processor time that a text of its length has, and was stopped."""

    code = "OR-I11"
    hint = "the next read tries it again; split it into its documents if it fails again"


class EndedTwice(Refused):
    """The process that found its statements was ended from outside or ran out of memory, and the one after it too."""

    code = "OR-I12"
    hint = "free some memory and read it again; split it into its documents if it fails again"


class Unusable(OnRecordError):
    """What was asked cannot be done as asked."""

    code = "OR-Q00"


class UnknownActor(Unusable):
    """No actor of the register or the record in the question."""

    code = "OR-Q01"
    hint = "`onrecord show RECORD` without a question lists the record's actors"


class UnknownIssue(Unusable):
    """No issue of the codebook in the question."""

    code = "OR-Q02"
    hint = "`onrecord codebook` lists the issues"


class UnknownStatement(Unusable):
    """No such statement in the record."""

    code = "OR-Q03"
    hint = "`onrecord export RECORD` lists the statements with their ids"


class BadCodebook(Unusable):
    """A codebook that does not hold together."""

    code = "OR-C01"
    hint = "docs/reference/codebook.md describes the form"


class BadRegister(Unusable):
    """An actor register that does not hold together."""

    code = "OR-C02"
    hint = "docs/reference/actors.md describes the form"


class OtherCodebook(Unusable):
    """A record whose statements were coded with another codebook, or another version of it."""

    code = "OR-C03"
    hint = "leave --codebook out to go on with the record's own, or read everything into a new record"


class TooFewDecisions(Unusable):
    """Not enough decisions of people to learn from."""

    code = "OR-C04"
    hint = "`onrecord review RECORD` asks for more"


class BadEndpoint(Unusable):
    """An address of a language model that cannot be one."""

    code = "OR-C05"
    hint = "as in --coder http://localhost:11434/v1 --coder-model NAME"


class BadSettings(Unusable):
    """Options of a network that do not go together, or name what is not there."""

    code = "OR-N01"
    hint = "docs/reference/networks.md lists the options"


class NothingToShow(Unusable):
    """No statements, or too few, for what was asked."""

    code = "OR-N02"
    hint = "take a wider range, fewer exclusions, or other variables"


class BadImport(Unusable):
    """A file of another tool that cannot be brought in, as a whole."""

    code = "OR-M01"
    hint = "docs/reference/formats.md tells what is read of each format"


class Missing(Unusable):
    """A library that this needs and that is not installed."""

    code = "OR-M02"
    hint = "pip install what the message names"


class NoSuchRecord(Unusable):
    """No record at this place."""

    code = "OR-S01"
    hint = "make one with `onrecord read PATH --record FILE`"


class NotARecord(Unusable):
    """A file or database that is no record."""

    code = "OR-S02"
    hint = "give the file that `onrecord read` wrote, or a new name"


class NewerRecord(Unusable):
    """A record written by a later version of this program."""

    code = "OR-S03"
    hint = "upgrade onrecord, or read the sources again into a new record"


class ReadOnlyRecord(Unusable):
    """A record that may not be written here."""

    code = "OR-S04"
    hint = "copy it to a folder of your own"


class BadGold(Unusable):
    """Hand-made marks that cannot be compared."""

    code = "OR-E01"
    hint = "docs/reference/evaluate.md describes the form"


class Broken(OnRecordError):
    """A promise of ours failed: never stored, reported as our fault."""

    code = "OR-X00"
    hint = "this is a fault of onrecord: please report it with the document"


class BrokenSpan(Broken):
    """Words that are not in the text where they were said to be."""

    code = "OR-X01"


class StageFailed(Broken):
    """A stage ended on an error of its own."""

    code = "OR-X02"


class NotKept(Broken):
    """The database refused what a record must be able to keep."""

    code = "OR-X03"


class MissingWeights(Broken):
    """A file that ships with the program is missing or damaged; nothing can be read without it."""

    code = "OR-X04"
    hint = "install onrecord again; if that does not help, please report it"


class Unavailable(OnRecordError):
    """Disk or database not to be reached."""

    code = "OR-U01"
    hint = "check free space, permissions and the database, then run the same command again"
    retryable = True


class RecordGone(Unavailable):
    """A record that was deleted or replaced while it was written: what is written there now, nobody would find."""

    code = "OR-U02"
    hint = "run the same command again: it makes the record anew"


def all_errors() -> list[type[OnRecordError]]:
    """Every class of the tree, in order of code."""
    found: list[type[OnRecordError]] = []
    waiting: list[type[OnRecordError]] = [OnRecordError]
    while waiting:
        error = waiting.pop()
        found.append(error)
        waiting.extend(error.__subclasses__())
    return sorted(found, key=lambda error: error.code)
