"""The SPARQL page, and the hints about names that the dataset never uses."""
