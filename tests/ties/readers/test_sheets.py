"""Files as they come: packed, in other encodings, damaged, with quotes that never close; lines still count from the top."""

import gzip
import io
import random
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.faults import SituationError
from detente.ties.readers.account import Account
from detente.ties.readers.formats import FORMATS
from ties.readers.reading import by_pair, read, reconciled, told

HEAD = "t,i,j,k,v,q\n"
ROW = "2022,643,112,270900,5,1\n"
PAIR = ("RUS", "BLR", 2022)


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + ROW).encode(),
        (HEAD + ROW).encode("utf-8-sig"),
        (HEAD + ROW).replace("\n", "\r\n").encode(),
        (HEAD + ROW).rstrip("\n").encode(),
        gzip.compress((HEAD + ROW).encode()),
        zipped(a_csv=HEAD + ROW, readme_md="about"),
        ("\n\n" + HEAD + "\n" + ROW).encode(),
        (HEAD + ROW.replace("\n", ",,\n")).encode(),
    ],
    ids=["plain", "mark", "returns", "no end", "gzip", "zip", "empty lines", "empty cells"],
)
def test_packed_and_plain_files_read_the_same(content):
    flows, account = read("baci", content)
    assert set(by_pair(flows)) == {PAIR}
    assert (account.read, account.unread) == (1, 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        ((HEAD + ROW).encode("utf-16"), "UTF-16"),
        (b"\x7fELF\x00\x00\x00", "not a text"),
        (zipped(a_csv=HEAD, b_csv=HEAD), "exactly one table"),
        (zipped(readme_md="about"), "exactly one table"),
        (b"PK\x03\x04 damaged", "the archive is damaged"),
        (gzip.compress((HEAD + ROW * 99).encode())[:-12], "damaged or cut off"),
    ],
)
def test_what_is_no_table_is_a_fault(content, message):
    with pytest.raises(SituationError, match=message):
        read("baci", content)


def test_a_quote_that_is_never_closed_is_told_with_the_lines_it_swallows():
    text = HEAD + ROW + '2022,643,156,270900,5,"1\n' + ROW.replace("112", "276") * 3
    flows, account = read("baci", text)
    assert set(by_pair(flows)) == {PAIR}
    assert told(account) == [("DT651", 3)]
    assert account.first[0].got == "lines 3 to 6"


def test_a_row_over_several_lines_is_told_by_its_first():
    text = 'rcid,session,importantvote,date,unres,amend,para,short,descr\n1,71,,2017-06-01,R/71/1,,,"two\nlines",\n2,71,,never,,,,,\n'
    _, account = read("un_votes", text, "rcid,country,country_code,vote\n1,Belarus,BY,yes\n")
    assert told(account) == [("DT651", 4)]


def test_memory_does_not_grow_with_the_number_of_rows():
    def peak(rows):
        text = HEAD + "".join(
            f"2022,{choice.choice((643, 156, 276))},112,270900,{n}.5,1\n" for n in range(rows)
        )
        tracemalloc.start()
        read("baci", text.encode())
        used = tracemalloc.get_traced_memory()[1] - len(text)
        tracemalloc.stop()
        return used

    choice = random.Random(1)
    peak(10)
    assert peak(40_000) < peak(4_000) + 3_000_000


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(set(FORMATS) - {"table"})),
    st.binary(max_size=300) | st.text(alphabet='tijkvq,\t;\n"0129.-NA\x00é', max_size=300).map(str.encode),
)
def test_whatever_a_file_holds_there_is_a_fault_or_an_account(form, content):
    codes = {"DT650"}
    rows, account = [], Account()
    try:
        rows, account = read(form, content)
    except SituationError as error:
        codes = {one.code for one in error.faults}
    assert codes <= {"DT650", "DT657"}
    assert account.read >= account.unread
    assert isinstance(rows, list)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                ROW,
                "2022,643,112,270900,x,1\n",
                "2022,156,112,270900,5,1\n",
                "1,2\n",
                "\n",
                "2021,643,112,1,5,1\n",
            ]
        )
    )
)
def test_every_row_is_written_left_out_or_listed(lines):
    flows, account = read("baci", HEAD + "".join(lines), actors={"RUS"}, by_product=True)
    assert reconciled(account, len(flows))
    assert account.read == sum(line != "\n" for line in lines)
