"""From a document's text to CSV records as printed."""
