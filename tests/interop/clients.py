"""Asks a running server what the clients of the reference ask, in the way they do, and checks what they rely on.

usage: clients.py URL USER PASSWORD JOB_ZIP     USER is empty for a server without a lock

The clients are the reference's WebExtractor and the plugin of QGIS (gem/oq-irmt-qgis), whose requests are repeated
here. Prints a line for each check that fails and at the end the number of those that passed and failed."""
import io
import json
import sys
import time
import zlib

import numpy
import requests

from openquake.calculators.extract import WebAPIError, WebExtractor
from read_back import check, counts

LIST_KEYS = {'id', 'description', 'calculation_mode', 'owner', 'status', 'is_running', 'size_mb'}
TERMINAL = ('complete', 'failed', 'aborted')


class Plugin:
    """The requests of the plugin: one session, short time limits, no redirects"""
    def __init__(self, base, user, password):
        self.base, self.user, self.password = base, user, password
        self.session = requests.Session()

    def get(self, path, **kw):
        return self.session.get(self.base + path, timeout=10, verify=False, allow_redirects=False, **kw)

    def post(self, path, **kw):
        return self.session.post(self.base + path, timeout=20, verify=False, **kw)

    def login(self):
        """The first call tells whether a login is needed"""
        resp = self.get('/v1/engine_version')
        if not self.user:
            assert resp.status_code == 200, resp.status_code
            return
        assert resp.status_code == 403, 'a login is needed: 403, not %d' % resp.status_code
        resp = self.post('/accounts/ajax_login/', data=dict(username=self.user, password=self.password))
        assert resp.status_code == 200, resp.text
        assert self.get('/v1/engine_version').text.startswith('3.')

    def list(self):
        resp = self.get('/v1/calc/list', params=dict(relevant='true'))
        assert resp.status_code == 200
        for calc in resp.json():
            assert LIST_KEYS <= set(calc), calc
        return resp.json()

    def run(self, path, **fields):
        """A zip whose members may lie in folders, as the plugin packs them"""
        with open(path, 'rb') as f:
            resp = self.post('/v1/calc/run', files={'archive': ('job.zip', f)}, data=fields)
        assert resp.ok, resp.text
        return int(resp.json()['job_id'])

    def follow(self, calc_id):
        """Polls status and log as the plugin does, counting the rows; returns the last status"""
        start = 0
        for _ in range(600):
            resp = self.get('/v1/calc/%d/status' % calc_id)
            assert resp.status_code == 200 and LIST_KEYS <= set(resp.json()), resp.text
            rows = self.get('/v1/calc/%d/log/%d:' % (calc_id, start)).json()
            for row in rows:
                assert len(','.join(row).split(',')) >= 4, row
            start += len(rows)
            status = resp.json()['status']
            if status in TERMINAL and not rows:
                return status
            time.sleep(.1)
        raise RuntimeError('job %d does not end' % calc_id)

    def npz(self, calc_id, spec, **params):
        resp = self.get('/v1/calc/%d/extract/%s' % (calc_id, spec), params=params)
        assert resp.status_code == 200 and resp.content, resp.text
        with numpy.load(io.BytesIO(resp.content), allow_pickle=False, max_header_size=100_000) as npz:
            arrays = {name: npz[name] for name in npz}
        if 'json' in arrays:
            arrays.update(json.loads(bytes(arrays['json'])))
        return arrays

    def download(self, path, **params):
        """A file with the name that the plugin cuts out of the header"""
        resp = self.get(path, params=params, stream=True)
        assert resp.ok, resp.text
        name = resp.headers['Content-Disposition'].split('filename=')[1]
        assert '"' not in name and '/' not in name, name
        size = int(resp.headers['Content-Length'])
        assert len(resp.content) == size, (len(resp.content), size)
        return name, resp.content


def check_session(plugin):
    check('login', plugin.login)
    if plugin.user:
        wrong = requests.post(plugin.base + '/accounts/ajax_login/', data=dict(username=plugin.user, password='no'))
        check('wrong login', lambda: wrong.status_code == 200 or not wrong.text)
    check('list', lambda: plugin.list() and None)


