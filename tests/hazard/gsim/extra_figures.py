"""
Writes extra_figures.json: what the reference engine computes for options that the golden figures don't cover.

    ~/.cache/oq-reference/bin/python tests/hazard/gsim/extra_figures.py
"""
import json
import os

import numpy

from openquake.hazardlib import imt, valid
from openquake.hazardlib.contexts import get_mean_stds

CONTEXTS = [
    dict(mag=mag, rake=90., ztor=ztor, hypo_depth=ztor + 10., rrup=rrup, rhypo=rrup + 15., vs30=vs30, z2pt5=z2pt5,
         z1pt4=z1pt4, xvf=xvf, backarc=0, lon=lon, lat=lat, hypo_lon=lon + 1.2, hypo_lat=lat - 1.)
    for mag in (6.6, 8.3)
    for ztor, rrup, vs30, z2pt5, z1pt4, xvf, lon, lat in [
        (12., 45., 260., 7.5, 900., 130., 140.9, 36.1), (30., 90., 400., 2.1, 150., 40., 139.7, 35.2),
        (55., 160., 760., .6, 20., 0., 130.2, 33.1), (70., 70., 900., -999., -999., -60., 131.4, 34.4),
        (90., 250., 350., 1.2, 60., -150., 137.5, 35.6)]]

BASIN = dict(usgs_basin_scaling=True, m9_basin_term=True)
MODELS = [
    ('AbrahamsonGulerce2020SInter', dict(region='CAS', usgs_basin_scaling=True)),
    ('AbrahamsonGulerce2020SSlab', dict(region='CAS', apply_usa_adjustment=True)),
    ('AbrahamsonGulerce2020SSlab', dict(region='SAM', ergodic=False)),
    ('ParkerEtAl2020SInterB', dict(region='Cascadia', **BASIN)),
    ('ParkerEtAl2020SSlabB', dict(region='Cascadia', basin='Seattle', **BASIN)),
    ('ParkerEtAl2020SSlabB', dict(region='Cascadia', basin='out', m9_basin_term=True)),
    ('KuehnEtAl2020SInter', dict(region='CAS', **BASIN)),
    ('KuehnEtAl2020SSlab', dict(region='SEA', **BASIN)),
    ('KuehnEtAl2020SInter', dict(region='SEA', m9_basin_term=True)),
    ('KuehnEtAl2020SSlab', dict(region='JPN', sigma_mu_epsilon=-1.5)),
    ('BCHydroESHM20SInter', dict(faba_taper_model='Linear', width=120.)),
    ('BCHydroESHM20SSlab', dict(faba_taper_model='Sigmoid', c=35.)),
    ('BCHydroESHM20SSlab', dict(faba_taper_model='Gaussian', a=-90., b=70., sigma=50.)),
    ('BCHydroESHM20SInter', dict(faba_taper_model='SFunc', a=-80., b=60.)),
    ('MorikawaFujiwara2013SubSlabNENIED', {}),
    ('MorikawaFujiwara2013SubSlabSWNIED', {}),
    ('MorikawaFujiwara2013SubInterfaceNENIED', {}),
    ('MorikawaFujiwara2013SubSlabSW', {}),
]
IMTS = ['PGA', 'SA(0.2)', 'SA(0.75)', 'SA(2.0)', 'SA(4.0)']


def toml(name, options):
    return '\n'.join([f'[{name}]'] + [f'{key} = {json.dumps(value)}' for key, value in options.items()])


def columns(contexts):
    dtype = [(name, bool if name == 'backarc' else float) for name in contexts[0]] + [('sids', numpy.uint32)]
    rows = [tuple(ctx.values()) + (i,) for i, ctx in enumerate(contexts)]
    return numpy.rec.array(numpy.array(rows, dtype))


def figures(name, options):
    gsim = valid.gsim(toml(name, options))
    parts = []
    for mag in sorted({ctx['mag'] for ctx in CONTEXTS}):  # one magnitude a call, as in the engine
        ctx = columns([c for c in CONTEXTS if c['mag'] == mag])
        parts.append(get_mean_stds(gsim, ctx, [imt.from_string(text) for text in IMTS]))
    mean, sigma, tau, phi = numpy.concatenate(parts, axis=2).tolist()
    return dict(model=name, options=options, mean=mean, sigma=sigma, tau=tau, phi=phi)


if __name__ == '__main__':
    path = os.path.join(os.path.dirname(__file__), 'extra_figures.json')
    with open(path, 'w') as out:
        json.dump(dict(contexts=CONTEXTS, imts=IMTS, cases=[figures(*model) for model in MODELS]), out)
        out.write('\n')
