"""The one door: what CLI, window and tests may call. Commands take a Unit, queries a Connection; nothing alive comes out.

`gate` opens keys and loads no database library; `door` loads the rest.
"""
