"""The language server: what an editor asks about a project while it is written.

    stream      messages in and out, over standard input and output
    server      the life of a server: what it can do, in which order it answers, how it ends
    session     what the client has open, and the projects that these files belong to
    documents   a text as the client holds it, change by change
    positions   UTF-16, UTF-8 and UTF-32 of a client, and the places of a source
    project     one project: read when asked, the last good reading kept
    features    FEATURES, the table of what is answered: a method, a small function
    language    places and names: what stands here, and what it is called elsewhere

The protocol and its positions live here and nowhere else: what an answer says is made by
functions of other rooms, which know neither. Nothing here writes a file: a change goes to
the client as an edit.
"""
