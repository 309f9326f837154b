"""What stands before or over the pages: set-up, lock screen, progress, faults, about."""
