"""What is owed, by whom, until when and why: gathered from the rules and from what was recorded."""
