"""Pages of the window: one screen each, shown by the page stack."""
