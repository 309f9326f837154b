"""One open office for a module, and the shape of each record type in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Family, Shape
from cadreapp.office.door import Office
from cadreapp.records import SHAPES
from tests import make

DOCUMENTS = [name for name, shape in SHAPES.items() if shape.family is Family.DOCUMENT]
COURSES = [name for name, shape in SHAPES.items() if shape.family is Family.COURSE]
REGISTERS = [name for name, shape in SHAPES.items() if shape.family is Family.REGISTER]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A store that the tests of a module share; each makes records of its own."""
    with make.office(tmp_path_factory.mktemp("every"), FixedClock(make.MORNING)) as opened:
        yield opened


@pytest.fixture(params=list(SHAPES))
def shape(request: pytest.FixtureRequest) -> Shape:
    """Every record type."""
    return SHAPES[request.param]


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Shape:
    """Every type that is drafted and sealed."""
    return SHAPES[request.param]


@pytest.fixture(params=COURSES)
def course(request: pytest.FixtureRequest) -> Shape:
    """Every type that moves by steps."""
    return SHAPES[request.param]


@pytest.fixture(params=REGISTERS)
def register(request: pytest.FixtureRequest) -> Shape:
    """Every type that is always current."""
    return SHAPES[request.param]
