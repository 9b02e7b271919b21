"""The canned queries as questions: sentences with pickers, tables, views, Excel; the pictures of the coverage page."""
