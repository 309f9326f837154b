"""The rules as this unit uses them: packs, overrides, calendars, notices, guides and hints."""
