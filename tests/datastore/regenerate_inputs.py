"""
Regenerates motion_table.hdf5 and its figures with the reference engine, run as
    ~/.cache/oq-reference/bin/python tests/datastore/regenerate_inputs.py
"""
import json
import os

import h5py
import numpy
from openquake.hazardlib import imt
from openquake.hazardlib.gsim.gmpe_table import GMPETable

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'data')
TABLE = os.path.join(HERE, 'motion_table.hdf5')
MAGNITUDES = [5, 6, 7.5]
DISTANCES = [1, 10, 50, 200]
PERIODS = [0.1, 0.3, 1]
#: magnitude, distances; between, on and beyond the knots
CASES = [(5, [0.5, 1, 7]), (6.25, [10, 33.3, 200.0005]), (8, [120, 200, 250])]
IMTS = ['PGA', 'SA(0.1)', 'SA(0.2)', 'SA(1.0)']

distance, magnitude = numpy.meshgrid(DISTANCES, MAGNITUDES, indexing='ij')
pga = numpy.exp(0.6 * magnitude - 1.1 * numpy.log(distance + 8) - 3)
deviation = 0.7 - 0.04 * (magnitude - 5) + 0.0002 * distance
with h5py.File(TABLE, 'w') as f:
    f['Mw'] = numpy.float32(MAGNITUDES)
    f['Distances'] = numpy.float32(distance[:, None])
    f['Distances'].attrs['metric'] = 'rjb'
    for group, values, change in [('IMLs', pga, [2, 1.6, 0.7]), ('Total', deviation, [1, 1.1, 1.2])]:
        f[group + '/PGA'] = numpy.float32(values[:, None])
        f[group + '/SA'] = numpy.float32(numpy.stack([values * c for c in change], axis=1))
        f[group + '/T'] = numpy.float32(PERIODS)

model = GMPETable(gmpe_table=TABLE)
figures = []
for mag, rjb in CASES:
    ctx = numpy.zeros(len(rjb), [('mag', float), ('rjb', float)]).view(numpy.recarray)
    ctx.mag, ctx.rjb = mag, rjb
    mean, sigma, tau, phi = numpy.zeros((4, len(IMTS), len(rjb)))
    model.compute(ctx, [imt.from_string(i) for i in IMTS], mean, sigma, tau, phi)
    figures.append(dict(mag=mag, rjb=rjb, imts=IMTS, mean=mean.tolist(), sigma=sigma.tolist()))
with open(os.path.join(HERE, 'motion_table.json'), 'w') as f:
    json.dump(figures, f)
