"""Extractors read a document's text and clauses and return it with one kind of record filled in; none knows another."""
