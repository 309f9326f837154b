"""The seam between Qt and the core: threads, changes, locking, errors, words."""
