"""Plain values on their way in: checked against the shape, normalised, and refused in one place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from cadreapp.kernel.errors import BAD_TEXT, TOO_LONG, AppError
from cadreapp.kernel.ids import is_id
from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.records.faults import BAD_VALUE, REQUIRED, UNKNOWN_CHOICE, UNKNOWN_FIELD
from cadreapp.rules.names import normal, read_name

LIMIT = 200_000
"""Characters that one text field holds at most."""

MOST_ROWS = 5_000
"""Rows that one record holds at most in one list."""

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_MONTH = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def clean(shape: Shape, given: Mapping[str, Any], *, partial: bool = False) -> Values:
    """Return `given` checked and normalised, every field present (or, if `partial`, only those given).

    Raises UNKNOWN_FIELD, REQUIRED, BAD_VALUE, UNKNOWN_CHOICE, BAD_TEXT or TOO_LONG with the dotted path of the field.
    """
    for name in given:
        if name not in shape.by_name:
            raise UNKNOWN_FIELD(title=shape.title, name=name, field=str(name))
    names = [f for f in shape.fields if not partial or f.name in given]
    return {f.name: clean_field(f, given.get(f.name), f.name) for f in names}


def clean_field(field: Field, value: Any, path: str) -> Any:
    """Return one value checked and normalised; an empty one becomes None (or [] for rows and choices)."""
    if field.kind is Kind.ENTRIES:
        return _rows(field, value, path)
    if field.kind is Kind.CHOICES:
        return list(dict.fromkeys(_choice(field, item, path) for item in _list(field, value, path)))
    cleaned = None if value is None or value == "" else _READERS[field.kind](field, value, path)
    if field.required and (cleaned is None or isinstance(cleaned, str) and not cleaned.strip()):
        raise REQUIRED(label=field.label, field=path)
    return None if cleaned == "" else cleaned


def _rows(field: Field, value: Any, path: str) -> list[Values]:
    assert field.entry is not None
    rows = []
    for number, item in enumerate(_list(field, value, path), 1):
        where = f"{path}.{number}"
        if not isinstance(item, Mapping):
            raise _bad(field, item, where, ("一组数据", "an object", "{…}"))
        given = dict(item)
        row_id = given.pop("id", None)
        if row_id is not None and not (isinstance(row_id, str) and is_id(row_id)):
            raise _bad(field, row_id, where, ("编号", "an id", "uuid"))
        for name in given:
            if name not in field.entry.by_name:
                raise UNKNOWN_FIELD(title=field.label, name=name, field=where)
        cleaned: Values = {f.name: clean_field(f, given.get(f.name), f"{where}.{f.name}") for f in field.entry.fields}
        cleaned["id"] = row_id
        rows.append(cleaned)
    return rows


def _list(field: Field, value: Any, path: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list | tuple) or len(value) > MOST_ROWS:
        raise _bad(field, value, path, ("列表", "a list", "[…]"))
    return list(value)


def _text(field: Field, value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise _bad(field, value, path, ("文字", "text", "文字"))
    bad = _REFUSED.search(value)
    if bad:
        raise BAD_TEXT(label=field.label, point=f"{ord(bad.group()):04X}", field=path)
    if len(value) > LIMIT:
        raise TOO_LONG(label=field.label, length=len(value), limit=LIMIT, field=path)
    if field.form == "name":
        return _name(field, value, path)
    if field.form == "month" and not _MONTH.fullmatch(value):
        raise _bad(field, value, path, ("年月", "a month", "1975-03"))
    return value


def _name(field: Field, value: str, path: str) -> str:
    try:
        return read_name(value, field.label).text
    except AppError as error:
        raise AppError(error.fault, error.values, path, None) from error


def _choice(field: Field, value: Any, path: str) -> str:
    for option in field.choices:
        if value in (option.code, option.label):
            return option.code
    options = "、".join(c.label for c in field.choices)
    raise UNKNOWN_CHOICE(label=field.label, given=_short(value), options=options, field=path)


def _flag(field: Field, value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise _bad(field, value, path, ("是或否", "true or false", "true"))
    return value


def _number(field: Field, value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**53:
        raise _bad(field, value, path, ("整数", "a whole number", "3"))
    return value


def _day(field: Field, value: Any, path: str) -> str:
    return _civil(field, value, path, (_DAY, date.fromisoformat, "日期", "a day", "2026-03-05"))


def _moment(field: Field, value: Any, path: str) -> str:
    return _civil(field, value, path, (_MOMENT, datetime.fromisoformat, "时间", "a time", "2026-03-05T14:30"))


def _civil(field: Field, value: Any, path: str, form: tuple[re.Pattern[str], Callable[[str], Any], str, str, str]) -> str:
    pattern, read, zh, en, example = form
    try:
        if isinstance(value, str) and pattern.fullmatch(value) and value.isascii():
            read(value)
            return value
    except ValueError:
        pass
    raise _bad(field, value, path, (zh, en, example))


def _ref(field: Field, value: Any, path: str) -> str:
    if not (isinstance(value, str) and is_id(value)):
        raise _bad(field, value, path, ("记录编号", "a record id", "019a…"))
    return value


def _who(field: Field, value: Any, path: str) -> Values | None:
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, Mapping) or set(value) - {"person", "name", "unit", "post"}:
        raise _bad(field, value, path, ("人", "a person", '{"name": "…", "unit": "…", "post": "…"}'))
    got: Values = {part: value.get(part) or None for part in ("person", "name", "unit", "post")}
    if got["person"] is not None:
        _ref(field, got["person"], f"{path}.person")
    for part in ("name", "unit", "post"):
        if got[part] is not None:
            got[part] = _text(field, got[part], f"{path}.{part}")
    if got["name"]:
        got["name"] = normal(got["name"]) or None
    return got if any(got.values()) else None


_READERS: dict[Kind, Callable[[Field, Any, str], Any]] = {
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.REF: _ref,
    Kind.WHO: _who,
}


def _short(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else shown[:40] + "…"


def _bad(field: Field, value: Any, path: str, expected: tuple[str, str, str]) -> Exception:
    zh, en, example = expected
    return BAD_VALUE(
        label=field.label, expected=zh, expected_en=en, example=example, given=_short(value), field=path
    )
