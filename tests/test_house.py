"""The house itself: which way imports point, where libraries live, how things are named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import guideline_docs
from guideline_docs.rules.catalogue import RULES
from guideline_docs.rules.diagnostic import Severity

HOUSE = Path(guideline_docs.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))

# From left to right; a phase may import itself and what stands to its left.
PHASES = (
    "failure",
    "source",
    "syntax",
    "model",
    "compare",
    "readback",
    "rules",
    "edits",
    "views",
    "render",
    "workspace",
    "outputs",
    "services",
    "__init__",
    "cli",
    "__main__",
)

# Who may import a library, and whether at the head of a module.
LIBRARIES = {
    "click": ("cli", True),
    "watchfiles": ("source", False),
    "jinja2": ("render", False),
    "weasyprint": ("render", False),
    "docx": ("render", False),
    # Imported at the head of what alone writes workbooks, which is imported where one is made.
    "xlsxwriter": ("render", True),
    "xlrd": ("source", False),
    "budoux": ("source", False),
    # Imported at the head of what alone speaks to editors, which is imported by ``lsp``.
    "pygls": ("services", True),
    "lsprotocol": ("services", True),
}

# The codes of the contract: never reused, and a name tells the fault.
CODES = """
GD001 E undecodable-bytes
GD002 N legacy-encoding
GD003 E control-character
GD004 W private-use-character
GD005 W invisible-character
GD101 E stray-line
GD102 E column-count
GD103 W unknown-column-head
GD104 E missing-head
GD105 E missing-column
GD106 W unused-file
GD201 E category-number-gap
GD202 E subsection-letter-gap
GD203 E measure-number-gap
GD204 E duplicate-number
GD205 E missing-subsection-letter
GD206 E orphan-measure
GD207 W empty-heading
GD208 E chapter-number-gap
GD209 W one-code-two-titles
GD301 E unknown-tier
GD302 E unknown-status
GD303 E unknown-proposal
GD304 W look-alike-tier
GD305 N tier-label-variant
GD401 E dangling-reference
GD402 E malformed-reference
GD403 N self-reference
GD404 E dangling-measure-reference
GD405 E dangling-chapter-reference
GD406 W look-alike-reference
GD501 E tally-mismatch
GD502 E uneven-denominator
GD503 E status-missing-from-summary
GD504 E tier-missing-from-summary
GD601 W rationale-contradicts-proposal
GD602 W results-before-start
GD603 W results-missing
GD604 W completed-but-not-done
GD605 W rationale-missing
GD606 N rationale-contradicts-status
GD607 W card-contradicts-sheet
GD608 W status-went-back
GD609 N results-copied
GD610 W rate-mismatch
GD701 W repeated-clause
GD702 N mixed-era-notation
GD703 N mixed-width
GD704 N spelling-variant
GD705 W unpaired-bracket
GD801 E unknown-annotation
GD802 W placeholder
GD803 E missing-file
GD901 W unused-acceptance
GD902 E acceptance-without-reason
"""
DECLARED = dict(
    (code, (letter, name)) for code, letter, name in map(str.split, CODES.strip().splitlines())
)


def phase_of(module: Path) -> str:
    """The folder of a module, or its own name where it stands beside the folders."""
    return module.relative_to(HOUSE).with_suffix("").parts[0]


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every imported name in full, and whether it is imported when the module is."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, True)]
    while waiting:
        node, at_once = waiting.pop()
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield name.name, at_once
            case ast.ImportFrom(module=str(module), level=0, names=names):
                for name in names:
                    yield f"{module}.{name.name}", at_once
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                at_once = False
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                at_once = False
        waiting += [(child, at_once) for child in ast.iter_child_nodes(node)]


def imported_by(module: Path) -> list[tuple[str, bool]]:
    return list(imports(ast.parse(module.read_text(encoding="utf-8"))))


def name_of(module: Path) -> str:
    parts = module.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BY_NAME = {name_of(module): module for module in MODULES}


def modules_in(name: str) -> Iterator[str]:
    """The module of the house that an imported name is or stands in; none for a library."""
    while name and name not in BY_NAME:
        name = name.rpartition(".")[0]
    if name:
        yield name


def arrows() -> dict[str, set[str]]:
    """Which module imports which: at its head, in functions, and for types alone."""
    return {
        name: {found for each, _ in imported_by(module) for found in modules_in(each)} - {name}
        for name, module in BY_NAME.items()
    }


ARROWS = arrows()


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(HOUSE).as_posix())
def test_imports_point_left_only(module: Path) -> None:
    own = PHASES.index(phase_of(module))
    wrong = [
        name for name in ARROWS[name_of(module)] if PHASES.index(phase_of(BY_NAME[name])) > own
    ]
    assert [] == wrong


def test_no_imports_go_round_in_a_circle() -> None:
    """Inside a room, too: what is left when all that is the end of an arrow only is gone."""
    left = ARROWS
    while True:
        led_to = set[str]().union(*left.values())
        inner = {name for name in left if name in led_to and left[name]}
        if inner == left.keys():
            break
        left = {name: left[name] & inner for name in inner}
    assert {} == left


# What makes, changes or removes a file, and who may.
WRITES = re.compile(
    r"\.write_(bytes|text)\(|\bos\.(replace|rename|link|unlink|remove|rmdir|mkdir|makedirs)\("
    r"|\.(unlink|rmdir|mkdir|touch|rename|symlink_to|hardlink_to)\(|\bopen\([^)]*[\"'][wax]b?[\"']"
)
WRITERS = {
    "source/write.py": "the writer",
    "cli/app.py": "the null device, where nobody reads what is printed",
    "services/preview/key.py": "a secret in the user's own folder",
    "render/archive.py": "a zip archive in memory",
    "render/word/layout.py": "a folder of its own that is gone at the end, for LibreOffice",
    "source/git.py": "a folder of its own that is gone at the end, for a version to be read from",
}


def test_one_module_writes_files() -> None:
    found = {
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        if WRITES.search(module.read_text(encoding="utf-8"))
    }
    assert WRITERS.keys() == found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(HOUSE).as_posix())
def test_libraries_stay_in_their_phase(module: Path) -> None:
    wrong = []
    for name, at_once in imported_by(module):
        phase, at_the_head = LIBRARIES.get(name.split(".")[0], (phase_of(module), True))
        if phase != phase_of(module) or (at_once and not at_the_head):
            wrong.append(name)
    assert [] == wrong


# The collector and the way out: of a command, and of the child that prints.
_PROCESS = re.compile(r"\bgc\.\w+\(|\bos\._exit\(")


def test_the_process_is_minded_in_one_place() -> None:
    found = {
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        if _PROCESS.search(module.read_text(encoding="utf-8"))
    }
    assert {"cli/process.py", "render/printer.py"} == found


_MOST_LINES_OF_A_MODULE = 500
LONG = {
    "source/write.py": "one protocol, true only as far as its parts are read together",
}


def test_modules_are_of_a_size_to_be_read() -> None:
    long = {
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        if len(module.read_text(encoding="utf-8").splitlines()) > _MOST_LINES_OF_A_MODULE
    }
    assert long <= LONG.keys()


_MOST_LINES = 60
_MOST_PARAMETERS = 8


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(HOUSE).as_posix())
def test_functions_are_short_and_take_little(module: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            own = [each for each in taken if each.arg not in ("self", "cls")]
            long = (node.end_lineno or 0) - node.lineno >= _MOST_LINES
            if long or len(own) > _MOST_PARAMETERS:
                wrong.append(node.name)
    assert [] == wrong


def test_relative_imports_hide_no_phase() -> None:
    relative = [
        module.name
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert [] == relative


def test_modules_are_named_by_what_they_hold() -> None:
    vague = re.compile(r"utils?|helpers?|common|misc|base|managers?|tools?")
    named = {part for module in MODULES for part in module.relative_to(HOUSE).with_suffix("").parts}
    assert [] == [name for name in sorted(named) if vague.fullmatch(name.strip("_"))]


def test_records_are_their_own_keys() -> None:
    keyed = re.compile(r"(?<![\w.])id\([^)]")
    found = [m for m in MODULES if keyed.search(m.read_text(encoding="utf-8"))]
    assert [] == [module.relative_to(HOUSE).as_posix() for module in found]


def test_named_tuples_are_those_that_cost_little_to_declare() -> None:
    theirs = {
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        if any(name == "typing.NamedTuple" for name, _ in imported_by(module))
    }
    assert {"source/record.py"} == theirs


def test_every_module_says_what_it_is() -> None:
    silent = [
        module.relative_to(HOUSE).as_posix()
        for module in MODULES
        if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert [] == silent


ROOMS_WITH_A_PLAN = (
    *("model", "source/workbook", "views/completion", "views/draft", "views/progress_table"),
    *("render/word", "render/workbook", "readback/word", "edits/receiving"),
    "services/lsp",
)


@pytest.mark.parametrize("name", ROOMS_WITH_A_PLAN)
def test_the_plan_of_a_room_shows_every_module(name: str) -> None:
    """Its docstring tells who comes in which module is for what."""
    room = HOUSE / name
    plan = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    shown = re.findall(r"(?m)^    (\w+)  ", plan or "")
    assert sorted(each.stem for each in room.glob("[!_]*.py")) == sorted(shown)


def test_rules_are_those_of_the_contract() -> None:
    letters = {Severity.ERROR: "E", Severity.WARNING: "W", Severity.NOTE: "N"}
    actual = {rule.code: (letters[rule.severity], rule.name) for rule in RULES}
    assert actual == {code: DECLARED.get(code) for code in actual}


def test_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted(set(codes)) == codes


def test_rule_names_tell_the_fault_not_the_wish() -> None:
    wishes = re.compile(r"(check|valid|require|prefer|use|do|no)-")
    assert [] == [rule.name for rule in RULES if wishes.match(rule.name)]
