"""One editor per kind of field: a value goes in, the same value comes out, and the person's changes are told."""
