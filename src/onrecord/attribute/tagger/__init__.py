"""The trained tagger: which words are content, cue and source, and which belong together."""

from onrecord.attribute.tagger.reader import Tagger

__all__ = ["Tagger"]
