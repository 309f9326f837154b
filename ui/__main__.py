"""`python -m ui`: opens the window."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    # Nothing made on the way to the lock screen is garbage; looking for some would cost a tenth of that way.
    # From then on `ui.work.tidy` collects.
    gc.disable()
    from ui.app import main

    sys.exit(main(sys.argv[1:]))
