"""Workbooks: what a view says, as sheets that people and machines read.

    looks      ``workbook.toml``: the forms that cells may have, by role.
    text       what a cell, a list and a sheet's name can hold.
    notes      what is told at cells, and the boxes that it opens in.
    writer     XlsxWriter, with what it does not do or does too slowly.
    book       what all others write with.
    extent     how much room a text takes.
    figures    numbers and dates, where it is certain that cells hold some.
    formulas   counts as formulas over the rows of a table.

The workbook of 進捗状況一覧:

    fit        the columns of its table, fitted to the paper.
    table      the sheet for people.
    summary    達成状況, count by count, with its bars.
    findings   確認事項.
    data       the sheet for machines.
    document   all of these.

Other workbooks:

    inquiry    照会_課名.xlsx.
    report     a report of what came back.

Libraries that take time to import stand in what is written with; whoever makes a workbook
imports that when one is asked for.
"""
