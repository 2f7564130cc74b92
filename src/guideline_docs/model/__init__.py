"""Trees to meaning: tiers, statuses, measures, references, counts.

The settings
    configuration  what ``guideline.toml`` says
    settings       the tables and keys that it may have, and what each means
    edition_settings  the editions that it names, and their sheets
    inquiry_settings  what it says of the yearly inquiry
    vocabulary     the words of the closed columns, the heads of all
    declared       what the settings say of columns and their words
    code           the number of a heading or measure, and the scheme that spells it

What a guideline consists of
    guideline      all of it, and what several rules ask for
    edition        the table at one time (版), and the cards beside it
    section        what stands under a heading of the table
    measure        one row (施策): its cells and what they mean
    figure         figures and dates, as people write them
    terms          tier, status, proposal: the closed words, and how a cell is read as one
    summary        達成状況 as the sheet states it
    chapter        a file of the draft: headings, paragraphs, annotations
    passage        running text with its references
    targets        what can be referred to
    keys           the names by which a text of a document is found again
    labels         what a number shows that leads somewhere
    numbers        a reference in its numbers, each with what bears it
    bearings       where a reference leads that leaves out what its place tells
    astray         files that are not there, or there in vain

From trees to that
    files          which texts a project is made of
    reading        texts to guidelines, one a sheet
    resolve        trees to one guideline: the order in which all below is done
    layout         which cell of a row is of which column
    rows           a row or card to a measure
    table          rows under their headings; the columns of the table
    references     a mark in running text to the target that it names

From one edition to the next
    second         第2期: the sheet with what the cards add
    renumbered     the map of the numbers that were given anew
    lineage        who is who between two editions
    earlier        the editions before today's, read
    history        each measure through all of them
    moves          what the next period does with a measure

The yearly inquiry
    departments    a cell to the departments that it names
    asked          who is asked about what
    inquiry        the form that goes out and comes back
    inquiry_index  the list of what went to whom
    due            the day by which

What is asked of a guideline
    rate           what a rate of achievement is reckoned from
    places         which part stands at a place of a source
    mentions       which places of a source name what
    declarations   where the settings say what a head or a word means
    tally          the counts
"""
