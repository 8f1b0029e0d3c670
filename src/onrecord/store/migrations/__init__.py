"""How the tables of a record came to be, one step a file."""
