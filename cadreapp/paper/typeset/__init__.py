"""Setting Chinese text: blocks are laid into lines, lines into pages, pages drawn as a PDF of the same bytes every time."""
