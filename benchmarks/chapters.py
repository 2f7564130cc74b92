"""Long chapters for measuring: prose as an office writes it, under headings of every level.

References, ruby, open questions and items come again and again; numbers follow each
other, so nothing but the open questions is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

_PROSE = (
    "市民活動を取り巻く状況は、人口の減少と高齢化、働き方の多様化などにより、大きく変わっている。"
    "市は、活動の場の提供、財政的支援、情報の提供などに取り組んできたが、団体の担い手の不足や、"
    "活動の継続の難しさが課題となっている（施策{measure}）。",
    "｜協働《きょうどう》とは、市民、市民活動団体等及び市が、それぞれの特性を生かし、対等な立場で"
    "連携することをいう。({category})-アの取組に当たっては、第2章1を踏まえるものとする。",
    "【要確認】調査では、回答した{n}団体のうち、活動の拠点を持たない団体が{n}件あり、前の年度の"
    "{n}件から増えている。施策{measure}の実績と合わせて、今後の対応を検討する必要がある。",
    "研修、講座、交流会などを通じて、職員と市民が顔を合わせる機会を増やす。",
)
_ITEMS = (
    "・市民活動団体等が利用できる公共施設の一覧の更新（施策{measure}）",
    "・補償制度の周知",
    "・講座の定期的な開催、インターンシップの受入れ、学生ボランティアの調整",
)
_NOTE = "※年度末の件数である。"


def long_chapters(size: int, first: int) -> Iterator[str]:
    """Chapters from number ``first`` on, until they are ``size`` bytes of UTF-8."""
    written = 0
    for number in count(first):
        if written >= size:
            return
        chapter = "\n".join(_chapter(number)) + "\n"
        written += len(chapter.encode())
        yield chapter


def _chapter(number: int) -> Iterator[str]:
    turn = count(number)
    yield f"第{number}章　市民活動と協働の推進に関すること（その{number}）\n"
    for section in range(1, 5):
        yield f"{section}　現状と課題\n"
        for item in range(1, 4):
            yield f"({item})　情報の提供に関すること\n"
            for letter in "アイウ":
                yield f"{letter}　市の事業についての情報提供\n"
                for prose in _PROSE:
                    yield f"　{_filled(prose, next(turn))}\n"
                for entry in _ITEMS:
                    yield _filled(entry, next(turn))
                yield f"\n{_NOTE}\n"


def _filled(text: str, turn: int) -> str:
    return text.format(measure=turn % 23 + 1, category=turn % 7 + 1, n=turn % 89 + 11)
