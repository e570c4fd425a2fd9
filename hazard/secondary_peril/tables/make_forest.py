"""Writes todorovic_silva_2022.forest.gz: the random forest of Todorovic and Silva (2022), which the reference has as an
ONNX file, as columns that are read without a library.

Layout, little endian: number of trees (u4), number of nodes (u4), first node of each tree (u4), then of each node in
preorder the feature that it asks (u1, 255: a leaf), its threshold or, of a leaf, the probability that it adds (f4), and
how many nodes after it the branch for larger values begins (u2).

usage: python3 make_forest.py REFERENCE/openquake/sep/liquefaction/data/todorovic_silva_2022/todorovic_silva_2022.onnx.gz
"""
import array
import gzip
import pathlib
import struct
import sys

LEAF = 255
VARINT, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(message):
    """Numbers and values of the fields of a protocol buffer"""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        kind = key & 7
        if kind == VARINT:
            value, at = varint(message, at)
        else:
            if kind == BYTES:
                size, at = varint(message, at)
            else:
                size = {EIGHT_BYTES: 8, FOUR_BYTES: 4}[kind]
            value = message[at:at + size]
            at += size
        yield key >> 3, value


def attributes_of_forest(model):
    """Lists of the ensemble of trees by name; numbers 3, 7, 8 and 9 are int, floats, ints and strings of ONNX"""
    graph = next(value for number, value in fields(model) if number == 7)
    nodes = [value for number, value in fields(graph) if number == 1]
    found = {}
    for number, attribute in fields(nodes[0]):
        if number != 5:
            continue
        values = list(fields(attribute))
        name = next(value for n, value in values if n == 1).decode()
        found[name] = [struct.unpack('<f', value)[0] if n == 7 else value for n, value in values if n in (7, 8, 9)]
    return found


def main(path):
    found = attributes_of_forest(gzip.open(path).read())
    trees, ids, modes = found['nodes_treeids'], found['nodes_nodeids'], found['nodes_modes']
    weights = {(t, n): w for t, n, w in zip(found['class_treeids'], found['class_nodeids'], found['class_weights'])}
    assert set(found['class_ids']) == {1} or set(found['class_ids']) == {0}, set(found['class_ids'])
    starts = [i for i in range(len(trees)) if i == 0 or trees[i] != trees[i - 1]]
    features, values, jumps = bytearray(), array.array('f'), array.array('H')
    for i, (tree, node, mode) in enumerate(zip(trees, ids, modes)):
        if mode == b'LEAF':
            features.append(LEAF)
            values.append(weights.get((tree, node), 0.))
            jumps.append(0)
        else:
            assert mode == b'BRANCH_LEQ', mode
            assert found['nodes_truenodeids'][i] == node + 1, 'not in preorder'
            features.append(found['nodes_featureids'][i])
            values.append(found['nodes_values'][i])
            jumps.append(found['nodes_falsenodeids'][i] - node)
    head = struct.pack(f'<{2 + len(starts)}I', len(starts), len(trees), *starts)
    out = pathlib.Path(__file__).with_name('todorovic_silva_2022.forest.gz')
    with open(out, 'wb') as file:
        file.write(gzip.compress(head + bytes(features) + values.tobytes() + jumps.tobytes(), 9, mtime=0))
    print(len(starts), 'trees', len(trees), 'nodes', out.stat().st_size, 'bytes', set(found['class_ids']),
          len(weights))


if __name__ == '__main__':
    main(sys.argv[1])
