"""Write the golden pages anew: ``python -m tests.golden.renew`` from the folder of the repository."""

from __future__ import annotations

from tests.golden.pages import FOLDER, golden


def main() -> None:
    """Make the pages and write those that have changed."""
    for name, text in golden().items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"renewed {name}")  # noqa: T201 - a command says what it did


if __name__ == "__main__":
    main()
