"""What each ［＃…］ of a chapter prints, in a few words."""

from __future__ import annotations

from guideline_docs.model.chapter import AnnotationKind

WHAT_THEY_PRINT = {
    AnnotationKind.PAGE_BREAK: "ここで頁を改める",
    AnnotationKind.ACHIEVEMENT: "重点区分ごとの達成状況の表",
    AnnotationKind.ACHIEVEMENT_CHART: "達成状況のグラフ",
    AnnotationKind.HISTORY: "年度ごとの推移の表とグラフ",
    AnnotationKind.MEASURE_SYSTEM: "大項目・小項目・施策の体系の表",
    AnnotationKind.MEASURES: "施策ごとの重点区分、実績、理由",
    AnnotationKind.PROGRESS_TABLE: "進捗状況一覧の表",
    AnnotationKind.COMPARISON: "第1期と第2期の新旧対照表",
    AnnotationKind.IMAGE: "画像と、その説明",
}
