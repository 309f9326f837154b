"""Setting Chinese text: blocks become lines, lines become pages, pages a PDF of the same bytes every time."""
