"""纪检委员工作台: the headless core. Qt lives in the sibling package `ui`, never here."""

__version__ = "0.2.0"
