"""Writes figures.json: ground motion fields that the reference's GmfComputer makes of plane ruptures and sites of our own.

Needs the reference, see tests/interop/install_reference.sh.
usage: ~/.cache/oq-reference/bin/python tests/hazard/ground_motion_field/regenerate.py
"""
import json
import pathlib
from unittest.mock import Mock

import numpy as np
import pandas
from openquake.hazardlib import cross_correlation, imt, site, valid
from openquake.hazardlib import correlation as spatial
from openquake.hazardlib.calc.gmf import GmfComputer
from openquake.hazardlib.contexts import simple_cmaker
from openquake.hazardlib.geo.point import Point
from openquake.hazardlib.site_amplification import Amplifier
from openquake.hazardlib.source.rupture import EBRupture, build_planar
from openquake.hazardlib.truncated_mvn import TruncatedMVN

HERE = pathlib.Path(__file__).parent
F32 = np.float32

LONS = [10.0, 10.3, 10.05, 10.6, 9.8, 11.5, 10.2]
LATS = [44.0, 44.1, 43.9, 44.4, 44.2, 45.1, 43.7]
VS30 = [760., 600., 450., 300., 800., 760., 360.]
CODES = [b'A', b'B', b'A', b'B', b'A', b'B', b'A']

AMPLIFICATION = dict(
    ampcode=[b'A', b'A', b'A', b'B'],
    level=[.001, .1, .5, .001],
    PGA=[1.4, 1.3, 1.1, .9],
    sigma_PGA=[.2, .25, .3, 0.],
)

# name -> models with their realizations, measures, settings; the rupture has magnitude 6.5
CASES = {
    'two models': dict(
        models={'BooreAtkinson2008': [0, 2], 'AkkarBommer2010': [1]},
        imts=['PGA', 'SA(0.2)', 'SA(1.0)'], within=3., between=3., minimum={'default': .01}),
    'apart': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV'], within=2., between=1.5),
    'within only': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV'], within=2., between=0.),
    'between only': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV'], within=0., between=3.),
    'medians': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV'], within=0., between=0.),
    'not truncated': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA'], within=99., between=99.),
    'total only': dict(models={'CampbellBozorgnia2003NSHMP2007': [0], 'BooreAtkinson2008': [1]},
                       imts=['PGA', 'SA(1.0)'], within=3., between=3.),
    'extreme': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'SA(1.0)'], within=3., between=3.,
                    extreme={'default': .15}),
    'JB2009': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV', 'SA(1.5)'], within=3., between=3.,
                   correlation=['JB2009', {'vs30_clustering': False}], distance=100.),
    'JB2009 clustered': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'SA(0.3)'], within=3., between=3.,
                             correlation=['JB2009', {'vs30_clustering': True}], distance=300.),
    'HM2018': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'SA(2.0)'], within=3., between=3.,
                   correlation=['HM2018', {}], distance=100.),
    'full': dict(models={'BooreAtkinson2008': [0, 1]}, imts=['PGA', 'SA(2.0)'], within=3., between=3.,
                 cross='FullCrossCorrelation'),
    'GodaAtkinson2009': dict(models={'BooreAtkinson2008': [0], 'AkkarBommer2010': [1]},
                             imts=['PGA', 'SA(0.4)', 'SA(1.0)'], within=3., between=3.,
                             cross='GodaAtkinson2009'),
    # the correlation of PGA with SA(0.1) is 1: the matrix is made positive definite
    'singular GodaAtkinson2009': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'SA(0.1)'],
                                      within=3., between=3., cross='GodaAtkinson2009'),
    'narrow GodaAtkinson2009': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'SA(0.5)'], within=1., between=.8,
                                    cross='GodaAtkinson2009'),
    'Bradley2012': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA', 'PGV', 'SA(0.3)', 'SA(1.0)'],
                        within=3., between=3., cross="Bradley2012"),
    'amplified': dict(models={'BooreAtkinson2008': [0]}, imts=['PGA'], within=3., between=3., amplified=True),
    'scenario': dict(models={'BooreAtkinson2008': [0], 'AkkarBommer2010': [1]}, imts=['PGA'], within=3., between=3.,
                     scenario=True),
    'geometric mean': dict(models={'AbrahamsonEtAl2014': [0]}, imts=['PGA', 'SA(0.5)'], within=3., between=3.,
                           horiz=True),
}
SEED, EVENTS, FIRST = 1234567, 6, 100


def site_collection():
    params = Mock(reference_vs30_value=760., reference_vs30_type='measured', reference_depth_to_1pt0km_per_sec=50.,
                  reference_depth_to_2pt5km_per_sec=1., reference_backarc=False, req_site_params=())
    coll = site.SiteCollection.from_points(LONS, LATS, sitemodel=params, req_site_params=('z1pt0', 'vs30measured'))
    coll.array['vs30'] = VS30
    coll.add_col('ampcode', (np.bytes_, 2), CODES)
    return coll


