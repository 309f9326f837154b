"""Sizes that keep a file readable in one sitting; the exceptions stand in one list, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from statistics import quantiles
from typing import cast

from tests.house.tree import Function, Source, product, sources

FILE, FUNCTION, CLASS, METHODS, POSITIONAL = 400, 50, 200, 15, 5
# Lines aim at 120 characters; the wall stands a little further, so that no sentence is broken for the sake of one word and
# no row of a test's table for the sake of one value.
WIDTH, WIDTH_OF_TESTS = 132, 160

# "path" or "path::Name" -> why it may be larger. A line that is no longer needed fails too.
EXCEPTIONS: dict[str, str] = {}
# Written by a tool from the declarations, read by nobody from top to bottom.
GENERATED = ("cadreapp/store/migrations/versions",)


def _oversized() -> Iterator[tuple[str, str]]:
    for source in sources():
        if source.under(*GENERATED):
            continue
        lines = source.text.splitlines()
        if len(lines) > FILE:
            yield source.path, f"{len(lines)} lines, at most {FILE}"
        width = WIDTH_OF_TESTS if source.under("tests") else WIDTH
        yield from ((f"{source.path}:{n}", f"line of {len(x)}") for n, x in enumerate(lines, 1) if len(x) > width)
        yield from _large_functions(source)
        yield from _large_classes(source)


def _large_functions(source: Source) -> Iterator[tuple[str, str]]:
    for name, node in source.definitions(ast.FunctionDef, ast.AsyncFunctionDef):
        function = cast(Function, node)
        if _length(function) > FUNCTION:
            yield name, f"{_length(function)} lines, at most {FUNCTION}"
        taken = [a.arg for a in (*function.args.posonlyargs, *function.args.args) if a.arg not in ("self", "cls")]
        # pytest hands fixtures over by name: nobody counts positions there.
        if len(taken) > POSITIONAL and not function.name.startswith("test_"):
            yield name, f"{len(taken)} positional parameters, at most {POSITIONAL}"


def _large_classes(source: Source) -> Iterator[tuple[str, str]]:
    for name, node in source.definitions(ast.ClassDef):
        klass = cast(ast.ClassDef, node)
        if _length(klass) > CLASS:
            yield name, f"{_length(klass)} lines, at most {CLASS}"
        methods = [n for n in klass.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        if len(methods) > METHODS:
            yield name, f"{len(methods)} public methods, at most {METHODS}"


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_nothing_is_larger_than_agreed() -> None:
    too_large = [f"{name}: {what}" for name, what in _oversized() if name not in EXCEPTIONS]
    assert not too_large, "\n".join(too_large)


def test_no_exception_outlives_its_reason() -> None:
    assert set(EXCEPTIONS) <= {name for name, _ in _oversized()}


def test_most_functions_of_the_product_are_short() -> None:
    lengths = [
        _length(cast(Function, node))
        for source in product()
        if not source.under(*GENERATED)
        for _, node in source.definitions(ast.FunctionDef, ast.AsyncFunctionDef)
    ]
    tenths = quantiles(lengths, n=10)
    assert tenths[8] <= 25, f"nine in ten functions have up to {tenths[8]} lines, the house wants 25"
