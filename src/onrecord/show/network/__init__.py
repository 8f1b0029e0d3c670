"""Networks shown: as JSON, as a table, as files of other tools, as pictures, and the reports on them."""
