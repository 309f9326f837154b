"""Documents out and in: typeset PDF papers, pictures of their pages, spreadsheets read safely."""
