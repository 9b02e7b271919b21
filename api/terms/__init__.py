"""The pages of what the data are made of: the ontology term by term, the shapes rule by rule, the concept schemes."""
