"""Reads what Temblor wrote with the reference engine's own tools and compares.

usage: read_back.py files FOLDER         a datastore with our exports and extractions beside it
       read_back.py server URL ID FOLDER a calculation of a running server, with its data folder

The environment (OQ_DATADIR, OQ_CONFIG_FILE, OQ_DATABASE) is set by run_interop.ts. Prints a line for each check
that fails and at the end the number of those that passed and failed."""
import csv
import io
import json
import os
import sys
import tempfile
import traceback
import warnings
import zipfile

import numpy
import requests

from openquake.baselib import hdf5
from openquake.calculators import getters
from openquake.calculators.export import export
from openquake.calculators.extract import Extractor, WebExtractor
from openquake.commonlib import datastore

warnings.simplefilter('ignore')
counts = {'passed': 0, 'failed': 0}


def check(name, run):
    """Counts a check, which fails by returning what is wrong or by raising"""
    try:
        problem = run()
    except Exception:
        problem = traceback.format_exc()
    counts['failed' if problem else 'passed'] += 1
    if problem:
        print('FAILED %s: %s' % (name, str(problem)[-2000:]))


def differences(ours, theirs):
    """What differs between two dictionaries of arrays: names in order, types, shapes, values"""
    if list(ours) != list(theirs):
        return 'names %s instead of %s' % (list(ours), list(theirs))
    for name, array in theirs.items():
        mine = ours[name]
        if mine.dtype != array.dtype or mine.shape != array.shape:
            return '%s is %s%s instead of %s%s' % (name, mine.dtype, mine.shape, array.dtype, array.shape)
        if mine.tobytes() != array.tobytes():
            return '%s has other values' % name


def load(npz):
    with numpy.load(npz, max_header_size=100_000) as arrays:
        return {name: arrays[name] for name in arrays}


def extracted(extractor, spec):
    """The reference's answer to an extraction, as it would be sent"""
    with tempfile.NamedTemporaryFile(suffix='.npz') as tmp:
        hdf5.save_npz(extractor.get(spec), tmp.name)
        return load(tmp.name)


def same_file(ours, theirs, name):
    """Files must be equal byte by byte, or cell by cell for weights, which Python multiplies in float32"""
    if name.endswith('.npz'):
        return differences(load(io.BytesIO(ours)), load(io.BytesIO(theirs)))
    if ours == theirs:
        return
    if name.startswith('realizations'):
        rows = [list(csv.DictReader(io.StringIO(text.decode().split('\n', 1)[1]))) for text in (ours, theirs)]
        for mine, row in zip(*rows, strict=True):
            numpy.testing.assert_allclose(float(mine.pop('weight')), float(row.pop('weight')), rtol=1e-6)
            assert mine == row, (mine, row)
        return
    return '%r instead of %r' % (ours[:300], theirs[:300])


def check_exports(dstore, files, types):
    """Compares files by name with those that the reference exports from the same datastore"""
    dstore.export_dir = tempfile.mkdtemp()
    for key, fmt in types:
        theirs = {os.path.basename(path): open(path, 'rb').read() for path in export((key, fmt), dstore)}
        ours = {name: data for name, data in files[key, fmt].items()}
        check('names of %s %s' % (key, fmt),
              lambda: sorted(ours) != sorted(theirs) and '%s instead of %s' % (sorted(ours), sorted(theirs)))
        for name in sorted(set(ours) & set(theirs)):
            check(name, lambda: same_file(ours[name], theirs[name], name))


def check_files(folder):
    with open(os.path.join(folder, 'made.json')) as f:
        made = json.load(f)
    path = os.path.join(folder, made['datastore'])
    extractor = Extractor(path)
    for i, spec in enumerate(made['specs']):
        ours = load(os.path.join(folder, 'extract-%d.npz' % i))
        check('extract %s' % spec, lambda: differences(ours, extracted(extractor, spec)))
    dstore = extractor.dstore
    files = {}
    for type_, fmt, name in made['files']:
        with open(os.path.join(folder, name), 'rb') as f:
            files.setdefault((type_, fmt), {})[name] = f.read()
    check_exports(dstore, files, list(files))
    check('realizations', lambda: numpy.testing.assert_allclose(
        [rlz.weight[-1] for rlz in dstore['full_lt'].get_realizations()], dstore['weights'][:], rtol=1e-6))
    check('site collection', lambda: len(dstore['sitecol'].complete) != dstore['sitecol/sids'].shape[0])
    for frame in ('_rates', 'source_data'):
        check(frame, lambda: dstore.read_df(frame).empty)
    check('trt_smrs', lambda: [list(smrs) for smrs in dstore['trt_smrs'][:]] != made['trt_smrs'])
    check('input files', lambda: dict(dstore.retrieve_files())['input/job.ini'] != made['job_ini'].encode())
    dstore.close()


