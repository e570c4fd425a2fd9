"""Writes figures.json: what numpy 2.2.6 and scipy 1.17.1 draw, as the reference calls them; and the edges of NumPy's
ziggurats, hazard/random/ziggurat_edges.ts.

Of many draws the file has the first ones and a checksum (crc32) of all as little-endian numbers of 64 bits (of 32 bits
where it says float32). Needs the reference, see tests/interop/install_reference.sh.
usage: ~/.cache/oq-reference/bin/python tests/hazard/random/regenerate.py
"""
import json
import pathlib
import struct
import zlib

import numpy as np
import numpy.random._generator
from openquake.baselib.general import random_choice, random_histogram
from scipy import special, stats

HERE = pathlib.Path(__file__).parent
LARGE_SEED = 2 ** 40 + 77
HUGE_SEED = 2 ** 150 + 2 ** 70 + 5


def digest(draws, dtype='<f8', shown=4):
    draws = np.asarray(draws).astype(dtype).ravel()
    return {'count': len(draws), 'first': [float(x) for x in draws[:shown]], 'crc32': zlib.crc32(draws.tobytes())}


def ziggurat_normals(draws):
    """Digest with the numbers of the tail rounded to float32: their last digit is that of the machine's log1p"""
    return digest(np.where(abs(draws) > 3.65, draws.astype('<f4'), draws))


def pcg64(seed=42):
    return np.random.default_rng(seed)


def philox(seed=42):
    return np.random.Generator(np.random.Philox(seed))


def words_between():
    generator = pcg64()
    draws = []
    for _ in range(50):
        draws += [generator.choice(10), generator.random(), *generator.choice(1000, 2), generator.random()]
    return draws


def polar(seed):
    generator = np.random.RandomState(seed)
    return np.concatenate([generator.randn(5), generator.rand(3), generator.randn(992)])


def occurrences(probabilities, num_draws):
    generator, sums = pcg64(), np.cumsum(probabilities)
    return [int(np.digitize(generator.random(num_draws), sums).sum()) for _ in range(100)]


def discrete(probabilities):
    values = (np.arange(len(probabilities)), probabilities)
    return [stats.rv_discrete(name='pmf', values=values, seed=42 + i).rvs() for i in range(200)]


def truncated(generator, level, count):
    return digest(stats.truncnorm(-level, level).rvs(count, generator), '<f4')


