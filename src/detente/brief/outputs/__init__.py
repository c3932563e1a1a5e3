"""The brief in other forms than the page: Markdown, plain text, a Word file, records."""
