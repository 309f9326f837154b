# -*- coding: utf-8 -*-
"""The one command of a fresh machine: `python3 installer/dev.py run|test|…` makes the ground ready, then does the job.

Written so that every Python can read it, because the first thing it does is to refuse the ones that cannot go on.
"""

import sys


def refusal(version):
    """Return the sentence for a Python we cannot run on, or nothing."""
    if (3, 11) <= tuple(version[:2]) <= (3, 13):
        return ""
    return "需要 Python 3.11–3.13, 现在是 %d.%d · needs Python 3.11 to 3.13, this is %d.%d\n" % (tuple(version[:2]) * 2)


if __name__ == "__main__":
    if refusal(sys.version_info):
        sys.stderr.write(refusal(sys.version_info))
        sys.exit(2)
    from chores import main

    sys.exit(main(sys.argv[1:]))
