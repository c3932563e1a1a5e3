"""``python -m detente``: the command line, where the command isn't on the path."""

from detente.cli.main import main

if __name__ == "__main__":
    main()
