"""The window: PySide6 over the one door of the core, and nothing else below it."""
