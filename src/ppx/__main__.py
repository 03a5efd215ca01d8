"""`python -m ppx` is the command `ppx`."""

from ppx.cli.main import main

if __name__ == "__main__":
    main()
