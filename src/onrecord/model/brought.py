"""What comes with a file of another tool: documents that are coded already, and what a record has no field for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.model.codebook import Codebook
from onrecord.model.document import Document
from onrecord.model.intake import Intake

__all__ = ["Brought", "Carried", "Remark"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What another tool keeps and a record has no field for; it goes out again with the same format.

    Attributes:
        format: the format it came in.
        body: JSON. `variables` of a statement, {name: [kind, value]}, are variables for networks too;
            kind is text, boolean or integer.
        document, statement: ids of what it belongs to; both empty for the file as a whole.
    """

    format: str
    body: dict[str, Any]
    document: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a file that did not become part of the record as it stood.

    Attributes:
        where: the row, element or line, as the file calls it.
        kept: whether it is carried along; what is not is named here and nowhere else.
    """

    where: str
    what: str
    kept: bool


@dataclass(slots=True)
class Brought:
    """What an import gives.

    Attributes:
        intakes: documents with their statements, and refusals.
        added: documents of the record, each with the statements that the file adds.
        codebook: the issues of the file, where it has any.
    """

    intakes: list[Intake] = field(default_factory=list)
    added: list[Document] = field(default_factory=list)
    codebook: Codebook | None = None
    carried: list[Carried] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
