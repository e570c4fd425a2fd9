"""Computes figures.json: sines and cosines in 32 bits by NumPy, near points by SciPy, middles of meshes by the reference.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; $OQ_HOME/bin/python regenerate.py
"""
import json
import os

import numpy
from openquake.hazardlib.geo.mesh import RectangularMesh
from scipy.spatial import KDTree

F32 = numpy.float32
rng = numpy.random.default_rng(1)


def single_precision():
    x = F32(numpy.concatenate([numpy.linspace(-7, 7, 57), [1e-6, -2e-3, 100.5, -3000.25]]))
    return {"x": x.tolist(), "sin": numpy.sin(x).tolist(), "cos": numpy.cos(x).tolist()}


def near_points():
    cases = []
    # spread points; small clusters that are a little nearer or farther than the distance
    for num, others, distance, size, away in [
            (40, 30, 0.25, 1, 0), (300, 200, 0.06, 1, 0), (4, 5, 1, 0.01, 0.95), (4, 5, 1, 0.01, 1.05),
            (60, 50, 1, 0.3, 0.8)]:
        points = numpy.round(size * rng.random((num, 3)), 4)
        other = numpy.round(size * rng.random((others, 3)) + [away, 0, 0], 4)
        pairs = KDTree(points).query_ball_tree(KDTree(other), distance, eps=0.1)
        exact = KDTree(points).query_ball_tree(KDTree(other), distance)
        cases.append({
            "points": points.T.tolist(), "others": other.T.tolist(), "distance": distance,
            "near": "".join("1" if found else "0" for found in pairs),
            "exact": "".join("1" if found else "0" for found in exact)})
    return cases


def middles():
    cases = []
    for rows, cols in [(3, 3), (3, 4), (2, 3), (4, 6)]:
        lon = F32(10 + 0.0317 * numpy.arange(cols)[None, :] + 0.004 * numpy.arange(rows)[:, None])
        lat = F32(45 + 0.0123 * numpy.arange(cols)[None, :] - 0.009 * numpy.arange(rows)[:, None])
        depth = F32(1.5 + 2.2 * numpy.arange(rows)[:, None] + 0 * lon)
        point = RectangularMesh(lon, lat, depth).get_middle_point()
        cases.append({"rows": rows, "cols": cols, "lon": lon.ravel().tolist(), "lat": lat.ravel().tolist(),
                      "depth": depth.ravel().tolist(),
                      "middle": [float(point.longitude), float(point.latitude), float(point.depth)]})
    return cases


figures = {"singlePrecision": single_precision(), "nearPoints": near_points(), "middles": middles()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures.json"), "w") as out:
    json.dump(figures, out, separators=(",", ":"))
