"""Weights stored in 8 bits, products computed in floating point.

Where activations are rounded to 8 bits as they pass, a difference in the last bit of a float, which processors of two kinds
do have, grows to a whole step of the rounding: the same text then gives another record on another machine.
"""

from __future__ import annotations

from collections import defaultdict

import onnx
from onnx import TensorProto, helper

__all__ = ["with_float_products"]


def with_float_products(model: onnx.ModelProto) -> onnx.ModelProto:
    """A dynamically quantised graph with each `MatMulInteger` turned into a `MatMul` of the weights scaled back.

    The scaling is of constants, so that the runtime does it once, as it loads. Weights must have zero as their zero point.
    """
    graph = model.graph
    readers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            readers[name].append(node)
    plain = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "DynamicQuantizeLinear"}
    kept: list[onnx.NodeProto] = []
    gone: set[str] = set()
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            quantised, weight = node.input[0], node.input[1]
            cast = readers[node.output[0]][0]
            scaled = readers[cast.output[0]][0]
            gone |= {cast.output[0], scaled.output[0]}
            kept += [
                helper.make_node("Cast", [weight], [weight + ".float"], to=TensorProto.FLOAT),
                helper.make_node(
                    "Mul", [weight + ".float", weight.replace("_quantized", "_scale")], [weight + ".scaled"]
                ),
                helper.make_node("MatMul", [plain[quantised], weight + ".scaled"], [scaled.output[0]]),
            ]
            continue
        rounding = node.op_type == "DynamicQuantizeLinear" or node.output[0].endswith("quant_scales_mul:0")
        if not rounding and node.output[0] not in gone:
            kept.append(node)
    used = {name for node in kept for name in node.input}
    constants = [constant for constant in graph.initializer if constant.name in used]
    made = helper.make_graph(kept, graph.name, list(graph.input), list(graph.output), constants)
    out = helper.make_model(made, opset_imports=list(model.opset_import), ir_version=model.ir_version)
    onnx.checker.check_model(out)
    return out
