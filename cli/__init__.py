"""The terminal: typer and rich live in this room and nowhere else."""
