"""Computes figures.json: sines and cosines in 32 bits by NumPy and Numba, near points by SciPy, middles of meshes and
distances from stored ruptures by the reference.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; $OQ_HOME/bin/python regenerate.py
"""
import json
import os

import numba
import numpy
from openquake.hazardlib.geo import Line, Point
from openquake.hazardlib.geo.mesh import Mesh
from openquake.hazardlib.geo.mesh import RectangularMesh
from openquake.hazardlib.geo.surface.gridded import GriddedSurface
from openquake.hazardlib.geo.surface import (
    ComplexFaultSurface, KiteSurface, MultiSurface, SimpleFaultSurface)
from openquake.hazardlib.geo.surface.base import to_geom_lons_lats
from openquake.hazardlib.source.rupture import BaseRupture, get_ebr, rupture_dt
from scipy.spatial import KDTree

F32 = numpy.float32
rng = numpy.random.default_rng(1)


@numba.njit
def c_library(x):
    return numpy.sin(x), numpy.cos(x)


def single_precision():
    x = F32(numpy.concatenate([numpy.linspace(-7, 7, 57), [1e-6, -2e-3, 100.5, -3000.25, numpy.pi / 4, -numpy.pi / 4]]))
    positive = F32(numpy.exp(numpy.linspace(-40, 5, 151)))
    angles = F32(numpy.linspace(-3.1, 3.1, 201))
    sin, cos = c_library(angles)
    return {"x": x.tolist(), "sin": numpy.sin(x).tolist(), "cos": numpy.cos(x).tolist(),
            "positive": positive.tolist(), "log": numpy.log(positive).tolist(),
            "angles": angles.tolist(), "sinOfC": sin.tolist(), "cosOfC": cos.tolist()}


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


def line(*points):
    return Line([Point(*point) for point in points])


def kite(across, bend=0):
    """A surface along a line to the north-east, bent, that dips to its right or, with `across` < 0, to its left."""
    tops = [(10.9, 45), (11, 45.06), (11.15, 45.12 + bend)]
    tops = tops if across > 0 else tops[::-1]
    profiles = [line((lon, lat, 1), (lon + 0.06 * across, lat - 0.05 * across, 9)) for lon, lat in tops]
    return KiteSurface.from_profiles(profiles, 2.5, 2.5)


def stored_distances():
    """Distances as the reference computes them from surfaces that it has stored in 32 bits."""
    BaseRupture.init()
    trace = line((10.9, 44.95), (11, 45.05), (11.15, 45.1))
    edges = [line((10.9, 45, 4), (11.2, 45.1, 5)), line((10.95, 44.94, 10), (11.23, 45.02, 11)),
             line((11, 44.86, 18), (11.3, 44.96, 20))]
    lon, lat = numpy.meshgrid(numpy.linspace(10.9, 11.1, 4), numpy.linspace(44.95, 45.1, 3))
    lon += 0.012 * numpy.sin(numpy.arange(12).reshape(3, 4) ** 2)
    points = Mesh(lon.ravel(), (lat + 0.3 * (lon - 11) ** 2).ravel(), (5 + 40 * (lat - 44.95)).ravel())
    surfaces = {
        "simple": SimpleFaultSurface.from_fault_data(trace, 2, 14, 50, 3),
        "complex": ComplexFaultSurface.from_fault_data(edges, 4),
        "kite": kite(1, 0.03),
        "kites of opposite dips": MultiSurface([kite(1, 0.03), kite(-1, -0.02)]),
        "gridded": GriddedSurface(points),
    }
    sites = Mesh(numpy.array([10.7, 10.95, 11.08, 11.3, 11.02, 11.9]), numpy.array([44.8, 45.1, 45.02, 45.2, 44.97, 45.3]),
                 numpy.array([0, 0, -0.5, 0, 0, 0]))
    cases = []
    for name, surface in surfaces.items():
        geometry = to_geom_lons_lats(surface)[0]
        record = numpy.zeros(1, rupture_dt)[0]
        record["mag"] = 6.5
        record["code"] = BaseRupture._code[BaseRupture, type(surface)]
        stored = get_ebr(record, geometry, "*").rupture.surface
        found = {"rrup": stored.get_min_distance(sites), "rjb": stored.get_joyner_boore_distance(sites)}
        if name != "gridded":
            found |= {"rx": stored.get_rx_distance(sites), "ry0": stored.get_ry0_distance(sites)}
        cases.append({"name": name, "class": type(surface).__name__, "geometry": geometry.tolist(),
                      "lon": sites.lons.tolist(), "lat": sites.lats.tolist(), "depth": sites.depths.tolist(),
                      "distances": {key: values.tolist() for key, values in found.items()}})
    return cases


def kite_middles():
    """The points in the middle of kites with an even number of rows or columns, several of which are all but as near."""
    cases = []
    for rows, cols in [(4, 4), (4, 6), (3, 4), (6, 6), (8, 8), (5, 5)]:
        for k in range(4):
            along, down = numpy.meshgrid(numpy.arange(cols) * 0.0357, numpy.arange(rows) * 0.0277)
            lon, lat = 10.4 + along * (1 + k) / 4 - down, 44.8 - along * 0.89 - down * (0.57 - 0.1 * k)
            mesh = [numpy.float32(values) for values in (lon, lat, down * 175.8)]
            point = KiteSurface(Mesh(*mesh)).get_middle_point()
            cases.append({"rows": rows, "cols": cols, "lon": mesh[0].ravel().tolist(), "lat": mesh[1].ravel().tolist(),
                          "depth": mesh[2].ravel().tolist(), "middle": [point.longitude, point.latitude, point.depth]})
    return cases


figures = {"singlePrecision": single_precision(), "nearPoints": near_points(), "middles": middles(), "kiteMiddles": kite_middles(),
           "distances": stored_distances()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures.json"), "w") as out:
    json.dump(figures, out, separators=(",", ":"))
