"""The command line as a whole: how commands are found, what goes where, exit codes, plain text in a pipe."""

import json
import os
import pty
import subprocess
import sys

import pytest

import detente
import detente.cli.cases
from cli.asking import ask
from detente.cli.main import GROUPS, run
from detente.cli.render import plain, working

COMMANDS = [name for group in GROUPS.values() for name in group]


def detente_in_a_process(*arguments, **more):
    code = "from detente.cli.main import main; main()"
    environment = {**os.environ, "PYTHONWARNINGS": "error", **more.pop("env", {})}
    environment.pop("PYTEST_CURRENT_TEST", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **more,
    )


def test_help_groups_the_commands_and_fits_80_columns(capsys):
    said = ask(capsys, "--help")
    assert said.code == 0
    assert all(f"{group}:" in said.out for group in GROUPS)
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_version_is_the_package_s(capsys):
    assert detente.__version__ in ask(capsys, "--version").out


@pytest.mark.parametrize("name", ["solve", "explain", "path", "beliefs", "ties", "forecast"])
def test_each_command_explains_itself_within_80_columns(capsys, name):
    said = ask(capsys, name, "--help")
    assert said.code == 0
    assert "--json" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_a_misspelt_command_gets_the_nearest_name(capsys):
    said = ask(capsys, "slove", "chicken")
    assert (said.code, said.out) == (2, "")
    assert "Did you mean 'solve'?" in said.err


def test_a_command_like_nothing_is_wrong_use(capsys):
    assert ask(capsys, "qqq").code == 2


@pytest.mark.parametrize("name", ["solve", "beliefs", "ties", "forecast"])
def test_a_missing_file_is_wrong_use_and_names_the_nearest_case(capsys, name):
    said = ask(capsys, name, "chiken")
    assert (said.code, said.out) == (2, "")
    assert "did you mean the built-in case 'chicken'?" in said.err


def test_a_folder_is_a_fault_and_no_traceback(capsys, tmp_path):
    said = ask(capsys, "solve", tmp_path)
    assert said.code in {1, 2}
    assert "Traceback" not in said.err


def test_an_existing_file_wins_over_a_case(capsys, tmp_path, monkeypatch, threat):
    monkeypatch.chdir(tmp_path)
    threat.rename(tmp_path / "chicken")
    assert "A threat" in ask(capsys, "solve", "chicken").out


def test_json_is_one_document_on_standard_output_also_where_there_are_faults(capsys, broken):
    said = ask(capsys, "forecast", broken, "--json")
    assert said.code == 1
    assert list(said.data) == ["faults"]
    fault = said.data["faults"][0]
    assert list(fault) == [
        "severity",
        "code",
        "file",
        "line",
        "column",
        "message",
        "expected",
        "got",
        "hint",
    ]
    assert fault["line"] >= 1


def test_interrupting_ends_with_130(capsys, monkeypatch):
    def interrupted(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(detente.cli.cases.command, "callback", interrupted)
    said = ask(capsys, "cases")
    assert said.code == 130
    assert "interrupted" in said.err


def test_a_file_that_can_t_be_read_is_wrong_use_in_plain_words(capsys, monkeypatch):
    def refused(*_arguments, **_more):
        raise PermissionError(13, "Permission denied", "secret.yaml")

    monkeypatch.setattr(detente.cli.cases.command, "callback", refused)
    said = ask(capsys, "cases")
    assert said.code == 2
    assert said.err == "Error: secret.yaml: permission denied\n"


def test_numbers_in_json_have_ten_digits_and_what_is_no_number_is_null():
    assert plain({"a": 1 / 3, "b": float("nan"), "c": float("inf"), "d": (True, None, 2)}) == {
        "a": 0.3333333333,
        "b": None,
        "c": None,
        "d": [True, None, 2],
    }


def test_in_a_pipe_the_text_is_plain_and_results_and_faults_keep_apart(ties):
    done = detente_in_a_process("ties", str(ties))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "DT683" in done.stderr
    assert "DT683" not in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code"), [(["solve", "chicken", "--json"], 0), (["ties", "chicken"], 1), (["solve"], 2)]
)
def test_the_process_ends_with_the_exit_code(arguments, code):
    done = detente_in_a_process(*arguments)
    assert done.returncode == code
    if not code:
        json.loads(done.stdout)


def test_a_reader_who_has_gone_is_no_failure():
    command = f"{sys.executable} -c 'from detente.cli.main import main; main()' solve belarus-2023 --table csv | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("state,name,")
    assert done.stderr == ""


def in_a_terminal(*arguments, **environment):
    """Run the command with a terminal for standard output and give what it wrote there."""
    ours, theirs = pty.openpty()
    code = "from detente.cli.main import main; main()"
    surroundings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    surroundings |= {"TERM": "xterm", **environment}
    done = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=theirs, stderr=theirs, env=surroundings
    )
    os.close(theirs)
    wrote = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        wrote += more
    os.close(ours)
    assert done.wait() == 0
    return wrote.decode()


def test_a_terminal_gets_emphasis_and_with_no_color_plain_text():
    assert "\x1b[1m" in in_a_terminal("solve", "chicken")
    assert "\x1b" not in in_a_terminal("solve", "chicken", NO_COLOR="1")


def test_nothing_is_said_of_progress_in_a_pipe(capsys):
    with working("thinking"):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_command_that_takes_long_says_on_a_terminal_what_it_is_at(monkeypatch, capsys):
    monkeypatch.setattr("detente.cli.render.PATIENCE", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    import time

    with working("thinking"):
        time.sleep(0.2)
    assert "thinking" in capsys.readouterr().err


def test_finding_a_command_imports_no_engine():
    code = "import sys; import detente.cli.main; print([m for m in ('numpy', 'rich', 'lark', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_that_is_listed_has_a_line_of_what_it_does():
    assert all(text.endswith(".") for group in GROUPS.values() for text in group.values())


def test_running_without_a_command_shows_the_help(capsys):
    assert run([]) in {0, 2}
    said = capsys.readouterr()
    assert "Understand" in said.out + said.err