WEIGHTS = [[0.2, 0.3, 0.5], [0.05, 0, 0.9, 0.05], [1.0], [0.1] * 10]
figures = {
    'random': {
        'Pcg64': [{'seed': str(seed), **digest(pcg64(seed).random(10000))}
                  for seed in (0, 1, 42, 2 ** 32 - 1, 2 ** 32, LARGE_SEED, 2 ** 64 - 1, HUGE_SEED)],
        'Philox': [{'seed': str(seed), **digest(philox(seed).random(10000))} for seed in (0, 42, LARGE_SEED, HUGE_SEED)],
        'Mt19937': [{'seed': str(seed), **digest(np.random.RandomState(seed).rand(10000))}
                    for seed in (0, 42, 2 ** 32 - 1)],
    },
    'standardNormal': {
        'Pcg64': ziggurat_normals(pcg64().standard_normal(100000)),
        'Philox': ziggurat_normals(philox().standard_normal(100000)),
        'Mt19937': digest(polar(42)),
    },
    'standardExponential': digest(pcg64().standard_exponential(100000)),
    'poisson': [{'mean': mean, **digest(pcg64().poisson(mean, 2000))}
                for mean in (0, 1e-4, 0.01, 0.5, 3, 9.999, 10, 12.5, 50, 300, 1e4, 1e7)],
    'integers': [{'bound': bound, **digest(pcg64().integers(0, bound, 2000))}
                 for bound in (1, 2, 10, 1000, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 3 * 10 ** 12, 2 ** 53 - 1)],
    'wordsBetween': digest(words_between(), shown=5),
    'philoxWords': digest(philox().integers(0, 1000, 1001)),
    'weightedChoices': [{'weights': weights, **digest(pcg64().choice(len(weights), 1000, p=weights))}
                        for weights in WEIGHTS],
    'distinct': [{'population': population, 'size': size,
                  **digest(pcg64().choice(population, size, replace=False))}
                 for population, size in ((1, 1), (10, 4), (5, 5), (20, 0), (20000, 20), (20000, 400), (20000, 401))],
    'evenChoices': [{'of': count, **digest(random_choice(np.arange(count), 1000, 0, 42))} for count in (1, 3, 7, 1000)],
    'histogram': [{'weights': weights, 'draws': 1000,
                   'counts': random_histogram(1000, weights, 42).tolist()} for weights in ([3.0, 3.0, 4.0], [1.0], [0.5, 0.0, 0.25])],
    'occurrences': [{'probabilities': probabilities, 'draws': draws, **digest(occurrences(probabilities, draws))}
                    for probabilities, draws in (([0.9, 0.1], 5), ([0.5, 0.25, 0.15, 0.1], 100))],
    'discreteDraws': [{'probabilities': weights, **digest(discrete(weights))} for weights in WEIGHTS],
    'binomial': [{'trials': n, 'probability': p, **digest(pcg64().binomial(n, p, 1000))}
                 for n, p in ((10, 0), (10, 1), (0, 0.5), (1, 0.5), (10, 0.3), (100, 0.3), (101, 0.3), (61, 0.5), (1000, 0.01),
                              (1000, 0.4), (1000, 0.97), (1000, 0.99), (10 ** 6, 0.25), (10 ** 9, 0.6))],
    'multinomial': [{'trials': n, 'probabilities': p, **digest([pcg64(seed).multinomial(n, p) for seed in range(100)])}
                    for n, p in ((1, [0.5, 0.5]), (1000, [0.1, 0.2, 0.3, 0.4]), (10 ** 6, [1 / 3, 1 / 3, 1 / 3, 0, 0]),
                                 (5, [1.0]), (100, [0.1] * 10))],
    'standardGamma': [{'shape': shape, **digest(pcg64().standard_gamma(shape, 2000))}
                      for shape in (0, 0.01, 0.3, 0.999, 1, 1.001, 2.5, 30, 1e4)],
    'beta': [{'a': a, 'b': b, **digest(philox().beta(a, b, 2000), '<f4')}
             for a, b in ((0.5, 0.5), (1, 1), (0.02, 0.7), (1e-3, 1e-3), (1, 3), (0.4, 12), (2, 0.3), (4.5, 40), (300, 700))],
    'truncatedNormals': {
        'Pcg64': [{'level': level, **truncated(pcg64(), level, 100000)} for level in (0.1, 1, 2, 3, 5, 6, 10, 99)],
        'Mt19937': [{'level': level, **truncated(42, level, 10000)} for level in (3,)],
    },
    'quantilesOfHalves': [float(special.ndtri(0.5 ** k)) for k in range(1, 54)],
    'sourceSeeds': [{'id': source_id, 'sesSeed': seed, 'seed': zlib.crc32(source_id.encode('ascii'), seed)}
                    for source_id, seed in (('1', 42), ('src;0', 42), ('a long id of a source', 4242), ('x', 0))],
}

EDGES_DOC = '''/**
 * The right ends of the layers of the ziggurats of NumPy, by layer; of layer 0 its area divided by its height. Their
 * last digits depend on how they were computed and can't be had by computing them anew. Written by
 * tests/hazard/random/regenerate.py.
 */
'''


def edges(name, first, num_bits):
    library = pathlib.Path(numpy.random._generator.__file__).read_bytes()
    table = np.frombuffer(library, '<f8', 256, library.find(struct.pack('<d', first))) * 2.0 ** num_bits
    lines = ['  %s,' % ', '.join(repr(float(x)) for x in table[i:i + 5]) for i in range(0, 256, 5)]
    return '\n'.join(['', '// deno-fmt-ignore', f'export const {name} = Float64Array.of(', *lines, ');', ''])


lists = [f'"{name}": {json.dumps(value)}' for name, value in figures.items()]
(HERE / 'figures.json').write_text('{\n' + ',\n'.join(lists).replace('}, {', '},\n  {') + '\n}\n')
(HERE / '../../../hazard/random/ziggurat_edges.ts').write_text(
    EDGES_DOC + edges('NORMAL_EDGES', 8.68362706080130616677e-16, 52)
    + edges('EXPONENTIAL_EDGES', 9.655740063209183e-16, 53))
