"""GD9xx: findings that are known and kept, each with a written reason.

An acceptance matches by code, path and subject, not by line, so it survives edits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from guideline_docs.failure import CannotRun
from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Diagnostic, Edit, Finding, Severity
from guideline_docs.rules.rule import Rule, rule
from guideline_docs.source.span import Span
from guideline_docs.source.toml import TomlFile


class Acceptance(NamedTuple):
    """One ``[[accept]]``; ``source_path`` is the accepted file's path as findings name it.

    ``count`` limits how many findings it covers (None: any number).
    """

    code: str
    path: str
    source_path: str
    subject: str
    reason: str
    count: int | None
    span: Span


@rule("GD901", Severity.WARNING)
def unused_acceptance(guideline: Guideline) -> Iterator[Finding]:
    """使われていない確認済みの指摘がある

    ## 何を見るか
    accepted.toml の [[accept]] のそれぞれに、当てはまる指摘があるか。
    ## なぜ困るか
    直った誤りの記録が残っていると、同じ誤りがまた起きたときに見逃します。
    ## 悪い例
    ※ もう直した参照 (3)-イ についての [[accept]] が残っているもの
    ## 良い例
    ※ 今もある指摘についての [[accept]] だけが並ぶもの
    ## 直し方
    その [[accept]] を削るか、path と subject の書き誤りを直してください。
    """
    return iter(())  # acceptances are known only when every other finding is: see accept()


@rule("GD902", Severity.ERROR)
def acceptance_without_reason(guideline: Guideline) -> Iterator[Finding]:
    """確認済みの指摘に理由がない

    ## 何を見るか
    accepted.toml の [[accept]] のそれぞれに reason が書かれているか。
    ## なぜ困るか
    なぜそのままにしたのか、次の担当者に分かりません。理由のないものは確認済みとしません。
    ## 悪い例
    ※ reason = "" の [[accept]]
    ## 良い例
    ※ reason = "第1期の一覧は公表時のまま残すため" の [[accept]]
    ## 直し方
    reason に理由を書いてください。
    """
    return iter(())  # see accept()


_KEYS = ("code", "path", "subject", "reason", "count")


def read_acceptances(file: TomlFile, codes: Collection[str]) -> list[Acceptance]:
    """The acceptances of ``accepted.toml``; ``source_path`` is still the written one.

    Raises CannotRun where one cannot be meant (a misspelt key, a code of no rule).
    """
    file.known(file.data, ("accept",))
    found: list[Acceptance] = []
    for table, span in zip(file.tables("accept"), file.headings("accept"), strict=True):
        file.known(table, _KEYS, "[[accept]]")
        for key in ("code", "path", "subject"):
            if not file.text(table, key):
                line = span.line
                raise CannotRun(f"{file.source.path}:{line}: [[accept]] に {key} がありません")
        code = file.text(table, "code").upper()
        if code not in codes:
            raise CannotRun(f"{file.source.path}:{span.line}: 「{code}」という指摘はありません")
        path = file.text(table, "path").replace("\\", "/").removeprefix("./")
        found.append(
            Acceptance(
                code,
                path,
                path,
                file.text(table, "subject"),
                file.text(table, "reason"),
                file.whole(table, "count"),
                span,
            )
        )
    return found


def accept(
    diagnostics: Iterable[Diagnostic], acceptances: Iterable[Acceptance]
) -> Iterator[Diagnostic]:
    """Mark what is accepted, in the order given, and tell acceptances that are at fault."""
    declared = list(acceptances)
    if not declared:
        yield from diagnostics
        return
    by_key: dict[tuple[str, str, str], list[Acceptance]] = {}
    for acceptance in declared:
        if acceptance.reason:
            key = (acceptance.code, acceptance.source_path, acceptance.subject)
            by_key.setdefault(key, []).append(acceptance)
    used: Counter[int] = Counter()
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.path, diagnostic.finding.subject)
        for acceptance in by_key.get(key, ()):
            if acceptance.count is None or used[id(acceptance)] < acceptance.count:
                used[id(acceptance)] += 1
                diagnostic = diagnostic._replace(accepted=acceptance.reason)
                break
        yield diagnostic
    for acceptance in declared:
        if not acceptance.reason:
            yield _told(
                acceptance_without_reason,
                acceptance,
                f"{acceptance.code}「{acceptance.subject}」を確認済みとする理由がありません",
                "reason に理由を書いてください",
            )
        elif not used[id(acceptance)]:
            yield _told(
                unused_acceptance,
                acceptance,
                f"{acceptance.code}「{acceptance.subject}」に当たる指摘が {acceptance.path} にありません",
                "直ったのなら削り、まだあるのなら path と subject を確かめてください",
            )


def renamed(
    acceptances: Iterable[Acceptance], paths: Collection[str], names: Mapping[str, str]
) -> list[Edit]:
    """The edits that let acceptances in some sources follow what has another name now."""
    found: list[Edit] = []
    for acceptance in acceptances:
        source, start = acceptance.span.source, acceptance.span.end
        new = names.get(acceptance.subject)
        if new is None or acceptance.source_path not in paths:
            continue
        stop = _NEXT.search(source.text, start)
        written = _SUBJECT.search(source.text, start, stop.start() if stop else len(source.text))
        if written and written["subject"] == acceptance.subject:
            found.append(Edit(source.span(*written.span("subject")), new))
    return found


_NEXT = re.compile(r"^[ \t]*\[\[", re.MULTILINE)
_SUBJECT = re.compile(r"^[ \t]*subject[ \t]*=[ \t]*([\"'])(?P<subject>.*?)\1", re.MULTILINE)


def _told(rule: Rule, acceptance: Acceptance, message: str, hint: str) -> Diagnostic:
    subject = f"{acceptance.code} {acceptance.subject}"
    finding = Finding(acceptance.span, subject, message, hint)
    return Diagnostic(rule.code, rule.name, rule.severity, finding)
