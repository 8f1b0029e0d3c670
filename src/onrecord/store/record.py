"""A record: opening it, making it, bringing it up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, update
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from onrecord.errors import NewerRecord, NoSuchRecord, NotARecord, NotKept, Unavailable
from onrecord.store import tables

__all__ = ["Record", "put_meta"]


class Record:
    """An open record; use as a context manager.

    Attributes:
        place: the file or URL, without a password, for messages.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self.engine = engine
        self.place = place

    @classmethod
    def open(cls, place: str | Path, *, create: bool = False) -> Record:
        """Open a record by file name or database URL, to read it; with `create`, to write it, made if need be.

        Raises: OR-S01 NoSuchRecord, OR-S02 NotARecord, OR-S03 NewerRecord, OR-U01 Unavailable.
        """
        url, shown, path = _locate(str(place))
        if path is not None and not create and not path.is_file():
            raise NoSuchRecord(f"there is no record {shown}")
        if path is not None and create and not path.absolute().parent.is_dir():
            raise NoSuchRecord(f"the folder for {shown} does not exist", "make the folder first")
        try:
            engine = create_engine(url)
        except (SQLAlchemyError, ImportError):
            raise NotARecord(
                f"{shown} is no database this program can open", "for PostgreSQL: pip install 'onrecord[postgres]'"
            ) from None
        if path is not None:
            event.listen(engine, "connect", _set_up_sqlite)
        record = cls(engine, shown)
        try:
            record._bring_up_to_date(create=create)
            if path is not None and create:
                record._make_durable()
        except OperationalError as error:
            engine.dispose()
            raise Unavailable(f"{shown} cannot be opened: {_first_line(error)}") from None
        except DatabaseError:
            engine.dispose()
            raise NotARecord(f"{shown} is not a record") from None
        except BaseException:
            engine.dispose()
            raise
        return record

    @property
    def files(self) -> tuple[Path, ...]:
        """The files a SQLite record is made of, while it is written too; none for a database server."""
        name = self.engine.url.database
        if self.engine.dialect.name != "sqlite" or name is None:
            return ()
        return tuple(Path(name + ending) for ending in ("", "-wal", "-shm", "-journal"))

    def _make_durable(self) -> None:
        """Readers and a writer do not block one another; set only on a file that is known to be a record."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def _bring_up_to_date(self, *, create: bool) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        script = ScriptDirectory.from_config(config)
        with self.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            if current == script.get_current_head():
                return
            if current is None:
                if inspect(connection).get_table_names():
                    raise NotARecord(f"{self.place} holds something else")
                if not create:
                    raise NotARecord(f"{self.place} is empty")
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise NewerRecord(f"{self.place} was written by a later version of onrecord") from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with.

        Raises: OR-U01 Unavailable.
        """
        try:
            with self.engine.connect() as connection:
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
        """A transaction: all of it is kept, or none.

        Raises: OR-U01 Unavailable.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise Unavailable(f"{self.place} cannot be written: {_first_line(error)}") from None
        except (DatabaseError, UnicodeError) as error:
            raise NotKept(f"the database refused a write: {_first_line(error)}") from error

    def get_meta(self, key: str) -> Any:
        """A value kept about the record itself, or None."""
        with self.reading() as connection:
            return connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar_one_or_none()

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


def _locate(place: str) -> tuple[URL, str, Path | None]:
    """(URL, name for messages without a password, path of a file) of a file name or a URL.

    Raises: OR-S01 NoSuchRecord for a name that is none.
    """
    if place.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        try:
            url = make_url("postgresql+psycopg://" + place.split("://", 1)[1])
        except SQLAlchemyError:
            raise NotARecord("the URL of the database cannot be read") from None
        return url, f"{url.host or 'localhost'}/{url.database}", None
    name = place.removeprefix("sqlite:///")
    if not name.strip() or name == ":memory:":
        raise NoSuchRecord("a record needs a file name", "for example --record crisis.db")
    return URL.create("sqlite", database=name), Path(name).name, Path(name)


def _set_up_sqlite(connection: Any, _: object) -> None:
    """Acknowledged work survives a power cut; references are checked; a busy file is waited for."""
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", error)).splitlines()[0][:200]


def put_meta(connection: Connection, key: str, value: Any) -> None:
    """Keep a value about the record itself, in a transaction of the caller's."""
    done = connection.execute(update(tables.meta).where(tables.meta.c.key == key).values(value=value))
    if done.rowcount == 0:
        connection.execute(insert(tables.meta).values(key=key, value=value))
