"""A record: opening it, making it, bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from onrecord.errors import NewerRecord, NoSuchRecord, NotARecord, NotKept, ReadOnlyRecord, RecordGone, Unavailable
from onrecord.store import tables

__all__ = ["Record", "get_meta", "put_meta"]


# One writer at a time, as in a file of SQLite: decisions and batches of documents have one order. The number is any.
_WRITERS = 0x6F6E7265
_BUSY_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record is.

    Attributes:
        url: for the engine; shown: for messages, without a password.
        path: of a file; None for a database server.
        writable: whether file and folder may be written.
    """

    url: URL
    shown: str
    path: Path | None = None
    writable: bool = True


class Record:
    """An open record; use as a context manager.

    Attributes:
        place: the file or URL, without a password, for messages.
    """

    def __init__(self, engine: Engine, where: _Place) -> None:
        self.engine = engine
        self.place = where.shown
        self._where = where
        self._identity = _identity(where.path)

    @classmethod
    def open(cls, place: str | Path, *, create: bool = False) -> Record:
        """Open a record by file name or database URL; with `create`, it is made if need be.

        A file, or a file in a folder, that may not be written is opened to be read alone.

        Raises: OR-S01 NoSuchRecord, OR-S02 NotARecord, OR-S03 NewerRecord, OR-S04 ReadOnlyRecord, OR-U01 Unavailable.
        """
        where = _locate(str(place), create=create)
        try:
            engine = create_engine(where.url)
        except (SQLAlchemyError, ImportError):
            raise NotARecord(
                f"{where.shown} is no database this program can open",
                "for PostgreSQL: pip install 'onrecord[postgres]'",
            ) from None
        if where.path is not None:
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        record = cls(engine, where)
        try:
            record._bring_up_to_date(create=create)
            if where.path is not None and create:
                record._make_durable()
        except (OperationalError, sqlite3.OperationalError) as error:
            engine.dispose()
            raise Unavailable(f"{where.shown} cannot be opened: {_first_line(error)}") from None
        except DatabaseError:
            engine.dispose()
            raise NotARecord(f"{where.shown} is not a record") from None
        except BaseException:
            engine.dispose()
            raise
        return record

    @property
    def files(self) -> tuple[Path, ...]:
        """The files a SQLite record is made of, while it is written too; none for a database server."""
        path = self._where.path
        return () if path is None else tuple(path.with_name(path.name + ending) for ending in ("", *_BESIDE))

    def _make_durable(self) -> None:
        """Readers and a writer do not block one another; set only on a file that is known to be a record."""
        raw = self.engine.raw_connection()  # outside of any transaction, where alone the mode can change
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()

    def _bring_up_to_date(self, *, create: bool) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        script = ScriptDirectory.from_config(config)
        with self.engine.connect() as connection:
            # Tables first: who makes them meanwhile tells the revision with them.
            tables_there = inspect(connection).get_table_names()
            current = MigrationContext.configure(connection).get_current_revision()
            if current == script.get_current_head():
                return
            if current is None:
                if tables_there:
                    raise NotARecord(f"{self.place} holds something else")
                if not create:
                    raise NotARecord(f"{self.place} is empty")
        if not self._where.writable:
            raise ReadOnlyRecord(f"{self.place} was written by another version, and may not be written here")
        with self._transaction() as connection:  # whoever waited here finds the work done, and has none
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise NewerRecord(f"{self.place} was written by a later version of onrecord") from None

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        how = {_WRITES: True, **self._isolated("READ COMMITTED")}
        with self.engine.connect().execution_options(**how) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
            yield connection

    def _isolated(self, level: str) -> dict[str, Any]:
        """How transactions of a server see one another, whatever its default: a reader one state, a writer the newest; SQLite does so."""
        return {"isolation_level": level} if self.engine.dialect.name == "postgresql" else {}

    def _still_there(self) -> None:
        """A file that was deleted or replaced goes on taking what is written, and nobody would ever find it."""
        if self._identity is not None and _identity(self._where.path) != self._identity:
            raise RecordGone(f"{self.place} was deleted or replaced while it was being written")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with.

        Raises: OR-U01 Unavailable.
        """
        try:
            with self.engine.connect().execution_options(**self._isolated("REPEATABLE READ")) as connection:
                yield connection
        except OperationalError as error:
            raise Unavailable(f"{self.place} cannot be read: {_first_line(error)}") from None
        except DatabaseError as error:
            raise NotARecord(
                f"{self.place} is damaged: {_first_line(error)}",
                "take it from a backup, or read the sources again into a new record",
            ) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or none. Writers take turns; what is read inside is the newest there is.

        Raises: OR-U01 Unavailable, OR-X03 NotKept, OR-S04 ReadOnlyRecord, OR-U02 RecordGone.
        """
        if not self._where.writable:
            raise ReadOnlyRecord(f"{self.place} may not be written")
        self._still_there()
        try:
            with self._transaction() as connection:
                yield connection
        except OperationalError as error:
            raise Unavailable(f"{self.place} cannot be written: {_first_line(error)}") from None
        except (DatabaseError, UnicodeError) as error:
            raise NotKept(f"the database refused a write: {_first_line(error)}") from error
        self._still_there()

    def get_meta(self, key: str) -> Any:
        """A value kept about the record itself, or None."""
        with self.reading() as connection:
            return get_meta(connection, key)

    def put_meta(self, key: str, value: Any) -> None:
        """Keep a value about the record itself."""
        with self.writing() as connection:
            put_meta(connection, key, value)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_BESIDE = ("-wal", "-shm", "-journal")
