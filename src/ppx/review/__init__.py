"""What works on written output: scoring against gold. It reads page results and imports none of the rooms that made them."""
