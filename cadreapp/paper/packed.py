"""Office packages (docx, xlsx) packed anew without any time in them: the same bytes for the same parts, whenever they are made."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def packed(package: bytes) -> bytes:
    """Return a package with its parts as they are, but for the times at which it says that it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, _TIMES.sub(b"", part) if name == _CORE else part)
    return out.getvalue()
