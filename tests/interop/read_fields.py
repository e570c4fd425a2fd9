"""Runs the documented examples of reading events, ruptures and ground motion fields with pandas on a datastore of ours, and
compares what the reference's client gets from the server with what its own tools make of that datastore.

usage: read_fields.py URL ID FOLDER, with the environment of run_interop.ts. The last line has the counts."""
import os
import sys
import zlib

import numpy
import pandas
import requests

from openquake.calculators.event_based import compute_avg_gmf
from openquake.calculators.extract import Extractor, WebExtractor
from openquake.commonlib.calc import gmvs_to_poes
from openquake.commonlib.datastore import read
from read_back import check, check_exports, counts, extracted, io, load, zipfile

SPECS = ('events', 'num_events', 'ruptures', 'ruptures?min_mag=5.5', 'rupture_info',
         'rupture_info?min_mag=5.5', 'event_based_mfd', 'sitecol', 'avg_gmf?imt=PGA', 'realizations')


def with_magnitudes(dstore):
    """The events by their ids, each with the magnitude of its rupture"""
    ruptures = dstore['ruptures'][:]
    magnitudes = pandas.Series(ruptures['mag'], index=ruptures['id'], name='mag')
    return dstore.read_df('events', 'id').join(magnitudes, on='rup_id')


def events_by_magnitude(dstore):
    events, ruptures = with_magnitudes(dstore), dstore['ruptures'][:]
    assert len(events) == len(dstore['events']) and not events['mag'].isna().any()
    for mag, group in events.groupby('mag'):
        assert len(group) == ruptures['n_occ'][ruptures['mag'] == numpy.float32(mag)].sum(), mag
    sizes = events.groupby(['mag', 'rlz_id', 'ses_id']).size()
    assert sizes.sum() == len(events)
    assert events['ses_id'].between(1, dstore['oqparam'].ses_per_logic_tree_path).all()


def field_of_event(dstore, web):
    """`gmf_data.loc[eid]` has the numbers that the server extracts"""
    fields = dstore.read_df('gmf_data', index='eid')
    imts = list(dstore['oqparam'].imtls)
    assert list(fields.columns) == ['sid', *imts], list(fields.columns)
    events = dstore.read_df('events', 'id')
    for eid in sorted(set(fields.index))[:5]:
        field = fields.loc[[eid]]
        web_field = getattr(web.get('gmf_data?event_id=%d' % eid), 'rlz-%03d' % events.loc[eid]['rlz_id'])
        for imt in imts:
            numpy.testing.assert_equal(field[imt].to_numpy(), web_field[imt][field['sid']], '%d %s' % (eid, imt))
            assert numpy.count_nonzero(web_field[imt]) == len(field), eid


def curves_of_fields(dstore):
    """`gmvs_to_poes` of the events of a realization at a site gives the curves that were stored"""
    oq, stored = dstore['oqparam'], dstore['hcurves-rlzs'][:]
    fields = dstore.read_df('gmf_data', index='sid')
    fields['rlz_id'] = dstore['events']['rlz_id'][fields['eid']]
    for (sid, rlz), group in fields.groupby(['sid', 'rlz_id']):
        curves = gmvs_to_poes(group, oq.imtls, oq.ses_per_logic_tree_path)
        numpy.testing.assert_allclose(curves, stored[sid, rlz], rtol=1e-6, err_msg='%d %d' % (sid, rlz))


def selected_curves(dstore):
    sel = dict(imt='PGA', stat='mean', site_id=0)
    frame, array = dstore.read_df('hcurves-stats', index='lvl', sel=sel), dstore.sel('hcurves-stats', **sel)
    assert array.shape == (1, 1, 1, len(frame)), array.shape
    numpy.testing.assert_equal(frame['value'].to_numpy(), array[0, 0, 0])


def average_field(dstore):
    """The average of logarithms by the reference's function, added up in 32 bits"""
    weights = dstore['weights'][:][dstore['events']['rlz_id']]
    averages = compute_avg_gmf(dstore.read_df('gmf_data', 'sid'), weights, dstore['oqparam'].min_iml)
    assert len(averages) == len(dstore['sitecol'])
    for sid, average in averages.items():
        numpy.testing.assert_allclose(dstore['avg_gmf'][:, sid], average, rtol=1e-4, err_msg=str(sid))


