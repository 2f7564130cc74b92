"""Workbooks: what a view says, as sheets that people and machines read.

    looks     ``workbook.toml``: the forms that cells may have, by role.
    text      what a cell, a list and a sheet's name can hold.
    writer    XlsxWriter, with what it does not do.
    book      what all others write with.
    inquiry   照会_課名.xlsx.
    collected the report of what came back.

Libraries that take time to import stand in what is written with; whoever makes a workbook
imports that when one is asked for.
"""
