"""Writes expected.json: the assets of the exposures here, as the reference engine 3.26.2 reads them.

usage: PYTHONPATH=$OQ_HOME/lib/python3.11/site-packages $OQ_HOME/bin/python3 regenerate.py
(OQ_HOME: where tests/interop/install_reference.sh put it)
"""
import json
import os
import numpy
from scipy.spatial import cKDTree
from openquake.hazardlib.geo.utils import spherical_to_cartesian
from openquake.risklib.asset import Exposure

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def column(exposure, name):
    values = exposure.assets[name]
    if name == 'id':
        return [value.decode('utf8') for value in values]
    if name in exposure.tagcol.tagnames:  # the reference orders tags at random
        return [getattr(exposure.tagcol, name)[value] for value in values]
    return [float(value) for value in values]


expected = {}
for files in ['files.xml'], ['inline.xml'], ['inline.xml', 'more.xml']:
    exposure = Exposure.read_all(files)
    names = [name for name in exposure.assets.dtype.names if name != 'ordinal']
    expected[' '.join(files)] = dict(
        columns={name: column(exposure, name) for name in sorted(names)},
        lon=exposure.mesh.lons.tolist(), lat=exposure.mesh.lats.tolist(),
        tags={name: getattr(exposure.tagcol, name)[1:] for name in sorted(exposure.tagcol.tagnames)})

# the points nearest to assets, of a grid of 40 km over the first exposure
mesh = Exposure.read_all(['files.xml']).mesh
grid = mesh.get_convex_hull().dilate(40).discretize(40)
points = numpy.array(sorted(zip(numpy.round(grid.lons, 5), numpy.round(grid.lats, 5))))
tree = cKDTree(spherical_to_cartesian(points[:, 0], points[:, 1]))
_, nearest = tree.query(spherical_to_cartesian(mesh.lons, mesh.lats))
expected['grid of files.xml'] = points[sorted(nearest)].tolist()
with open('expected.json', 'w') as out:
    json.dump(expected, out, indent=1, sort_keys=True, ensure_ascii=False)
    out.write('\n')
