"""Reads a disaggregation of a running server with the reference's client and compares with what its own tools make of the
datastore.

usage: read_disaggregation.py URL ID FOLDER, with the environment of run_interop.ts. The last line has the counts."""
import itertools
import sys

import numpy
import requests

from openquake.calculators.extract import Extractor, WebExtractor
from read_back import check, check_exports, counts, load, zipfile, io

SPECS = 'rlzs', 'stats', 'rlzs-traditional', 'stats-traditional'


def same_table(web, local, spec):
    """The same array, with the same labels of its axes; names of the last axis are nothing that the client keeps"""
    ours, theirs = web.get(spec), local.get(spec)
    numpy.testing.assert_allclose(ours.array, theirs.array, rtol=1e-12, atol=0)
    axes = [axis for axis in theirs.shape_descr if axis not in ('imt', 'poe')]
    assert list(ours.shape_descr) == list(theirs.shape_descr)
    for axis in axes:
        assert list(getattr(ours, axis)) == list(getattr(theirs, axis)), axis
    numpy.testing.assert_allclose(ours.poe, theirs.poe, rtol=1e-6)  # of given levels it goes through logarithms
    assert list(ours.imt) == list(theirs.imt)
    if spec.endswith('rlzs'):
        numpy.testing.assert_allclose(ours.weights, theirs.weights, rtol=1e-6)
    assert ours.array.max() > 0, 'all zero'


def shares(web, spec):
    """The traditional form of means, which the reference has for one realization only, sums up to 1"""
    array = web.get(spec).array
    numpy.testing.assert_allclose(array.sum(axis=tuple(range(array.ndim - 3))), 1, rtol=1e-9)


def same_layer(web, local, spec):
    ours, theirs = web.get(spec), local.get(spec)
    assert ours.array.dtype == theirs.array.dtype, (ours.array.dtype, theirs.array.dtype)
    for name in theirs.array.dtype.names:
        numpy.testing.assert_allclose(ours.array[name], theirs.array[name], rtol=1e-6, err_msg=name)
    for name in ('mag', 'dist', 'eps', 'trt'):
        assert list(getattr(ours, name)) == list(getattr(theirs, name)), name


def main(base, calc_id, folder):
    web, local = WebExtractor(calc_id, base, '', ''), Extractor(calc_id)
    oq, dstore = local.oqparam, local.dstore
    sites, imts = range(len(dstore['sitecol'])), list(oq.imtls)
    for kind, spec, site in itertools.product(oq.disagg_outputs, SPECS, sites):
        query = 'disagg?kind=%s&site_id=%d&spec=%s' % (kind, site, spec)
        for rest in ['', *('&imt=%s&poe_id=%d' % pair for pair in itertools.product(imts, range(len(oq.poes))))]:
            if spec == 'stats-traditional':
                check(query + rest, lambda: shares(web, query + rest))
            else:
                check(query + rest, lambda: same_table(web, local, query + rest))
    for spec in ['disagg_layer', *('disagg_layer?kind=%s' % kind for kind in oq.disagg_outputs)]:
        check(spec, lambda: same_layer(web, local, spec))
    files = {}
    for output in requests.get('%s/v1/calc/%d/results' % (base, calc_id)).json():
        if output['type'].startswith('disagg'):
            content = requests.get('%s/v1/calc/result/%d?export_type=csv' % (base, output['id'])).content
            with zipfile.ZipFile(io.BytesIO(content)) as z:
                files[output['type'], 'csv'] = {member: z.read(member) for member in z.namelist()}
    check('outputs', lambda: sorted(files) != [('disagg-rlzs', 'csv'), ('disagg-stats', 'csv')] and list(files))
    check_exports(dstore, files, list(files))
    web.close()
    local.close()


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    print('%(passed)d passed, %(failed)d failed' % counts)
    sys.exit(counts['failed'] > 0)
