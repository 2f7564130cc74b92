"""The language server: what an editor asks about a project while it is written.

How a message gets in and out
    stream       a header that says how long, then JSON; read ahead
    server       the life of a server: what it can do, in which order it answers, how it ends
    client       what a client can do, as far as it makes a difference

What is known
    session      what the client has open, and the projects that these texts belong to
    documents    a text as the client holds it, change by change
    project      one project: read when asked, the last good reading kept
    positions    UTF-16, UTF-8 and UTF-32 of a client, and the places of a source
    addresses    what the client calls a source, and where in it a place is for the client

What is answered
    features     FEATURES, the table: a method, a small function
    diagnostics  the findings of ``check`` as a client shows them
    rule_pages   where the page of a rule is that a client can open
    publishing   findings on their way: told when they change, or given when asked for
    changes      a patch as the edit of a client
    actions      what may be done about what stands here
    language     what a place names: what it is, where it stands, another number for it
    completion   what may be typed here
    preview      the preview in a browser: clicks in it, and where the cursor is
    display      how a text is shown: outline, folds, titles behind references, colours, links

The protocol and its positions live here and nowhere else: what an answer says is made by
functions of other rooms, which know neither. Nothing here writes a file: a change goes to
the client as an edit.
"""
