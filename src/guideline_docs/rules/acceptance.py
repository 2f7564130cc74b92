"""GD9xx: findings that are known and kept, each with a written reason.

An acceptance matches by code, path and subject, not by line, so it survives edits.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guideline_docs.model.guideline import Guideline
from guideline_docs.rules.diagnostic import Diagnostic, Finding, Severity
from guideline_docs.rules.rule import Rule, rule
from guideline_docs.source.edit import Edit, Fix
from guideline_docs.source.form import Form, Key, Kind, Names
from guideline_docs.source.lexicon import HYPHENS
from guideline_docs.source.project import Place, resolved
from guideline_docs.source.record import NamedTuple, own_key
from guideline_docs.source.span import Span
from guideline_docs.source.toml import TomlFile


@own_key
class Acceptance(NamedTuple):
    """One ``[[accept]]``; ``source_path`` is the accepted file's path as findings name it.

    ``count`` limits how many findings it covers (None: any number). Its places are looked
    up in ``file`` when it is told or renamed.
    """

    code: str
    path: str
    source_path: str
    subject: str
    reason: str
    count: int | None
    file: TomlFile
    table: dict[str, Any]

    @property
    def span(self) -> Span:
        """The heading ``[[accept]]``, or all of an inline table."""
        return self.file.heading(self.table)

    @property
    def subject_span(self) -> Span:
        """The subject as it is written, without its quotes."""
        return self.file.place(self.table, "subject")


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


ACCEPTED_FORM = Form(
    "[[accept]]",
    "分かったうえで残す指摘の一つ",
    {
        "code": Key("指摘の番号（GD401）", names=Names.CODE),
        "path": Key("指摘のあるファイル。このファイルから見た名前", names=Names.SOURCE),
        "subject": Key("指摘の対象。check --format json の subject", names=Names.SUBJECT),
        "reason": Key("なぜ残すのか。書くまで確認済みにならない"),
        "count": Key("いくつまで確認済みにするか（書かなければ、いくつでも）", kind=Kind.WHOLE),
    },
)


def read_acceptances(file: TomlFile, codes: Collection[str]) -> list[Acceptance]:
    """The acceptances of ``accepted.toml``; ``source_path`` is still the written one.

    Raises CannotRun where one cannot be meant (a misspelt key, a code of no rule).
    """
    file.known(file.data, ("accept",))
    found: list[Acceptance] = []
    for table in file.tables("accept"):
        file.fits(table, ACCEPTED_FORM)
        for key in ("code", "path", "subject"):
            if not file.text(table, key):
                file.fail(table, None, f"[[accept]] に {key} がありません")
        code = unicodedata.normalize("NFKC", file.text(table, "code")).upper()
        if code not in codes:
            file.fail(table, None, f"「{code}」という指摘はありません")
        path = file.text(table, "path").replace("\\", "/").removeprefix("./")
        found.append(
            Acceptance(
                code,
                path,
                path,
                file.text(table, "subject"),
                file.text(table, "reason"),
                file.whole(table, "count"),
                file,
                table,
            )
        )
    return found


def acceptances_of(
    file: TomlFile, places: Sequence[Place], codes: Collection[str]
) -> tuple[Acceptance, ...]:
    """The acceptances of a project, each with the name that findings give its file.

    ``places`` are the files that may have findings, ``codes`` those of all rules. Raises as
    ``read_acceptances`` does.
    """
    paths = resolved(place.path for place in places)
    names = {path: place.name for path, place in zip(paths, places, strict=True)}
    home = file.path.parent.resolve()
    found = read_acceptances(file, codes)
    # Most are of a few files.
    sources = {path: _named_source(path, home, names) for path in {each.path for each in found}}
    return tuple(each._replace(source_path=sources[each.path]) for each in found)


def _named_source(written: str, home: Path, names: Mapping[Path, str]) -> str:
    """The source that an acceptance means; empty where there is none.

    Its path is relative to accepted.toml, or is what ``check`` printed, wherever it ran:
    relative to some folder above, or to one beside those (``../市/sources/…``).
    """
    if found := names.get((home / written).resolve()):
        return found
    below_above = re.sub(r"\A(?:\.\./)+", "", written)
    return next(
        (names[path] for folder in home.parents if (path := folder / below_above) in names), ""
    )


def fold_subject(subject: str) -> str:
    """A subject without what people vary: width, blanks, the kind of hyphen."""
    folded = unicodedata.normalize("NFKC", subject).translate(_HYPHENS)
    return "".join(folded.split())


_HYPHENS = dict.fromkeys(map(ord, HYPHENS), "-")


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
            subject = fold_subject(acceptance.subject)
            key = (acceptance.code, acceptance.source_path, subject)
            by_key.setdefault(key, []).append(acceptance)
    codes = {code for code, _, _ in by_key}
    used: Counter[Acceptance] = Counter()
    for diagnostic in diagnostics:
        if diagnostic.code not in codes:
            yield diagnostic
            continue
        key = (diagnostic.code, diagnostic.path, fold_subject(diagnostic.finding.subject))
        for acceptance in by_key.get(key, ()):
            if acceptance.count is None or used[acceptance] < acceptance.count:
                used[acceptance] += 1
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
        elif not used[acceptance]:
            yield _told(
                unused_acceptance,
                acceptance,
                f"{acceptance.code}「{acceptance.subject}」に当たる指摘が {acceptance.path} にありません",
                "直ったのなら削り、まだあるのなら path と subject を確かめてください",
                _away(acceptance),
            )


def renamed(
    acceptances: Iterable[Acceptance], paths: Collection[str], names: Mapping[str, str]
) -> list[Edit]:
    """The edits that let acceptances in some sources follow what has another name now."""
    found: list[Edit] = []
    folded = {fold_subject(old): new for old, new in names.items()}
    for acceptance in acceptances:
        new = folded.get(fold_subject(acceptance.subject))
        if new is not None and acceptance.source_path in paths:
            found.append(Edit(acceptance.subject_span, new))
    return found


def _away(acceptance: Acceptance) -> tuple[Fix, ...]:
    """What takes an acceptance away; a person decides, for its path may only be misspelt."""
    block = acceptance.file.block(acceptance.table)
    return (Fix("この [[accept]] を削る", (Edit(block, ""),), certain=False),) if block else ()


def _told(
    rule: Rule, acceptance: Acceptance, message: str, hint: str, fixes: tuple[Fix, ...] = ()
) -> Diagnostic:
    subject = f"{acceptance.code} {acceptance.subject}"
    finding = Finding(acceptance.span, subject, message, hint, fixes=fixes)
    return Diagnostic(rule.code, rule.name, rule.severity, finding)
