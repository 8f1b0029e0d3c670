"""The trained reader as the files that the program loads: an ONNX graph with weights in 8 bits and products in floats, and its vocabulary."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.coding.reader.pair import FARTHEST
from training.float_products import with_float_products
from training.graph import OPSET, Graph
from training.meaning.network import FIRST_PLACE, HEADS, WIDTH, Reader, buckets_by_distance

__all__ = ["export"]

_EPSILON = 1e-5
_PLACES = 256
"""Places that a statement and a proposition have together, at most."""


def export(reader: Reader, pieces: list[str], folder: Path) -> None:
    """Write `network.onnx` and `vocabulary.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().numpy() for name, value in reader.state_dict().items()}
    with tempfile.TemporaryDirectory() as temporary:
        plain, target = Path(temporary) / "plain.onnx", folder / "network.onnx"
        onnx.save(_graph(len(reader.layers), state), plain)
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=["distance.values"])  # fmt: skip
        onnx.save(with_float_products(onnx.load(target)), target)
    (folder / "vocabulary.txt").write_text("\n".join(pieces), "utf-8")


def _graph(layers: int, state: dict[str, NDArray[np.float32]]) -> onnx.ModelProto:
    g = Graph()
    words = g.node("Gather", [g.constant("words", state["words.weight"]), "pieces"], "embedded")
    table = state["places.weight"][FIRST_PLACE : FIRST_PLACE + _PLACES]
    places = g.node("Gather", [g.constant("places.table", table), "places"], "placed")
    x = g.norm(
        g.node("Add", [words, places], "embedded.placed"),
        "embedded.norm",
        state["norm.weight"],
        state["norm.bias"],
        _EPSILON,
    )
    bias = _bias(g, state["distance.weight"][buckets_by_distance().numpy()])
    for i in range(layers):
        prefix = f"layers.{i}."
        x = _layer(
            g, x, bias, f"layer{i}", {n.removeprefix(prefix): v for n, v in state.items() if n.startswith(prefix)}
        )
    mean = g.node("MatMul", ["share", x], "mean")
    g.linear(mean, "scores", state["answer.weight"], state["answer.bias"])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["T"]) for name in ("pieces", "places", "segment")]
    graph = helper.make_graph(
        g.nodes, "meaning", [*inputs, helper.make_tensor_value_info("share", TensorProto.FLOAT, ["K", "T"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["K", len(state["answer.bias"])])], g.constants,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def _bias(g: Graph, table: NDArray[np.float32]) -> str:
    """`[heads, T, T]`: what distance adds to how much one piece sees of another, and nearly minus infinity where it sees nothing."""
    zero = g.constant("zero", np.asarray(0))
    row, column = g.constant("row", np.asarray([0])), g.constant("column", np.asarray([1]))

    def both(name: str) -> tuple[str, str]:
        return g.node("Unsqueeze", [name, row], name + ".row"), g.node("Unsqueeze", [name, column], name + ".column")

    seen_at, seen_from = both("places")
    apart = g.node("Sub", [seen_at, seen_from], "apart")
    far = [g.constant("farthest.before", np.asarray(-FARTHEST)), g.constant("farthest", np.asarray(FARTHEST))]
    apart = g.node("Add", [g.node("Clip", [apart, *far], "apart.clipped"), far[1]], "apart.number")
    by_distance = g.node("Gather", [g.constant("distances", table), apart], "distance.values")
    bias = g.node("Transpose", [by_distance], "distance.heads", perm=[2, 0, 1])
    segment, mine = both("segment")
    same = g.node("Equal", [segment, mine], "same.segment")
    statement = g.node("Equal", [segment, zero], "of.statement")
    seen = g.node("Or", [same, statement], "seen")
    hidden = [g.constant("nothing", np.asarray(0.0, np.float32)), g.constant("unseen", np.asarray(-1e9, np.float32))]
    return g.node("Add", [bias, g.node("Where", [seen, *hidden], "seen.bias")], "bias")


def _layer(g: Graph, x: str, bias: str, name: str, w: dict[str, NDArray[np.float32]]) -> str:
    size = WIDTH // HEADS
    shape = g.constant(name + ".heads", np.asarray([0, HEADS, size]))
    flat = g.constant(name + ".flat", np.asarray([0, WIDTH]))

    def heads(part: str, order: list[int], factor: float) -> str:
        scale = np.float32(factor)
        y = g.linear(x, f"{name}.{part}", w[f"{part}.weight"] * scale, w[f"{part}.bias"] * scale)
        y = g.node("Reshape", [y, shape], f"{name}.{part}.split")
        return g.node("Transpose", [y], f"{name}.{part}.heads", perm=order)

    query, key, value = (
        heads("query", [1, 0, 2], size**-0.5),
        heads("key", [1, 2, 0], 1.0),
        heads("value", [1, 0, 2], 1.0),
    )
    match = g.node("Add", [g.node("MatMul", [query, key], name + ".match"), bias], name + ".match.placed")
    share = g.node("Softmax", [match], name + ".share", axis=-1)
    seen = g.node("Transpose", [g.node("MatMul", [share, value], name + ".seen")], name + ".seen.rows", perm=[1, 0, 2])
    seen = g.linear(g.node("Reshape", [seen, flat], name + ".seen.flat"), name + ".mix", w["mix.weight"], w["mix.bias"])
    x = g.norm(
        g.node("Add", [x, seen], name + ".mixed"),
        name + ".mixed.norm",
        w["norm_mix.weight"],
        w["norm_mix.bias"],
        _EPSILON,
    )
    up = g.node("Gelu", [g.linear(x, name + ".up", w["up.weight"], w["up.bias"])], name + ".up.gelu")
    down = g.linear(up, name + ".down", w["down.weight"], w["down.bias"])
    return g.norm(
        g.node("Add", [x, down], name + ".out"),
        name + ".out.norm",
        w["norm_down.weight"],
        w["norm_down.bias"],
        _EPSILON,
    )
