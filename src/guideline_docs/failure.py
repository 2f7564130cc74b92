"""What stops the program: everything that is not the user's text.

Text never raises, it makes findings. A missing file, a broken configuration
or a template that does not fit does: one Japanese sentence that names the
file, printed by the command line, exit status 2.
"""

import errno
import re
import sys


class CannotRun(Exception):
    """The work cannot be done; the message is shown to the user as it stands.

    ``span`` is the place that it speaks of, a ``Span``, where it is one of a text.
    """

    def __init__(self, message: str, span: object = None) -> None:
        super().__init__(message)
        self.span = span


class CannotMake(CannotRun):
    """This machine lacks what one kind of document needs; the other kinds can be made."""


def one_line(text: str) -> str:
    """A text in one line, what a terminal would obey escaped: a file may be named anyhow."""
    return text if text.isprintable() else re.sub(_CONTROL, _escaped, text)


_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029]"


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def notice(message: str) -> None:
    """Tell the user, in one line, what was done and stops nothing."""
    print(message, file=sys.stderr)


def cannot_read(error: OSError, name: str) -> str:
    """That something went while it was read: a file, by its name, or what is called so."""
    return f"{error.filename or name}: 読めません（{reason(error)}）"


def reason(error: OSError) -> str:
    """Why a file could not be opened or written, in the user's language."""
    match error:
        case FileNotFoundError():
            return "ファイルがありません"
        case IsADirectoryError():
            return "フォルダーです。ファイルを指定してください"
        case NotADirectoryError():
            return "途中の名前がフォルダーではありません"
        case PermissionError():
            return "許可されていません"
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "ディスクに空きがありません"
        case OSError(errno=errno.EROFS):
            return "読み取り専用の場所です"
        case OSError(errno=errno.ENAMETOOLONG):
            return "名前が長すぎます"
        case _:
            return error.strerror or str(error)
