"""Stage 7: answers from the record, read-only. Every answer carries the statements it rests on."""
