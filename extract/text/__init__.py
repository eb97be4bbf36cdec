"""Reading the page: a file's bytes, its text, its layout, its words - every offset that of the text."""
