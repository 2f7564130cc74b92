"""What a draft said when it was sent, where the file that came back does not say it any more."""

from __future__ import annotations

from pathlib import Path

from guideline_docs.failure import CannotRun
from guideline_docs.readback.word import read_sent
from guideline_docs.readback.word.parts import Origins


class Base:
    """``given``: the file that was sent; ``folder``: where such are kept by their digests."""

    def __init__(self, name: str, folder: Path, given: Path | None = None) -> None:
        self.name, self.folder, self.given = name, folder, given

    def __call__(self, origins: Origins) -> Origins:
        """What is known of a document by its digest; as it is, where nothing is."""
        if self.given is not None:
            return self._given(self.given, origins)
        place = self.folder / f"{origins.build}.xml"
        return read_sent(place) if origins.build and place.is_file() else origins

    def _given(self, file: Path, origins: Origins) -> Origins:
        sent = read_sent(file)
        if not sent.texts:
            raise CannotRun(f"{file.as_posix()}: 送ったときの文の控えがありません（--base）")
        if origins.build and sent.build != origins.build:
            raise CannotRun(
                f"{file.as_posix()}: {self.name} の元になった素案ではありません。"
                "--base には、送ったファイルそのものを指定してください"
            )
        return sent
