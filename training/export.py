"""The trained network as files that the program loads: an ONNX graph in 8 bits, and small tables.

The graph is written node by node: it needs no exporter, and reads as what it is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.attribute.tagger.network import Network as Shipped
from training.float_products import with_float_products
from training.graph import OPSET, Graph
from training.network import HEADS, WIDTH, Network

__all__ = ["export", "load"]


def export(network: Network, pieces: list[str], folder: Path, *, eight_bit: bool = True) -> None:
    """Write `network.onnx`, `links.npz` and `vocabulary.txt`.

    Weights of the graph are stored in 8 bits, one scale a column; products are computed in floating point, so that
    the same text gives the same record on every machine (`float_products.py`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    with tempfile.TemporaryDirectory() as temporary:
        plain = Path(temporary) / "plain.onnx"
        onnx.save(_graph(network, state), plain)
        target = folder / "network.onnx"
        if eight_bit:
            quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True,
                             op_types_to_quantize=["MatMul", "Gather"])  # fmt: skip
            onnx.save(with_float_products(onnx.load(target)), target)
        else:
            target.write_bytes(plain.read_bytes())
    tables = {"transitions": network.table().detach().numpy().astype(np.float32)}
    for name, value in state.items():
        if name.startswith("links."):
            tables[name.removeprefix("links.")] = value.astype(np.float16)
    np.savez_compressed(folder / "links.npz", **tables)
    (folder / "vocabulary.txt").write_text("\n".join(pieces), "utf-8")


def _graph(network: Network, state: dict[str, NDArray[np.float32]]) -> onnx.ModelProto:
    g = Graph()
    forms = [state[f"encoder.forms.{i}.weight"] for i in range(3)]
    mixed = (forms[0][:, None, None] + forms[1][None, :, None] + forms[2][None, None, :]).reshape(-1, WIDTH)
    zero, one = g.constant("zero", np.asarray([0])), g.constant("one", np.asarray([1]))
    length = g.node("Shape", ["pieces"], "length")
    words = g.node("Gather", [g.constant("words", state["encoder.words.weight"]), "pieces"], "embedded")
    places = g.node("Slice", [g.constant("places", state["encoder.places.weight"]), zero, length, zero, one], "placed")
    shaped = g.node("Gather", [g.constant("mixed", mixed), "forms"], "shaped")
    x = g.node("Add", [g.node("Add", [words, places], "embedded.placed"), shaped], "embedded.all")
    x = g.norm(x, "embedded.norm", state["encoder.norm.weight"], state["encoder.norm.bias"])
    for i in range(len(network.encoder.layers)):
        x = _layer(
            g,
            x,
            f"layer{i}",
            {
                n.removeprefix(f"encoder.layers.{i}."): v
                for n, v in state.items()
                if n.startswith(f"encoder.layers.{i}.")
            },
        )
    x = g.node("Gather", [x, "first"], "first.words")
    g.linear(x, "emissions", state["emit.weight"], state["emit.bias"])
    g.linear(x, "vectors", state["vector.weight"], state["vector.bias"])
    inputs = [
        helper.make_tensor_value_info(n, TensorProto.INT64, [s])
        for n, s in (("pieces", "T"), ("forms", "T"), ("first", "W"))
    ]
    outputs = [
        helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["W", len(state["emit.bias"])]),
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["W", len(state["vector.bias"])]),
    ]
    graph = helper.make_graph(g.nodes, "attribution", inputs, outputs, g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def _layer(g: Graph, x: str, name: str, w: dict[str, NDArray[np.float32]]) -> str:
    size = WIDTH // HEADS
    shape = g.constant(name + ".heads", np.asarray([0, HEADS, size]))
    flat = g.constant(name + ".flat", np.asarray([0, WIDTH]))
    scale = np.float32(size**-0.5)

    def heads(part: str, order: list[int], factor: np.float32) -> str:
        y = g.linear(x, f"{name}.{part}", w[f"{part}.weight"] * factor, w[f"{part}.bias"] * factor)
        y = g.node("Reshape", [y, shape], f"{name}.{part}.split")
        return g.node("Transpose", [y], f"{name}.{part}.heads", perm=order)

    query, key = heads("query", [1, 0, 2], scale), heads("key", [1, 2, 0], np.float32(1))
    value = heads("value", [1, 0, 2], np.float32(1))
    share = g.node("Softmax", [g.node("MatMul", [query, key], name + ".match")], name + ".share", axis=-1)
    seen = g.node("Transpose", [g.node("MatMul", [share, value], name + ".seen")], name + ".seen.rows", perm=[1, 0, 2])
    seen = g.node("Reshape", [seen, flat], name + ".seen.flat")
    seen = g.linear(seen, name + ".mix", w["mix.weight"], w["mix.bias"])
    x = g.norm(
        g.node("Add", [x, seen], name + ".mixed"), name + ".mixed.norm", w["norm_mix.weight"], w["norm_mix.bias"]
    )
    up = g.node("Gelu", [g.linear(x, name + ".up", w["up.weight"], w["up.bias"])], name + ".up.gelu")
    down = g.linear(up, name + ".down", w["down.weight"], w["down.bias"])
    return g.norm(
        g.node("Add", [x, down], name + ".out"), name + ".out.norm", w["norm_down.weight"], w["norm_down.bias"]
    )


def load(folder: Path) -> Shipped:
    """The exported network, as the program runs it."""
    with np.load(folder / "links.npz", allow_pickle=False) as stored:
        tables = {name: stored[name].astype(np.float32) for name in stored.files}
    return Shipped(
        (folder / "network.onnx").read_bytes(), tables, (folder / "vocabulary.txt").read_text("utf-8").split("\n")
    )
