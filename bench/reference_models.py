"""What a ground-motion model of the reference engine costs; models.ts starts this and asks by lines of JSON.

A question: {"model": name, "imts": [name], "columns": {parameter: [number per context]}, "copies": how many times to
repeat the contexts in a block, "repeat_ms": number}
Its answer: the least nanoseconds of a call of the model's compute, per context and intensity measure type.
"""
import json
import sys
import time

import numpy
from openquake.hazardlib import contexts, imt, valid


def least_nanoseconds(question):
    model = valid.gsim(question["model"])
    imts = [imt.from_string(name) for name in question["imts"]]
    columns = question["columns"]
    size = len(columns["mag"]) * question["copies"]
    maker = contexts.ContextMaker("*", [model], {"imtls": {name: [0.1] for name in question["imts"]}})
    block = maker.new_ctx(size)
    for name in columns:
        block[name] = numpy.tile(columns[name], question["copies"])
    motion = numpy.zeros((4, len(imts), size))
    least = numpy.inf
    stop = time.perf_counter() + question["repeat_ms"] / 1000
    while True:
        begin = time.perf_counter()
        model.compute(block, imts, *motion)
        end = time.perf_counter()
        least = min(least, end - begin)
        if end > stop:
            return 1e9 * least / (size * len(imts))


for line in sys.stdin:
    print(json.dumps(least_nanoseconds(json.loads(line))), flush=True)
