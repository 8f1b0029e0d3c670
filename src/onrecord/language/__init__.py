"""What the stages share about language: views of a text, quotation marks, cue words, names and dates.

Nothing here knows a document, an actor or an issue.
"""
