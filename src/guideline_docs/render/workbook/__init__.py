"""Workbooks: what a view says, as sheets that people and machines read.

    looks     ``workbook.toml``: the forms that cells may have, by role.
    text      what a cell, a list and a sheet's name can hold.
    extent    how much room text takes in a cell.
    writer    XlsxWriter, with what it does not do.
    book      what all others write with.

    document  progress-table.xlsx, out of the sheets that follow.
    table     the sheet that people read.
    fit       its columns, fitted to its paper.
    summary   達成状況, count by count.
    formulas  counts as formulas over the rows.
    findings  確認事項.
    data      the sheet that machines read.
    figures   numbers and dates of its cells.

    inquiry   照会_課名.xlsx.
    collected  the report of what came back.

Libraries that take time to import stand in what is written with; whoever makes a workbook
imports that when one is asked for.
"""
