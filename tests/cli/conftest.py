"""Files for the commands, and a terminal that has nothing to say of its own."""

import pytest

from cli.asking import BARE, BROKEN, THREAT, TIES


@pytest.fixture
def written(tmp_path):
    """Write a text to a file and give its path."""

    def write(text, name="case.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def threat(written):
    return written(THREAT)


@pytest.fixture
def ties(written):
    return written(TIES)


@pytest.fixture
def broken(written):
    return written(BROKEN)


@pytest.fixture
def bare(written):
    return written(BARE)
