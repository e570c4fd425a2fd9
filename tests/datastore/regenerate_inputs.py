"""
Regenerates the hdf5 files of data/ and their figures with the reference engine, run as
    ~/.cache/oq-reference/bin/python tests/datastore/regenerate_inputs.py
"""
import json
import os

import h3
import h5py
import numpy
from openquake.hazardlib import imt
from openquake.hazardlib.gsim.gmpe_table import GMPETable
from openquake.hazardlib.gsim.mgmpe.grid_adjusted_gmpe import GridAdjustedGMPE

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

# terms of residuals by place: one of each location, with cells of two resolutions
GRIDS = os.path.join(HERE, 'residual_terms.hdf5')
SITES = [(0.31, 0.22), (0.9, 1.1), (30, 40)]
HYPO = (0.75, 0.8)
TERMS = {'dL2L': dict(location='hypo', sig_adjustment='sub', sig_comp_modified='tau'),
         'dS2S': dict(location='site', sig_adjustment='add', sig_comp_modified='phi'),
         'kappa': dict(location='site'),
         'path': dict(location='path', sig_adjustment='replace', sig_comp_modified='sig')}


def cell(point, resolution):
    return h3.latlng_to_cell(point[1], point[0], resolution)


CELLS = {'dL2L': [cell(HYPO, 3), cell((50, 50), 3)], 'dS2S': [cell(SITES[0], 3), cell(SITES[1], 3), cell(SITES[1], 5)],
         'kappa': [cell(SITES[0], 5)], 'path': [cell(SITES[0], 3), cell(HYPO, 3)]}
VALUES = [0.2, -0.1, 0.3]
with h5py.File(GRIDS, 'w') as f:
    f.attrs['res_terms'] = json.dumps(TERMS)
    for term, cells in CELLS.items():
        for measure in ['PGA', 'SA(1.0)'] if term != 'kappa' else ['PGA']:
            group = f.create_group('%s/%s' % (term, measure))
            group['cell_id'] = cells
            scale = 0.01 if term == 'path' else 1
            group[term] = [scale * v for v in VALUES[:len(cells)]]
            if term == 'dS2S':
                group['dS2S_sig'] = [0.05, 0.1, 0.2]
            elif term != 'kappa':
                group.attrs[term + '_sig'] = 0.6 if term == 'path' else 0.12

model = GridAdjustedGMPE(gmpe_name='AkkarEtAlRjb2014', grid_hdf5_file=GRIDS)
fields = dict(mag=6., rake=0., rjb=[20., 40., 4000.], vs30=500., lon=[s[0] for s in SITES], lat=[s[1] for s in SITES],
              hypo_lon=HYPO[0], hypo_lat=HYPO[1])
ctx = numpy.zeros(len(SITES), [(name, float) for name in fields]).view(numpy.recarray)
for name, value in fields.items():
    ctx[name] = value
measures = ['PGA', 'SA(0.5)', 'SA(1.0)']
mean, sigma, tau, phi = numpy.zeros((4, len(measures), len(SITES)))
model.compute(ctx, [imt.from_string(i) for i in measures], mean, sigma, tau, phi)
with open(os.path.join(HERE, 'residual_terms.json'), 'w') as f:
    json.dump(dict(fields={k: numpy.broadcast_to(v, len(SITES)).tolist() for k, v in fields.items()}, imts=measures,
                   mean=mean.tolist(), sigma=sigma.tolist(), tau=tau.tolist(), phi=phi.tolist()), f)
