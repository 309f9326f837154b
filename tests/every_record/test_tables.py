"""Claims about the tables of every record type: the same declaration keeps the same values in SQLCipher and in PostgreSQL."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, func, inspect, select
from sqlalchemy.orm import Session

from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.office.door import Office
from cadreapp.records import BY_NAME, SHAPES, Base
from cadreapp.records import values as plain
from cadreapp.records.clean import LIMIT, clean
from tests import make
from tests.every_record.postgres import cluster
from tests.every_record.test_keeping import without_ids

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the upper level's database runs on Linux"),
    # One worker, so that one cluster serves all.
    pytest.mark.xdist_group("postgres"),
]

ORIGIN = {"state": "draft", "origin": "x" * 64, "created_at": "2026-03-05T09:30:00.000+08:00", "changed_at": "t"}
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A PostgreSQL with the tables of all record types."""
    with cluster() as url:
        made = create_engine(url)
        Base.metadata.create_all(made)
        yield made
        made.dispose()


def an_id(_given: str | None = None) -> str:
    return f"019a0000-0000-7000-8000-{next(_numbers):012x}"


def keep(session: Session, type_name: str, given: Values) -> str:
    """Put a record straight into its tables."""
    record = BY_NAME[type_name](id=an_id(), edition=1, revision=1, **ORIGIN)
    plain.write(record, clean(SHAPES[type_name], given), an_id)
    session.add(record)
    session.flush()
    return str(record.id)


def full(session: Session, shape: Shape) -> Values:
    """Return values for every field, what they refer to being there already."""
    targets: dict[str, str] = {}

    def refs(field: Field) -> str:
        target = field.targets[0]
        return targets.setdefault(target, "") or targets.update({target: keep(session, target, make.least(SHAPES[target]))}) \
            or targets[target]

    return make.values(shape, refs)


def test_postgresql_keeps_every_field_as_it_was_given(engine: Engine, shape: Shape) -> None:
    with Session(engine) as session:
        given = full(session, shape)
        record_id = keep(session, shape.name, given)
        session.commit()
    with Session(engine) as session:
        found = session.get(BY_NAME[shape.name], record_id)
        assert found is not None
        assert without_ids(plain.read(found)) == given


def test_postgresql_keeps_two_hundred_thousand_characters(engine: Engine, shape: Shape) -> None:
    name = next(f.name for f in shape.fields if f.kind in (Kind.LINE, Kind.TEXT) and not f.form)
    long = "𠮷" * LIMIT
    with Session(engine) as session:
        record_id = keep(session, shape.name, {**make.least(shape), name: long})
        session.commit()
        session.expire_all()
        found = session.get(BY_NAME[shape.name], record_id)
        assert getattr(found, name) == long


def test_rows_go_with_their_record_in_postgresql(engine: Engine, shape: Shape) -> None:
    with Session(engine) as session:
        record = session.get_one(BY_NAME[shape.name], keep(session, shape.name, full(session, shape)))
        session.delete(record)
        session.commit()
        for relation in BY_NAME[shape.name].__mapper__.relationships:
            rows = relation.mapper.local_table
            assert session.scalar(select(func.count()).where(rows.c.owner_id == record.id)) == 0


def test_both_databases_have_the_same_tables_columns_and_references(engine: Engine, office: Office, shape: Shape) -> None:
    def picture(bind: object) -> dict[str, object]:
        look = inspect(bind)
        names = [t for t in Base.metadata.tables if t == shape.name or t.startswith(f"{shape.name}_")]
        assert names
        return {
            name: (
                {c["name"]: (c["nullable"], getattr(c["type"], "length", None)) for c in look.get_columns(name)},
                sorted((k["constrained_columns"], k["referred_table"]) for k in look.get_foreign_keys(name)),
                sorted(str(i["name"]) for i in look.get_indexes(name)),
            )
            for name in names
        }

    assert picture(engine) == office.ask(picture)
