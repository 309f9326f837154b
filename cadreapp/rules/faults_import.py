"""What can be wrong with a register as a whole, before its rows are looked at."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

NO_HEADER = Fault(
    "IMPORT_NO_HEADER", Exit.REFUSED, "看不出哪一行是表头 (至少要有: {needed})。", "指明各列, 如 --map B=name --map C=sex",
    "No header row was found (at least {needed} is needed).", "Name the columns, for example --map B=name",
)
COLUMN_MISSING = Fault(
    "IMPORT_COLUMN_MISSING", Exit.REFUSED, "表里没有“{needed}”这一列。", "指明它是哪一列, 如 --map B={code}",
    "The table has no column for “{code}” ({needed}).", "Name it, for example --map B={code}",
)
MAP_COLUMN = Fault(
    "IMPORT_MAP_COLUMN", Exit.USAGE, "--map 里的列“{column}”不在表里。", "用表头的文字或列的字母; 现有: {columns}",
    "--map names the column “{column}”, which is not there.", "Use the header's text or the column's letters: {columns}",
)
MAP_FIELD = Fault(
    "IMPORT_MAP_FIELD", Exit.USAGE, "--map 里的“{code}”不是能导入的项。", "可用: {fields}; 不要这一列就写 {column}=",
    "--map names the field “{code}”, which cannot be imported.", "Use one of {fields}; leave it empty to skip the column",
)
MAP_FORM = Fault(
    "IMPORT_MAP_FORM", Exit.USAGE, "--map 要写成 列=项, 不是“{given}”。", "如 --map 单位=unit",
    "--map wants COLUMN=FIELD, not “{given}”.", "For example --map B=unit",
)
