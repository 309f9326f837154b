"""Pure judgements on plain values: value in, verdict with reasons out; no files, no SQL, no clock."""