def check_server(base, calc_id, folder):
    web = WebExtractor(calc_id, base, '', '')
    by_id = Extractor(calc_id)
    path = os.path.join(folder, 'calc_%d.hdf5' % calc_id)
    dstore = datastore.read(path)
    check('job table', lambda: by_id.dstore.filename != path and by_id.dstore.filename)
    check('last calculation', lambda: Extractor(-1).calc_id != calc_id and 'not found by -1')
    imtls = web.oqparam.hazard_imtls
    check('oqparam', lambda: {imt: list(by_id.oqparam.hazard_imtls[imt]) for imt in imtls} != imtls)
    stats = list(by_id.oqparam.hazard_stats())
    imts = list(by_id.oqparam.imtls)
    sites = range(len(dstore['sitecol']))

    def three_ways(imt, stat, site):
        spec = 'hcurves?kind=%s&imt=%s&site_id=%d' % (stat, imt, site)
        over_http = getattr(web.get(spec), stat)
        numpy.testing.assert_array_equal(over_http, getattr(by_id.get(spec), stat))
        if (imt, stat, site) == (imts[0], stats[0], 0):  # read_df of 3.26.2 fails for later labels
            frame = dstore.read_df('hcurves-stats', index='lvl', sel=dict(imt=imt, stat=stat, site_id=site))
            numpy.testing.assert_array_equal(over_http.ravel(), frame['value'].to_numpy())
        selected = dstore.sel('hcurves-stats', imt=imt, stat=stat, site_id=site)
        numpy.testing.assert_array_equal(over_http.ravel(), selected.ravel())
        assert over_http.max() > 0, 'all zero'

    for imt in imts:
        for stat in stats:
            for site in (sites[0], sites[-1]):
                check('hcurves %s %s at %d' % (stat, imt, site), lambda: three_ways(imt, stat, site))
    specs = ['hcurves', 'hmaps', 'uhs', 'sitecol', 'sitecol?field=lat', 'hcurves?kind=stats', 'hcurves?kind=rlzs',
             'hmaps?kind=mean', 'hmaps?kind=rlz-0&imt=%s' % imts[-1], 'uhs?kind=mean', 'uhs?kind=rlzs&site_id=0',
             'hcurves-stats', 'hmaps-rlzs', '_rates', 'performance_data' if 'performance_data' in dstore else 'weights']
    for spec in specs:
        resp = requests.get('%s/v1/calc/%d/extract/%s' % (base, calc_id, spec))
        check('extract %s' % spec, lambda: resp.status_code != 200 and resp.text or (
            numpy.testing.assert_allclose(web.get(spec).array, by_id.get(spec).array, rtol=1e-6)
            if spec == 'weights' else differences(load(io.BytesIO(resp.content)), extracted(by_id, spec))))

    def same_realizations():
        ours, theirs = web.get('realizations').array, by_id.get('realizations').array
        assert list(ours['branch_path']) == list(theirs['branch_path'])
        numpy.testing.assert_allclose(ours['weight'], theirs['weight'], rtol=1e-6)
        numpy.testing.assert_allclose(web.get('weights').array, by_id.get('weights').array, rtol=1e-6)

    check('realizations', same_realizations)

    def curves_from_rates():
        weights = dstore['weights'][:]
        for getter in getters.map_getters(dstore):
            for site in getter.sids:
                mean = getter.get_hcurve(site) @ weights
                stored = dstore.sel('hcurves-stats', stat='mean', site_id=site).ravel()
                numpy.testing.assert_allclose(mean, stored, rtol=1e-4, atol=1e-7)

    check('curves from rates', curves_from_rates)
    dump = os.path.join(tempfile.mkdtemp(), 'calc_%d.hdf5' % calc_id)
    check('datastore over http', lambda: web.dump(dump))
    check('dumped datastore', lambda: numpy.testing.assert_array_equal(
        datastore.read(dump)['hcurves-stats'][:], dstore['hcurves-stats'][:]))

    files = {}
    for output in requests.get('%s/v1/calc/%d/results' % (base, calc_id)).json():
        for fmt in set(output['outtypes']) & {'csv', 'npz'}:
            resp = requests.get('%s/v1/calc/result/%d?export_type=%s' % (base, output['id'], fmt))
            name = resp.headers['Content-Disposition'].split('filename=')[1]
            name = name.removeprefix('output-%d-' % output['id'])
            if name.endswith('.zip'):
                with zipfile.ZipFile(io.BytesIO(resp.content)) as z:
                    files[output['type'], fmt] = {member: z.read(member) for member in z.namelist()}
            else:
                files[output['type'], fmt] = {name: resp.content}
    check('outputs', lambda: not {('hcurves', 'csv'), ('hmaps', 'csv'), ('uhs', 'csv')} <= set(files) and list(files))
    check_exports(dstore, files, list(files))
    web.close()
    by_id.close()


if __name__ == '__main__':
    mode, *args = sys.argv[1:]
    if mode == 'files':
        check_files(*args)
    else:
        check_server(args[0], int(args[1]), args[2])
    print('%(passed)d passed, %(failed)d failed' % counts)
    sys.exit(counts['failed'] > 0)
