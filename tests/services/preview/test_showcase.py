"""What is shown, to whom, and when somebody who waits is told."""

from __future__ import annotations

from guideline_docs.services.preview.showcase import Showcase


def test_who_waits_is_told_what_is_new() -> None:
    showcase = Showcase()
    seen = showcase.after(None, 0)
    assert ({}, False, "") == (seen.pages, seen.building, seen.problem)
    showcase.begin()
    seen = showcase.after(seen, 0)
    assert ({}, True) == (seen.pages, seen.building)
    showcase.show({"/": b"1"})
    seen = showcase.after(seen, 0)
    assert ({"/": b"1"}, False) == (seen.pages, seen.building)
    assert seen is showcase.after(seen, 0), "nothing is new"


def test_the_last_good_pages_stay_beside_what_is_wrong() -> None:
    showcase = Showcase()
    showcase.show({"/": b"1", "/draft": b"2"})
    good = showcase.now
    showcase.begin()
    showcase.keep("a.txt: なくなりました")
    assert good._replace(problem="a.txt: なくなりました") == showcase.now
    showcase.show({"/": b"1", "/draft": b"3"})
    assert "" == showcase.now.problem
    assert good.versions["/"] == showcase.now.versions["/"]
    assert good.versions["/draft"] != showcase.now.versions["/draft"]
