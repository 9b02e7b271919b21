"""The page about a thing: names, statements with footnotes, disagreements, what points here, what a document says."""
