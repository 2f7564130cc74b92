"""What changed in the table: its headings, measures and cells.

Who is who is ``model.lineage``'s business. A measure whose number alone moved is one
change, and a text whose references follow their measures is none.
"""
