"""The one door: what CLI, window and tests may call. Commands take a Unit, queries a Connection; nothing alive comes out.

`gate` opens keys and loads no database library; `door` loads the rest.
"""

import os

# The words of its dictionary are for reading sentences; a character of a name needs none, and they take 44 MB.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
