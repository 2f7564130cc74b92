"""A small table with departments, and its inquiry."""

from __future__ import annotations

from pathlib import Path

from guideline_docs.model.asked import Asked, asked
from guideline_docs.model.guideline import Guideline
from guideline_docs.render.templates import Templates
from guideline_docs.views.inquiry import InquiryBook, inquiry_books
from guideline_docs.workspace import load

WORDING = Templates().wording()

HEAD = "No\t内容\t施策の実施\t実績\t担当課"
ROWS = (
    "（1）活動の場に関すること",
    "ア　活動拠点の確保",
    "1\t場所の紹介\t済\t地図を公開した。\t市民協働課",
    "2\t設備の貸出し\t未\t\t市民協働課、企画・広報課",
    "イ　費用の支援",
    "3\t基金の案内\t着手中\t=1+1\t企画・広報課",
    "4\t寄附の案内\t済\t配った。\t【要設定】",
)
SETTINGS = """\
[guideline]
municipality = "○○市"
department = "市民協働課"
[columns]
extra = ["担当課"]
required = ["number", "title"]
"""


def project(
    folder: Path, rows: tuple[str, ...] = ROWS, settings: str = SETTINGS, head: str = HEAD, cards: str = ""
) -> Path:
    """A project in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.txt").write_text("\n".join(("取組の一覧", head, *rows, "")), "utf-8")
    (folder / "guideline.toml").write_text(settings, "utf-8")
    if cards:
        (folder / "cards.txt").write_text(cards, "utf-8")
    return folder


def guideline(folder: Path, *rows: str, settings: str = "", head: str = HEAD, cards: str = "") -> Guideline:
    """The guideline of a small table; ``settings`` are added to the usual ones."""
    made = project(folder, rows or ROWS, SETTINGS + settings, head, cards)
    return load(made.as_posix()).guideline


def told(inquiry: Asked) -> dict[str, list[str]]:
    """Department → the numbers of its rows, with those of parts."""
    return {
        each.department.name: [str(row.key).rpartition(":")[2] for row in each.rows]
        for each in inquiry.departments
    }


def books(found: Guideline, due: str = "", by: str = "", fields: tuple[str, ...] = ()) -> list[InquiryBook]:
    return list(inquiry_books(found, asked(found, by, fields), due, WORDING))
