"""The tables of a `.dna` file of version 3: names and order of columns, and what the tool demands of them."""

from __future__ import annotations

__all__ = ["COLUMNS", "DATA_TABLES", "DDL", "LONGEST", "PERMISSIONS"]

LONGEST = 190
"""How many characters titles, labels, values and attributes may have."""

PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip

DATA_TABLES = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT", "short text": "DATASHORTTEXT"}  # fmt: skip

_COLOUR = ("Red", "Green", "Blue")
COLUMNS: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name", *_COLOUR, "Refresh", "FontSize", "Password", "PopupWidth", "ColorByCoder",
               "PopupDecoration", "PopupAutoComplete", *(f"Permission{name}" for name in PERMISSIONS)),
    "DOCUMENTS": ("ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"),
    "STATEMENTTYPES": ("ID", "Label", *_COLOUR),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "VARIABLELINKS": ("ID", "SourceVariableId", "TargetVariableId"),
    "REGEXES": ("Label", *_COLOUR),
    "CODERRELATIONS": ("ID", "Coder", "OtherCoder", "viewStatements", "editStatements", "viewDocuments", "editDocuments"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("ID", "StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("ID", "StatementId", "VariableId", "Value"),
    "ENTITIES": ("ID", "VariableId", "Value", *_COLOUR, "ChildOf"),
    "DATASHORTTEXT": ("ID", "StatementId", "VariableId", "Entity"),
    "DATALONGTEXT": ("ID", "StatementId", "VariableId", "Value"),
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("ID", "EntityId", "AttributeVariableId", "AttributeValue"),
}  # fmt: skip

_KEY = "ID INTEGER NOT NULL PRIMARY KEY"
_SHADES = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} BETWEEN 0 AND 255)" for name in _COLOUR)
_SHADES_OR_NONE = ", ".join(f"{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)" for name in _COLOUR)
_FLAGS = ", ".join(f"Permission{name} INTEGER NOT NULL DEFAULT 1 CHECK (Permission{name} BETWEEN 0 AND 1)" for name in PERMISSIONS)  # fmt: skip


def _short(name: str) -> str:
    return f"{name} TEXT NOT NULL CHECK (LENGTH({name}) <= {LONGEST})"


def _or_empty(name: str) -> str:
    return f"{name} TEXT NOT NULL DEFAULT '' CHECK (LENGTH({name}) <= {LONGEST})"


def _flag(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)"


def _to(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(name: str, value: str) -> str:
    return (
        f"CREATE TABLE {name}({_KEY}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}, "
        f"{_to('StatementId', 'STATEMENTS')}, {_to('VariableId', 'VARIABLES')}, UNIQUE (StatementId, VariableId))"
    )


DDL: tuple[str, ...] = (
    "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL)",
    f"CREATE TABLE CODERS({_KEY}, {_short('Name')}, {_SHADES}, Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999), "
    f"FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99), {_short('Password')}, "
    "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999), "
    f"{_flag('ColorByCoder', 0)}, {_flag('PopupDecoration', 0)}, {_flag('PopupAutoComplete', 1)}, {_FLAGS})",
    f"CREATE TABLE DOCUMENTS({_KEY}, {_short('Title')}, Text TEXT NOT NULL, Coder INTEGER, "
    + ", ".join(_or_empty(name) for name in ("Author", "Source", "Section"))
    + f", Notes TEXT NOT NULL DEFAULT '', {_or_empty('Type')}, Date INTEGER NOT NULL, {_to('Coder', 'CODERS')})",
    f"CREATE TABLE STATEMENTTYPES({_KEY}, {_short('Label')}, {_SHADES})",
    f"CREATE TABLE VARIABLES({_KEY}, {_short('Variable')}, DataType TEXT NOT NULL DEFAULT 'short text' "
    "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text')), "
    f"StatementTypeId INTEGER, {_to('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId))",
    f"CREATE TABLE VARIABLELINKS({_KEY}, SourceVariableId INTEGER, TargetVariableId INTEGER, CHECK (TargetVariableId != SourceVariableId), "
    f"{_to('SourceVariableId', 'VARIABLES')}, {_to('TargetVariableId', 'VARIABLES')})",
    f"CREATE TABLE REGEXES(Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST}), {_SHADES})",
    f"CREATE TABLE CODERRELATIONS({_KEY}, Coder INTEGER CHECK (Coder > 0), OtherCoder INTEGER CHECK (OtherCoder > 0), "
    + ", ".join(_flag(name, 1) for name in COLUMNS["CODERRELATIONS"][3:])
    + f", CHECK (Coder != OtherCoder), {_to('Coder', 'CODERS')}, {_to('OtherCoder', 'CODERS')})",
    f"CREATE TABLE STATEMENTS({_KEY}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK (Start >= 0), "
    "Stop INTEGER NOT NULL CHECK (Stop >= 0), Coder INTEGER, CHECK (Start < Stop), "
    f"{_to('StatementTypeId', 'STATEMENTTYPES')}, {_to('Coder', 'CODERS')}, {_to('DocumentId', 'DOCUMENTS')})",
    _data("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _data("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    f"CREATE TABLE ENTITIES({_KEY}, VariableId INTEGER NOT NULL, {_or_empty('Value')}, {_SHADES_OR_NONE}, "
    "ChildOf INTEGER CHECK (ChildOf > 0), UNIQUE (VariableId, Value), "
    f"{_to('ChildOf', 'ENTITIES')}, {_to('VariableId', 'VARIABLES')})",
    _data("DATASHORTTEXT", "Entity INTEGER NOT NULL REFERENCES ENTITIES(ID) ON DELETE CASCADE"),
    _data("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    f"CREATE TABLE ATTRIBUTEVARIABLES({_KEY}, VariableId INTEGER NOT NULL, {_short('AttributeVariable')}, "
    f"UNIQUE (VariableId, AttributeVariable), {_to('VariableId', 'VARIABLES')})",
    f"CREATE TABLE ATTRIBUTEVALUES({_KEY}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    f"{_or_empty('AttributeValue')}, UNIQUE (EntityId, AttributeVariableId), "
    f"{_to('EntityId', 'ENTITIES')}, {_to('AttributeVariableId', 'ATTRIBUTEVARIABLES')})",
)  # fmt: skip
