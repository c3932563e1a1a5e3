"""How each number of the page was made: its figure, with inputs and lines of the file."""
