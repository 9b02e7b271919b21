"""Pages: templates, words in both languages, how values and figures are written, scripts and styles."""
