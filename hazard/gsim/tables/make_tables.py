"""
Regenerates the tables of this folder from the data files of the reference engine, run as
    ~/.cache/oq-reference/bin/python hazard/gsim/tables/make_tables.py
README.md describes the form.
"""
import glob
import json
import os
import zlib

import h5py
import numpy
import pandas
from openquake.hazardlib import gsim
from openquake.hazardlib.gsim import utils_chapman_guo_2021 as chapman_guo
from openquake.hazardlib.gsim.mgmpe import generic_gmpe_avgsa

SOURCE = os.path.dirname(gsim.__file__)
TARGET = os.path.dirname(os.path.abspath(__file__))
#: file names of the reference, folder here, unit of the natural logarithms
FAMILIES = [
    ('nga_east_tables/NGAEast_*.hdf5', 'nga_east', 1e-6),
    ('usgs_nga_east_tables/nga_east_*.hdf5', 'nga_east_usgs', 1e-7),
    ('can15/nbcc2015_tables/*.hdf5', 'nbcc2015_aa13', 1e-7),
    ('can20/AA13/*.hdf5', 'canada_shm6', 1e-8),
    ('can20/NGA-East-13/*.hdf5', 'canada_shm6', 1e-8),
    ('aus23/*.hdf5', 'aus23', 1e-7)]


def decimals(array):
    """Shortest decimals that read back to the same numbers in the precision of the array."""
    return [float(str(x)) for x in array]


def write(path, header, values):
    """Logarithms in `step`s as second differences along the last two axes, in planes of bytes, low byte first."""
    steps = numpy.round(numpy.log(values.astype(float)) / header['step']).astype('<i4')
    for axis in (-1, -2):
        steps = numpy.diff(steps, axis=axis, prepend=numpy.int32(0))
    planes = numpy.frombuffer(steps.astype('<i4').tobytes(), 'u1').reshape(-1, 4).T.tobytes()
    text = json.dumps(header).encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(zlib.compress(len(text).to_bytes(4, 'little') + text + planes, 9))


def by_measure(group):
    """Names of the measures and an array of shape (measures, distances, magnitudes)."""
    plain = [imt for imt in ('PGA', 'PGV') if imt in group]
    periods = ['SA(%s)' % t for t in decimals(group['T'][:])]
    arrays = [group[imt][:] for imt in plain] + [group['SA'][:]]
    return plain + periods, numpy.concatenate(arrays, axis=1).transpose(1, 0, 2)


for pattern, folder, step in FAMILIES:
    for file in sorted(glob.glob(os.path.join(SOURCE, pattern))):
        with h5py.File(file) as f:
            imts, levels = by_measure(f['IMLs'])
            metric = f['Distances'].attrs['metric']
            header = dict(step=step, metric=metric if isinstance(metric, str) else metric.decode(),
                          magnitudes=decimals(f['Mw'][:]), distances=decimals(f['Distances'][:, 0, -1]), imts=imts)
            if 'Total' in f:  # the same for all distances and magnitudes
                header['sigma'] = decimals(by_measure(f['Total'])[1][:, 0, 0])
        name = os.path.basename(file).replace('.hdf5', '.table')
        write(os.path.join(TARGET, folder, name), header, levels)

Z, M, R = chapman_guo.Z, chapman_guo.M, chapman_guo.R
ratios = pandas.read_csv(os.path.join(SOURCE, 'chapman_guo_2021/chapman_guo_2021_psa_ratios.csv'))
ratios = ratios.set_index(['zsed', 'magnitude', 'distance']).reindex(pandas.MultiIndex.from_product([Z, M, R]))
values = numpy.array([ratios['psa_ratio_%s' % imt].values for imt in chapman_guo.CPA_IMTS])
header = dict(step=1e-7, depths=decimals(Z), magnitudes=decimals(M), distances=decimals(R), imts=chapman_guo.CPA_IMTS)
write(os.path.join(TARGET, 'chapman_guo_2021.table'), header, values.reshape(len(values) * len(Z), len(M), len(R)))

#: the correlations are needed to 1e-9
STEP = 1e-9
correlations = os.path.join(SOURCE, 'mgmpe/corr_coeffs')
with h5py.File(os.path.join(correlations, 'clemett_corr_coeffs.hdf5')) as f:
    for region in f:
        header = dict(step=STEP, periods=decimals(f[region]['periods'][:]))
        write(os.path.join(TARGET, 'period_correlation', 'clemett_%s.table' % region), header, f[region]['total'][:][None])
table = numpy.loadtxt(os.path.join(correlations, 'akkar_coeff_table.csv'), delimiter=',')
header = dict(step=STEP, periods=generic_gmpe_avgsa.AkkarCorrelationModel.periods)
write(os.path.join(TARGET, 'period_correlation', 'akkar_2014.table'), header, table[None])
