"""Papers leave the office: printed, listed, numbered as slips, logged, and told genuine or not."""
