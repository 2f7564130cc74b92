"""The command line: commands by name, each module loaded only when it is called."""

from __future__ import annotations

from guideline_docs.cli import process

process.begins()

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from guideline_docs.cli.command import Commands, help_option, once
from guideline_docs.failure import CannotRun, one_line, reason

# Name of the command → one line for the list. The module cli/<name>.py holds it, and is
# not imported for the list, so that neither help nor check pays for Word or PDF.
COMMANDS = {
    "init": "新しい案件のフォルダーを作ります",
    "import": "新しい表（Excel・CSV・Word など）の違うところを、一覧に取り込みます",
    "check": "原稿を検査して、指摘を表示します",
    "accept": "分かったうえで残す指摘を、理由とともに確認済みにします",
    "build": "検査してから、Word の素案と、PDF・HTML・CSV の一覧を dist/ に作ります",
    "watch": "見張って、原稿や見た目が変わるたびに文書を作り直します",
    "preview": "素案と一覧をブラウザーで見ながら原稿を書きます。保存すると新しくなります",
    "lsp": "エディターのための言語サーバーです。書きながら指摘を受けられます",
    "outline": "章・大項目・小項目・施策の組み立てを、行の番号とともに表示します",
    "refs": "どこから参照されているか、参照がどこを指すかを表示します",
    "receive": "返ってきた Word の素案で直されたところを、原稿に取り込みます",
    "renumber": "番号を付け直し、参照もすべて合わせて直します",
    "compare": "前の版と比べて、変わったところを表示します",
    "convert": "一覧を施策のカードに、カードを一覧に変えます",
    "ask": "担当課への照会のブックを、課ごとに作ります",
    "collect": "照会の回答を集めて、確かなものを一覧に取り込みます",
    "explain": "指摘の番号（GD401 など）の意味と直し方を表示します",
    "rules": "指摘の一覧を表示します",
    "doctor": "この機械に足りないものと、その入れ方を表示します",
}

EXIT_CANNOT_RUN = 2
EXIT_INTERRUPTED = 130


class _Commands(Commands):
    """A group that knows its commands by name only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        # A word of Python's names no module.
        module = f"{name}_" if iskeyword(name) else name
        return import_module(f"guideline_docs.cli.{module}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("コマンド"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(_: click.Context) -> str:
    from importlib.metadata import version  # only who asks for it pays

    return f"guideline-docs {version('guideline-docs')}"


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="",
    subcommand_metavar="コマンド [指定]…",
    add_help_option=False,
)
@help_option
@once("--version", show=_version, help="版を表示します")
def app() -> None:
    """市民活動・協働の指針の原稿を検査し、Word の素案と PDF の進捗状況一覧を作ります。"""


def run() -> NoReturn:
    """The program as a process: ``main``, then out at once.

    What commands put into ``kept`` lives until then.
    """
    status: object = 0
    kept: list[object] = []
    try:
        main(kept=kept)
    except SystemExit as left:
        status = left.code
    process.leave(status)


def main(
    arguments: Sequence[str] | None = None, kept: list[object] | None = None
) -> NoReturn:
    """Run the program and exit: 0 fine, 1 findings or refused, 2 could not run.

    ``kept`` is the list into which a command puts what it need not free.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Closed by whoever started the program (>&-, pythonw): nobody reads it.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            # A console that cannot show a character shows its number, never a traceback.
            stream.reconfigure(errors="backslashreplace")
    stdout = sys.stdout
    try:
        status = app.main(arguments, prog_name="guideline-docs", standalone_mode=False, obj=kept)
        sys.stdout.flush()
    except CannotRun as error:
        _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(EXIT_CANNOT_RUN)
    except click.UsageError as error:
        _fail(_usage(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except (KeyboardInterrupt, click.Abort):
        sys.exit(EXIT_INTERRUPTED)
    except (BrokenPipeError, SystemExit) as error:
        # The reader (head, less) has gone. Click then puts something else in the place of
        # stdout and leaves with 1, which would mean findings.
        if isinstance(error, SystemExit) and sys.stdout is stdout:
            raise
        _forget_output()
        sys.exit(EXIT_CANNOT_RUN)
    except OSError as error:
        _forget_output()
        what = f"{error.filename}: 使えません" if error.filename else "結果を書き出せません"
        _fail(f"{what}（{reason(error)}）")
    sys.exit(status if isinstance(status, int) else 0)


def _forget_output() -> None:
    """Python would complain while closing a stdout that cannot be written."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str) -> NoReturn:
    click.echo(f"エラー: {one_line(message)}", err=True)
    sys.exit(EXIT_CANNOT_RUN)


def _usage(error: click.UsageError) -> str:
    """What was mistyped, in the words of the user."""
    help_line = f"使い方は {error.ctx.command_path if error.ctx else 'guideline-docs'} --help"
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            meant = f"（{near[0]} の誤りではありませんか）" if near else ""
            said = f"「{name}」という指定はありません{meant}"
        case click.MissingParameter(param=param):
            metavar = (param.metavar or param.name or "").upper() if param else ""
            option = isinstance(param, click.Option)
            said = f"{f'{param.opts[0]} に' if option else ''}{metavar}を指定してください"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            said = f"{_option(error)} に使えるのは {'・'.join(map(str, choices))} です"
        case click.BadParameter(
            param=click.Parameter(type=click.IntRange(min=least, max=int(most)))
        ):
            said = f"{_option(error)} は {least} から {most} までの整数にしてください"
        case click.BadParameter(param=click.Parameter(type=click.IntRange(min=least))):
            said = f"{_option(error)} は {least} 以上の整数にしてください"
        case click.BadOptionUsage(option_name=name):
            said = f"「{name}」の使い方が違います"
        case click.BadParameter():
            said = f"{_option(error)} の値が使えません（{error.message}）"
        case _:
            said = _unknown(error)
    return f"{said}。{help_line}"


def _option(error: click.BadParameter) -> str:
    param = error.param
    return param.opts[0] if param and param.opts else "指定"


def _unknown(error: click.UsageError) -> str:
    """Click has no class of its own for the rest: an unknown command, too many words."""
    words = error.message.split("'")
    if "No such command" in error.message:
        from difflib import get_close_matches

        near = get_close_matches(words[1], COMMANDS, n=1)
        meant = f"（{near[0]} の誤りではありませんか）" if near else ""
        return f"「{words[1]}」というコマンドはありません{meant}"
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(")")
        return f"余分な指定があります（{extra}）"
    return error.message or "コマンドを指定してください"
