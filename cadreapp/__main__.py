"""`python -m cadreapp`: the command line; without a verb the window."""

from __future__ import annotations

import sys

from cadreapp.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
