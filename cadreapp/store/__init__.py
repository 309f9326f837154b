"""Keeping everything, encrypted: the vault, its keys, the unit of work, the journal, search, drafts, attachments, backups."""
