"""LibreOffice accepts or rejects all tracked changes: run with the system's Python.

    /usr/bin/python3 tests/office_tracked.py (accept|reject FROM TO)…

It is started once for all of them. Comments are stripped first: a build without windows
aborts where it would open one for them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

PROGRAMS = ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin")
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main(arguments: list[str]) -> None:
    folder = tempfile.mkdtemp(prefix="office-")
    program = next(path for path in PROGRAMS if os.path.exists(path))
    # A fresh profile makes it end at once and start anew.
    for _ in range(3):
        process, context = started(program, folder)
        if context is not None:
            break
    else:
        sys.exit("LibreOffice did not start")
    try:
        for at in range(0, len(arguments), 3):
            resolve(context, folder, *arguments[at : at + 3])
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def started(program: str, folder: str):  # noqa: ANN201
    import uno

    pipe = f"guideline{os.getpid()}"
    process = subprocess.Popen(
        [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    while process.poll() is None:
        time.sleep(0.1)
        try:
            return process, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001, S112 - not there yet
            continue
    return process, None


def resolve(context, folder: str, operation: str, source: str, goal: str) -> None:  # noqa: ANN001
    from com.sun.star.beans import PropertyValue

    def value(name: str, content: object) -> PropertyValue:
        found = PropertyValue()
        found.Name, found.Value = name, content
        return found

    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    bare = os.path.join(folder, "bare.docx")
    without_comments(source, bare)
    document = desktop.loadComponentFromURL(f"file://{bare}", "_blank", 0, (value("Hidden", True),))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.getCurrentController().getFrame()
    dispatcher.executeDispatch(frame, COMMANDS[operation], "", 0, ())
    document.getTextFields().refresh()
    document.storeToURL(f"file://{goal}", (value("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def without_comments(source: str, goal: str) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(goal, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:comment(RangeStart|RangeEnd|Reference)\b[^>]*/>", b"", data)
            if name == "word/_rels/document.xml.rels":
                data = re.sub(rb"<Relationship [^>]*omments[^>]*/>", b"", data)
            if name == "[Content_Types].xml":
                data = re.sub(rb"<Override [^>]*omments[^>]*/>", b"", data)
            if not name.startswith("word/comments"):
                new.writestr(name, data)


if __name__ == "__main__":
    main(sys.argv[1:])