def frames(dstore):
    """Everything else that goes by event or rupture can be read as frames, too"""
    assert len(dstore.read_df('gmf_data/sigma_epsilon', 'eid')) <= len(dstore['events'])
    assert set(dstore.read_df('ruptimes')['rup_id']) <= set(dstore['ruptures']['id'])
    assert not dstore.read_df('source_info').empty


def same_answer(base, calc_id, local, spec):
    """Numbers up to the last digits of what goes through text or averages, all else exactly"""
    ours = load(io.BytesIO(requests.get('%s/v1/calc/%d/extract/%s' % (base, calc_id, spec)).content))
    theirs = extracted(local, spec)
    assert sorted(ours) == sorted(theirs), (sorted(ours), sorted(theirs))
    for name, value in theirs.items():
        if value.dtype.names:
            assert ours[name].dtype.names == value.dtype.names, (name, ours[name].dtype.names)
            for field in value.dtype.names:
                same_numbers(ours[name][field], value[field], '%s %s' % (name, field))
        elif name == 'boundaries':
            assert unzipped(ours[name]) == unzipped(value), name
        elif name == 'array' and spec.startswith('ruptures'):
            same_table(ours[name].item(), value.item())
        else:
            same_numbers(ours[name], value, name)


def same_table(ours, theirs):
    """CSV files but for the tectonic region type, which the reference tells of the first rupture only"""
    texts = [text if isinstance(text, str) else text.decode() for text in (ours, theirs)]
    frames = [pandas.read_csv(io.StringIO(text), skiprows=1).drop(columns='trt') for text in texts]
    pandas.testing.assert_frame_equal(*frames, rtol=1e-6)


def unzipped(array):
    """The text of a gzip blob, which has lost the zeros at its end"""
    return zlib.decompressobj(31).decompress(array.item())


def same_numbers(ours, theirs, name):
    if theirs.dtype.kind == 'f':
        numpy.testing.assert_allclose(ours, theirs, rtol=1e-5, err_msg=name)
    else:
        assert ours.tolist() == theirs.tolist(), (name, ours, theirs)


def main(base, calc_id, folder):
    dstore, web, local = read(calc_id), WebExtractor(calc_id, base, '', ''), Extractor(calc_id)
    assert os.path.dirname(dstore.filename) == os.path.realpath(folder), dstore.filename
    check('events by magnitude', lambda: events_by_magnitude(dstore))
    check('field of an event', lambda: field_of_event(dstore, web))
    check('curves of fields', lambda: curves_of_fields(dstore))
    check('selected curves', lambda: selected_curves(dstore))
    check('average field', lambda: average_field(dstore))
    check('frames', lambda: frames(dstore))
    for spec in SPECS:
        check(spec, lambda: same_answer(base, calc_id, local, spec))
    files = {}
    for output in requests.get('%s/v1/calc/%d/results' % (base, calc_id)).json():
        if output['type'] in ('events', 'ruptures', 'gmf_data', 'avg_gmf', 'realizations'):
            url = '%s/v1/calc/result/%d?export_type=csv' % (base, output['id'])
            answer = requests.get(url)
            rest = requests.get(url, headers={'Range': 'bytes=100-', 'If-Range': answer.headers['etag']})
            check('rest of %s' % output['type'], lambda: (rest.status_code, rest.content) != (206, answer.content[100:]))
            if zipfile.is_zipfile(io.BytesIO(answer.content)):
                with zipfile.ZipFile(io.BytesIO(answer.content)) as z:
                    files[output['type'], 'csv'] = {member: z.read(member) for member in z.namelist()}
            else:
                name = answer.headers['content-disposition'].split('filename=')[1].split('-', 2)[2]
                files[output['type'], 'csv'] = {name: answer.content}
    check('outputs', lambda: len(files) != 5 and list(files))
    check_exports(dstore, files, list(files))
    for source in (web, local, dstore):
        source.close()


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    print('%(passed)d passed, %(failed)d failed' % counts)
    sys.exit(counts['failed'] > 0)
