"""Engines map the pipeline over raw files; they know nothing of what it does."""
