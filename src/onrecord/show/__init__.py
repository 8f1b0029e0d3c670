"""Stage 8: what people see. Shows what `analyse` found; computes nothing."""
