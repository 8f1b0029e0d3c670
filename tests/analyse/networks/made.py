"""Small tables of coded statements, written out so that their networks can be computed by hand."""

from datetime import UTC, datetime

import numpy as np

from onrecord.analyse.networks import Coded
from onrecord.analyse.networks.coded import NO_TIME, Column, number_column, text_column


def coded(*rows: tuple, kind: str = "boolean") -> Coded:
    """Rows of (day, organisation, concept, agreement[, document]); a day is ISO or None, a document a number."""
    whole = [(*row, n) if len(row) == 4 else row for n, row in enumerate(rows)]
    moments = [
        NO_TIME if r[0] is None else int(datetime.fromisoformat(r[0]).replace(tzinfo=UTC).timestamp()) for r in whole
    ]
    order = sorted(range(len(whole)), key=lambda n: (moments[n], whole[n][4], n))
    whole, moments = [whole[n] for n in order], [moments[n] for n in order]
    agreement: Column = (
        text_column([r[3] for r in whole]) if kind == "text" else number_column(kind, [r[3] for r in whole])
    )
    return Coded(
        time=np.array(moments, np.int64), document=np.array([r[4] for r in whole], np.int64),
        variables={"organization": text_column([r[1] for r in whole]), "concept": text_column([r[2] for r in whole]), "agreement": agreement},
        about={"source": text_column([f"outlet {r[4]}" for r in whole]), "id": text_column([str(r[4]) for r in whole])},
        confidence=np.ones(len(whole)), row=np.arange(len(whole)), ids=[(str(r[4]), f"s{n}") for n, r in enumerate(whole)],
    )  # fmt: skip
