"""Normalizers turn a raw page into clean text and keep where every character came from; none knows another."""
