"""Words of likelihood: bands, shared end points, ranges."""

from fractions import Fraction

import pytest

from detente.words import BANDS, FAVOURS, band_of, known_words, row_of, word_for, words_for

MIRROR = {band.first: other.first for band, other in zip(BANDS, reversed(BANDS), strict=True)} | {"": ""}


def test_bands_of_both_rows_are_those_of_the_directive():
    percents = [1, 5, 20, 45, 55, 80, 95, 99]
    assert [band.low * 100 for band in BANDS] == percents[:-1]
    assert [band.high * 100 for band in BANDS] == percents[1:]
    for band in BANDS:
        assert band_of(band.first) == band_of(band.second) == (band.low, band.high)
        assert (row_of(band.first), row_of(band.second)) == ("first", "second")


def test_both_rows_are_known():
    assert len(known_words()) == len(set(known_words())) == 14


def test_capitals_and_blanks_do_not_matter():
    assert band_of(" Very   Likely ") == (Fraction(4, 5), Fraction(19, 20))


@pytest.mark.parametrize("word", ["", "not likely", "possible", "certain", "70%"])
def test_other_words_have_no_band(word):
    assert band_of(word) is None
    assert row_of(word) == ""


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0, ""),
        (0.0099, ""),
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.5500000000000001, "roughly even chance"),
        (0.550001, "likely"),
        (0.8, "likely"),
        (0.95, "very likely"),
        (0.99, "almost certain"),
        (0.995, ""),
        (1, ""),
    ],
)
def test_a_shared_end_point_belongs_to_the_band_nearer_one_half(p, word):
    assert word_for(p) == word


def test_word_of_the_complement_mirrors_the_word():
    for thousandth in range(1001):
        p = Fraction(thousandth, 1000)
        assert word_for(1 - p) == MIRROR[word_for(p)]
        assert word_for(float(p)) == word_for(p)
        assert word_for(1 - float(p)) == MIRROR[word_for(p)]


@pytest.mark.parametrize("p", [-0.1, 1.1])
def test_what_is_no_probability_has_no_word(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        word_for(p)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.21, 0.48, "unlikely to roughly even chance"),
        (0.55, 0.8, "roughly even chance to likely"),
        (0.56, 0.8, "likely"),
        (0.001, 0.3, "below 1 % to unlikely"),
        (0.9, 1, "very likely to above 99 %"),
        (0, 1, "below 1 % to above 99 %"),
        (0, 0.005, ""),
        (0.995, 1, ""),
    ],
)
def test_a_range_is_named_by_both_ends(low, high, words):
    assert words_for(low, high) == words


def test_a_range_runs_upwards():
    with pytest.raises(ValueError, match="must not exceed"):
        words_for(0.6, 0.5)


def test_support_grows_with_its_word():
    assert list(FAVOURS.values()) == sorted(FAVOURS.values())
    assert min(FAVOURS.values()) > 1
