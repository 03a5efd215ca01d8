"""ppx turns scraped Chinese policy pages into records that lead back to the raw page."""

__version__ = "0.1.0"
