"""Words: the one door to jieba, with a dictionary cache of its own."""
