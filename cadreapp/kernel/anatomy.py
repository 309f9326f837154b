"""What may be written down of an error: its type and its places, never its words, because words quote record contents."""

from __future__ import annotations

import traceback


def anatomy(error: BaseException) -> str:
    """Return type and places of an error and of its causes, the innermost place first, without any message or value."""
    parts: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    # Causes may lead back to themselves when an error is raised anew while it is being handled.
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = traceback.extract_tb(link.__traceback__)
        places = " < ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
        parts.append(f"{type(link).__module__}.{type(link).__qualname__} at {places or '?'}")
        link = link.__cause__ or link.__context__
    return "; from ".join(parts)


def _short(path: str) -> str:
    """Return the end of a path: enough to find the file, nothing of whose machine it is."""
    return "/".join(path.replace("\\", "/").split("/")[-2:])
