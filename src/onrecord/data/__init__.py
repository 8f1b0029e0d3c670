"""What ships as data: actors, codebooks, the cue lexicon, the demo corpus, templates."""
