"""Fuzzing: bytes in, claims held. `make fuzz` looks for inputs that break one; `found/` keeps those that ever did."""
