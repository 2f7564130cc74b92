"""What a workbook holds beside the texts of its cells.

Properties and defined names tell whose it is and where its table stands; notes, text boxes
and pictures are what a person put there instead of a cell's text, and nobody who reads
cells alone would see them.
"""

from guideline_docs.failure import CannotRun
from guideline_docs.readback.beside import binary, package
from guideline_docs.readback.beside.things import Beside
from guideline_docs.source.formats import OLE, ZIP


def beside(data: bytes, name: str) -> Beside:
    """What stands beside the cells of a workbook; nothing for a file that is none.

    The bytes are those of a file whose cells could be read. Raises ValueError where they
    are damaged all the same, CannotRun where they are a trap.
    """
    # What a damaged file makes a reader raise is no bug of ours.
    try:
        if data.startswith(ZIP):
            return package.read(data, name)
        return binary.read(data) if data.startswith(OLE) else Beside()
    except CannotRun:
        raise
    except Exception as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