def stored_rupture():
    """A rupture as it comes back from single precision"""
    from openquake.hazardlib.geo import PlanarSurface
    rup = build_planar(Point(10.1, 44.05, 12.), 6.5, 90., strike=30., dip=50., trt='Active Shallow Crust')
    surf = rup.surface
    corners = np.array([surf.corner_lons, surf.corner_lats, surf.corner_depths])
    rup.surface = PlanarSurface.from_array(F32(corners))
    rup.mag = F32(rup.mag)
    rup.rake = F32(rup.rake)
    rup.hypocenter = Point(*[F32(x) for x in (rup.hypocenter.x, rup.hypocenter.y, rup.hypocenter.z)])
    return rup, F32(corners)


def compute(case, rup, sites):
    gsims = {valid.gsim(f'[{name}]'): np.uint32(rlzs) for name, rlzs in case['models'].items()}
    distance = case.get('distance', 200.)
    cmaker = simple_cmaker(
        gsims, case['imts'], truncation_level=max(case['within'], case['between']),
        truncation_level_within=case['within'], truncation_level_between=case['between'],
        maximum_distance={'default': [(2.5, distance), (10.2, distance)]},
        horiz_comp_to_geom_mean=case.get('horiz', False),
        calculation_mode='scenario' if case.get('scenario') else 'event_based')
    cmaker.min_iml = np.full(len(case['imts']), case.get('minimum', {'default': 1e-10})['default'])
    cmaker.oq.get_max_iml = lambda: np.full(len(case['imts']), case.get('extreme', {'default': np.inf})['default'])
    ebr = EBRupture(rup, 0, 0, n_occ=EVENTS, id=7, e0=FIRST, seed=SEED)
    model = None
    if 'correlation' in case:
        name, params = case['correlation']
        model = getattr(spatial, name + 'CorrelationModel')(**params)
    cross = getattr(cross_correlation, case['cross'])(case['between']) if 'cross' in case else None
    amplifier = None
    if case.get('amplified'):
        df = pandas.DataFrame(AMPLIFICATION)
        df.vs30_ref = 760
        amplifier = Amplifier({'PGA': [0]}, df)
        cmaker.REQUIRES_SITES_PARAMETERS = cmaker.REQUIRES_SITES_PARAMETERS | {'ampcode'}
        cmaker.defaultdict['ampcode'] = b'XX'
    computer = GmfComputer(ebr, sites, cmaker, model, cross, amplifier)
    df = computer.compute_all()
    return dict(
        realizations=computer.rlz.tolist(),
        eid=df.eid.tolist(), sid=df.sid.tolist(),
        gmv={im: df[im].astype(float).tolist() for im in case['imts']},
        sig=[['nan' if np.isnan(x) else float(x) for x in row] for row in computer.sig.T],
        eps=[[float(x) for x in row] for row in computer.between_eps.T],
        rrup=float(computer.ctx.rrup.min()))


def multivariate():
    matrix = F32([[1, .9, .3], [.9, 1, .2], [.3, .2, 1]])
    out = []
    for level in (3., .7, .2):
        bounds = np.full(3, level)
        samples = TruncatedMVN(np.zeros(3), matrix.copy(), -bounds, bounds, seed=17).sample(50)
        out.append(dict(level=level, samples=samples.tolist()))
    return dict(matrix=matrix.astype(float).tolist(), samples=out)


def main():
    rup, corners = stored_rupture()
    sites = site_collection()
    figures = dict(
        sites=dict(lon=LONS, lat=LATS, vs30=VS30, codes=[c.decode() for c in CODES]),
        rupture=dict(mag=float(rup.mag), rake=float(rup.rake), corners=corners.astype(float).tolist(),
                     hypocentre=[float(F32(x)) for x in (rup.hypocenter.x, rup.hypocenter.y, rup.hypocenter.z)]),
        seed=SEED, firstEvent=FIRST,
        amplification={k: [c.decode() if isinstance(c, bytes) else c for c in v] for k, v in AMPLIFICATION.items()},
        cases=[dict(name=name, **{k: v for k, v in case.items() if k != 'models'},
                    models=[[gsim, rlzs] for gsim, rlzs in case['models'].items()], **compute(case, rup, sites))
               for name, case in CASES.items()],
        multivariate=multivariate(),
        bradley2012=[[x, y, float(cross_correlation.Bradley2012().get_correlation(imt.from_string(x), imt.from_string(y)))]
                     for x, y in [('PGV', 'PGA'), ('PGV', 'SA(0.05)'), ('SA(0.5)', 'PGV'), ('PGV', 'SA(1.0)'),
                                  ('PGV', 'SA(4.0)'), ('PGV', 'PGV'), ('PGA', 'SA(1.0)')]],
    )
    text = json.dumps(figures).replace('"nan"', 'null').replace('{"name"', '\n{"name"')
    (HERE / 'figures.json').write_text(text + '\n')


if __name__ == '__main__':
    main()
