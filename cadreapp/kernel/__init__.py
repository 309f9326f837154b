"""Words everyone shares: errors, clock, ids, shapes of records, canonical JSON, changes, paths."""