_WRITES = "onrecord_writes"


def _locate(place: str, *, create: bool) -> _Place:
    """Where a record is, by file name or URL; a new file is made, empty.

    Raises: OR-S01 NoSuchRecord for a name that is none, or of no file; OR-S02 NotARecord; OR-S04 ReadOnlyRecord.
    """
    if place.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        try:
            url = make_url("postgresql+psycopg://" + place.split("://", 1)[1])
        except SQLAlchemyError:
            raise NotARecord("the URL of the database cannot be read") from None
        return _Place(url, f"{url.host or 'localhost'}/{url.database}")
    name = place.removeprefix("sqlite:///")
    if not name.strip() or name == ":memory:":
        raise NoSuchRecord("a record needs a file name", "for example --record crisis.db")
    path = Path(os.path.realpath(name))  # SQLite keeps its log beside the file, not beside a link to it
    if create:
        _make(path)
    elif not path.is_file():
        raise NoSuchRecord(f"there is no record {path.name}")
    return _file(path)


def _make(path: Path) -> None:
    if not path.parent.is_dir():
        raise NoSuchRecord(f"the folder for {path.name} does not exist", "make the folder first")
    try:
        if not path.exists():
            path.touch()
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be opened: {error.strerror}") from None


def _file(path: Path) -> _Place:
    """A file of SQLite, opened by its URI: never made anew where it has gone, and only read where it may not be written."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK):
        return _Place(_uri(path, mode="rw"), path.name, path)
    if not os.access(path, os.R_OK):
        raise Unavailable(f"{path.name} cannot be opened: permission denied")
    log, index = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    if os.access(path.parent, os.W_OK | os.X_OK):
        return _Place(_uri(path, mode="ro"), path.name, path, writable=False)
    try:
        unmerged = log.stat().st_size > 0
    except FileNotFoundError:
        unmerged = False
    if not unmerged:  # nobody writes, and SQLite may not make the files by which readers and writers see one another
        return _Place(_uri(path, mode="ro", immutable="1"), path.name, path, writable=False)
    if os.access(log, os.R_OK) and os.access(index, os.R_OK):
        return _Place(_uri(path, mode="ro"), path.name, path, writable=False)
    raise ReadOnlyRecord(
        f"{path.name} has work in {log.name} that is not merged into it, and its folder may not be written",
        f"ask its owner to open it once, or copy {path.name} with {log.name} to a folder of your own",
    )


def _uri(path: Path, **query: str) -> URL:
    return URL.create("sqlite", database=path.as_uri().replace("file:///", "file:/"), query={**query, "uri": "true"})


def _identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from another of its name; None for a database server."""
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino


def _set_up_sqlite(connection: Any, _: object) -> None:
    """Acknowledged work survives a power cut; references are checked; a busy file is waited for."""
    connection.isolation_level = None  # transactions begin where we say, not at the driver's first write
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer has its turn before it reads, so that nothing changes between its reading and its writing."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0][:200]


def get_meta(connection: Connection, key: str) -> Any:
    """A value kept about the record itself, or None, in a transaction of the caller's."""
    return connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar_one_or_none()


def put_meta(connection: Connection, key: str, value: Any) -> None:
    """Keep a value about the record itself, in a transaction of the caller's."""
    done = connection.execute(update(tables.meta).where(tables.meta.c.key == key).values(value=value))
    if done.rowcount == 0:
        connection.execute(insert(tables.meta).values(key=key, value=value))
