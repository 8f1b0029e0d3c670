"""What a record is: document, segment, span, statement, actor, office, codebook. Imports nothing of ours."""