def check_layers(plugin, calc_id):
    """The results that the plugin shows as layers"""
    for spec in ('hcurves', 'hmaps', 'uhs'):
        def layer():
            arrays = plugin.npz(calc_id, spec)
            names = [name for name in arrays['all'].dtype.names if name != 'custom_site_id']
            assert names[:2] == ['lon', 'lat'] and 'mean' in names, names
            for stat in names[2:]:
                for name in arrays['all'][stat].dtype.names:
                    assert '_' not in name, name
            assert float(arrays['investigation_time']) > 0
        check('layer %s' % spec, layer)

    def parameters():
        dic = plugin.npz(calc_id, 'oqparam')
        assert dic['hazard_imtls'] and dic['investigation_time'] and 'description' in dic, dic
    check('oqparam', parameters)
    check('realizations', lambda: plugin.npz(calc_id, 'realizations')['array'].dtype.names[:2]
          != ('rlz_id', 'branch_path'))
    check('sitecol', lambda: len(plugin.npz(calc_id, 'sitecol')['array']) == 0)
    check('query', lambda: plugin.npz(calc_id, 'hcurves', kind=['mean', 'max'], imt='PGA')['mean'].ndim != 3)


def check_outputs(plugin, calc_id):
    resp = plugin.get('/v1/calc/%d/results' % calc_id)
    check('results', lambda: resp.status_code != 200)
    for output in resp.json():
        check('columns of %s' % output['type'], lambda: set(output) != {
            'id', 'name', 'type', 'outtypes', 'size_mb', 'url'} and list(output))
        for fmt in output['outtypes']:
            check('%s as %s' % (output['type'], fmt), lambda: not plugin.download(
                '/v1/calc/result/%d' % output['id'], export_type=fmt, dload='true')[1])

    def datastore():
        name, content = plugin.download('/v1/calc/%d/datastore' % calc_id)
        assert name == 'calc_%d.hdf5' % calc_id and content.startswith(b'\x89HDF'), name
    check('datastore', datastore)


def check_steps(plugin, calc_id, path):
    """Continuing, aborting, removing, and whether the files are those of the server"""
    def same_file_system():
        checksum = 0
        with open(path, 'rb') as f:
            checksum = zlib.adler32(f.read(32), checksum)
        ok, no = [plugin.post('/v1/on_same_fs', data=dict(filename=path, checksum=value)).json()['success']
                  for value in (checksum, checksum + 1)]
        assert (ok, no) == (True, False), (ok, no)
    check('on_same_fs', same_file_system)

    def abort_and_remove():
        other = plugin.run(path, job_ini='job.ini')
        assert plugin.post('/v1/calc/%d/abort' % other).ok
        plugin.follow(other)
        assert plugin.post('/v1/calc/%d/remove' % other).ok
        assert plugin.get('/v1/calc/%d/status' % other).status_code == 404
        assert other not in [calc['id'] for calc in plugin.list()]
    check('abort and remove', abort_and_remove)

    def continued():
        child = plugin.run(path, hazard_job_id=str(calc_id), job_ini='job.ini')
        assert plugin.follow(child) == 'complete'
        [parent] = [calc['parent_id'] for calc in plugin.list() if calc['id'] == child]
        assert parent == calc_id, parent
    check('continue', continued)


def check_extractor(base, user, password, calc_id):
    """The reference's client with its own way to log in"""
    def extracted():
        web = WebExtractor(calc_id, base, user, password)
        [imt, *_] = web.oqparam.hazard_imtls
        aw = web.get('hcurves?kind=mean&imt=%s&site_id=0' % imt)
        assert aw.mean.shape[:2] == (1, 1) and aw.mean.max() > 0, aw.mean.shape
        assert list(aw.kind) == ['mean'] and list(aw.imt) == [imt]
        try:
            web.get('no_such_thing')
        except WebAPIError as err:
            assert user or 'no_such_thing' in str(err), err  # a user of level 1 may not even ask
        else:
            raise AssertionError('an unknown name is extracted')
        web.close()
    check('WebExtractor', extracted)
    if not user:
        return
    for name, user_, password_ in [('wrong password', user, 'no'), ('no login', '', '')]:
        def refused():
            try:
                WebExtractor(calc_id, base, user_, password_)
            except WebAPIError:
                return
            return 'it gets in'
        check('WebExtractor: %s' % name, refused)


def main(base, user, password, path):
    plugin = Plugin(base, user, password)
    check_session(plugin)
    calc_id = plugin.run(path)
    check('follow', lambda: plugin.follow(calc_id) != 'complete')
    check('owner', lambda: user and plugin.list()[0]['owner'] != user)
    check_layers(plugin, calc_id)
    check_outputs(plugin, calc_id)
    check_steps(plugin, calc_id, path)
    check_extractor(base, user, password, calc_id)


if __name__ == '__main__':
    main(*sys.argv[1:])
    print('%(passed)d passed, %(failed)d failed' % counts)
    sys.exit(counts['failed'] > 0)
