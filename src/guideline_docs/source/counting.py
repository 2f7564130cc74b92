"""Numerals that a number format asks for in place of 0 to 9: [DBNum1], [DBNum2], [DBNum3].

No standard says what these show. They are what a Japanese Excel shows, which counts 千二百
with General, spells 一,二〇〇 with any other format of numbers, and counts the parts of dates.
"""

from guideline_docs.source.lexicon import FIGURES, KANJI_NUMERALS
from guideline_docs.source.record import NamedTuple


class Numerals(NamedTuple):
    """Ten digits, and what stands behind each of four and each four of them."""

    digits: str
    tens: tuple[str, ...]
    myriads: tuple[str, ...]
    says_one: bool
    """Whether a one is said before ten, hundred and thousand."""

    def spelled(self, digits: str) -> str:
        """Digits one by one, all else as it stands: 二〇二三."""
        return "".join(self.digits[ord(d) - 48] if "0" <= d <= "9" else d for d in digits)

    def counted(self, number: int) -> str:
        """A number with its units: 百二十三."""
        if number == 0:
            return self.digits[0]
        text, group = "", 0
        while number:
            number, four = divmod(number, 10_000)
            if four:
                unit = self.myriads[min(group, len(self.myriads) - 1)]
                text = self._four(four) + unit + text
            group += 1
        return text

    def _four(self, number: int) -> str:
        text = ""
        for place, digit in enumerate(reversed(str(number))):
            if digit != "0":
                one = digit == "1" and place and not self.says_one
                text = ("" if one else self.spelled(digit)) + self.tens[place] + text
        return text


_MYRIADS = ("", "万", "億", "兆", "京")
KANJI = Numerals(f"〇{KANJI_NUMERALS[:9]}", ("", "十", "百", "千"), _MYRIADS, says_one=False)
FORMAL = Numerals(
    "零壱弐参四伍六七八九", ("", "拾", "百", "阡"), ("", "萬", "億", "兆", "京"), says_one=True
)
WIDE = Numerals(FIGURES[10:], ("", "十", "百", "千"), _MYRIADS, says_one=False)

NUMERALS = {"1": KANJI, "2": FORMAL, "3": WIDE}
