"""The brief in other forms than a page: a file for Word, Markdown, plain text, and its tables by themselves."""
