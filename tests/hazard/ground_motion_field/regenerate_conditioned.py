"""Computes conditioned.json with the reference engine: motion conditioned on records, and truncated residuals.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; $OQ_HOME/bin/python regenerate_conditioned.py
"""
import json
import pathlib

import numpy as np
import pandas
from openquake.baselib import performance
from openquake.hazardlib import correlation, cross_correlation, site
from openquake.hazardlib.calc import conditioned_gmfs as cond
from openquake.hazardlib.geo import Point
from openquake.hazardlib.imt import from_string
from openquake.hazardlib.truncated_mvn import TruncatedMVN

HERE = pathlib.Path(__file__).parent
F32 = np.float32
TARGETS = dict(lon=[10.0, 10.1, 10.02, 10.4], lat=[45.0, 45.0, 45.1, 45.2])
STATIONS = dict(lon=[10.0, 10.15, 10.3], lat=[45.0, 45.05, 45.3])
PRIOR = dict(mean=[-1.1, -1.4, -1.2, -2.3], between=[.35, .33, .36, .3], within=[.55, .6, .58, .52])
RECORDED = ['PGA', 'SA(0.3)', 'SA(2.0)']
RECORDS = [[.4, .3, .09], [.8, .5, .2], [.1, .09, .05]]
DEVIATIONS = [[.1, .3, 0.], [.2, .1, .1], [0., .4, .2]]
AT_STATIONS = [dict(mean=[-1.1, -1.5, -2.2], between=[.35, .34, .31], within=[.55, .57, .6]),
               dict(mean=[-.6, -1., -1.7], between=[.38, .36, .33], within=[.6, .61, .62]),
               dict(mean=[-2.4, -2.6, -3.1], between=[.42, .41, .4], within=[.66, .65, .64])]
CASES = [('PGA', 'JB2009', 'GodaAtkinson2009'), ('SA(0.3)', 'HM2018', 'GodaAtkinson2009'),
         ('SA(1.0)', 'JB2009', 'GodaAtkinson2009'), ('SA(5.0)', 'JB2009 clustered', 'Bradley2012'),
         ('SA(0.1)', 'JB2009 clustered', 'Bradley2012'),
         ('SA(0.05)', 'JB2009', 'GodaAtkinson2009')]  # alike PGA to GodaAtkinson2009
SPATIAL = {'JB2009': correlation.JB2009CorrelationModel(False),
           'JB2009 clustered': correlation.JB2009CorrelationModel(True),
           'HM2018': correlation.HM2018CorrelationModel()}


def sites(places):
    return site.SiteCollection([site.Site(Point(lon, lat), 760.) for lon, lat in zip(places['lon'], places['lat'])])


def mean_stds(rows):
    """array of shape (4, 1, M, N)"""
    return np.array([[[row[key] for row in rows]] for key in ('mean', 'within', 'between', 'within')])


def conditioned(target, spatial, between):
    sites_Y, sites_D = sites(TARGETS), sites(STATIONS)
    data = {}
    for imt, values, deviations in zip(RECORDED, RECORDS, DEVIATIONS):
        data[imt + '_mean'], data[imt + '_std'] = values, deviations
    imt = from_string(target)
    inp = cond.Input(sites_Y, sites_D, [imt], [from_string(r) for r in RECORDED], pandas.DataFrame(data),
                     SPATIAL[spatial], getattr(cross_correlation, between)(), cross_correlation.BakerJayaram2008())
    monitor = performance.Monitor()
    monitor.set_shared(**{a + b: cond.compute_distance_matrix(s1, s2) for a, s1 in (('Y', sites_Y), ('D', sites_D))
                          for b, s2 in (('Y', sites_Y), ('D', sites_D))})
    mu, within, covariance, _ = cond.Conditioner(
        0, 'model', inp, mean_stds([PRIOR]), mean_stds(AT_STATIONS)).get_mu_tau_phi(0, imt, monitor)
    return dict(target=target, spatial=spatial, between=between, mean=mu[:, 0].astype(float).tolist(),
                within=within.astype(float).tolist(), covariance=covariance.astype(float).tolist())


def truncated():
    """Variables of different deviations, with bounds in single precision, and ones that are hardly bounded."""
    rho = np.array([[1, .5, .2, .1], [.5, 1, .9, .3], [.2, .9, 1, .4], [.1, .3, .4, 1]])
    deviations = np.array([.6, .2, .4, .05])
    out = []
    for level, dtype in ((1.5, F32), (3., F32), (99., np.float64)):
        covariance = F32(rho * deviations[:, None] * deviations)
        bounds = dtype(level * np.sqrt(np.diag(covariance)))
        samples = TruncatedMVN(np.zeros(4, dtype), covariance.copy(), -bounds, bounds, seed=5).sample(20)
        out.append(dict(isSingle=dtype is F32, covariance=covariance.astype(float).ravel().tolist(),
                        bounds=bounds.astype(float).tolist(), samples=samples.tolist()))
    return out


if __name__ == '__main__':
    figures = dict(targets=TARGETS, stations=STATIONS, prior=PRIOR, recorded=[
        dict(imt=imt, prior=prior, records=records, deviations=deviations)
        for imt, prior, records, deviations in zip(RECORDED, AT_STATIONS, RECORDS, DEVIATIONS)],
        cases=[conditioned(*case) for case in CASES], truncated=truncated())
    (HERE / 'conditioned.json').write_text(json.dumps(figures) + '\n')
