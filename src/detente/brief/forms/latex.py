"""Text for LaTeX."""

from __future__ import annotations

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
    }
)


def latex(text: str) -> str:
    r"""Write a text so that LaTeX takes every character of it as it is.

    Examples
    --------
    >>> latex("50 % of a_b")
    '50 \\% of a\\_b'
    """
    return text.translate(_SPECIAL)
