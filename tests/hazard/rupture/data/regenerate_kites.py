"""Computes the expected figures of kites.json with the reference engine (3.26.2).

Run with the reference's interpreter: python tests/hazard/rupture/data/regenerate_kites.py
"""
import json
import pathlib

import numpy
from openquake.hazardlib import mfd, scalerel, tom
from openquake.hazardlib.geo import Line, Mesh, Point
from openquake.hazardlib.geo.surface.kite_fault import KiteSurface
from openquake.hazardlib.geo.surface.multi import MultiSurface
from openquake.hazardlib.source.kite_fault import KiteFaultSource

PROFILES = {
    "plane": [[(10.0, 45.0, 0), (10.0, 45.1, 12)], [(10.4, 45.0, 0), (10.4, 45.1, 12)]],
    "against the right hand": [[(10.4, 45.0, 0), (10.4, 45.1, 12)], [(10.0, 45.0, 0), (10.0, 45.1, 12)]],
    "listric and bent": [[(10.0, 45.0, 1), (10.0, 45.03, 6), (10.0, 45.12, 10)],
                         [(10.3, 45.02, 1), (10.28, 45.06, 6), (10.25, 45.15, 10)],
                         [(10.5, 45.15, 1), (10.45, 45.18, 6), (10.4, 45.25, 10)]],
    "wider in the middle": [[(20.0, -5.0, 0), (20.05, -5.0, 8)],
                            [(20.0, -5.3, 0), (20.1, -5.3, 16)],
                            [(20.0, -5.6, 0), (20.06, -5.6, 9)]],
    "longest at the end": [[(20.0, -5.0, 0), (20.05, -5.0, 8)],
                           [(20.0, -5.3, 0), (20.07, -5.3, 12)],
                           [(20.0, -5.6, 0), (20.12, -5.6, 18)]],
    "almost vertical": [[(30.0, 40.0, 0), (30.00003, 39.9999, 10)], [(30.3, 40.1, 0), (30.30003, 40.0999, 10)]],
}
SPACINGS = {"plane": [2, 2], "against the right hand": [2, 3], "listric and bent": [1.5, 2],
            "wider in the middle": [2, 4], "longest at the end": [2, 3], "almost vertical": [2, 2]}


def lines(name):
    return [Line([Point(*p) for p in profile]) for profile in PROFILES[name]]


def values(array):
    return [None if numpy.isnan(x) else float(x) for x in numpy.ravel(array)]


def sites_around(lon0, lat0):
    angles = numpy.radians(numpy.arange(0, 360, 45))
    km = numpy.array([3, 12, 39, 60, 150])
    lons = (lon0 + numpy.outer(km, numpy.sin(angles)) / 111 / numpy.cos(numpy.radians(lat0))).round(5).ravel()
    lats = (lat0 + numpy.outer(km, numpy.cos(angles)) / 111).round(5).ravel()
    return Mesh(lons, lats)


def distances(surface, sites):
    return {"rrup": values(surface.get_min_distance(sites)), "rjb": values(surface.get_joyner_boore_distance(sites)),
            "rx": values(surface.get_rx_distance(sites)), "ry0": values(surface.get_ry0_distance(sites))}


def properties(surface):
    middle = surface.get_middle_point()
    return {"strike": float(surface.get_strike()), "dip": float(surface.get_dip()), "width": float(surface.get_width()),
            "ztor": float(surface.get_top_edge_depth()), "area": float(surface.get_area()),
            "middle": [middle.x, middle.y, middle.z]}


surfaces = []
for name in PROFILES:
    surface = KiteSurface.from_profiles(lines(name), *SPACINGS[name])
    mesh = surface.mesh
    sites = sites_around(*PROFILES[name][0][0][:2])
    surfaces.append({
        "name": name, "profiles": PROFILES[name], "spacings": SPACINGS[name], "shape": mesh.shape,
        "mesh": [values(mesh.lons), values(mesh.lats), values(mesh.depths)], **properties(surface),
        "trace": [values(surface.tor.coo[:, 0]), values(surface.tor.coo[:, 1])],
        "sites": [values(sites.lons), values(sites.lats)], "distances": distances(surface, sites)})

both = ["plane", "listric and bent"]
multi = MultiSurface([KiteSurface.from_profiles(lines(name), 2, 2) for name in both])
sites = sites_around(10.2, 45.05)
several = {"names": both, **properties(multi), "sites": [values(sites.lons), values(sites.lats)],
           "distances": distances(multi, sites)}

sources = []
MAGS, RATES = [5.9, 6.2], [0.01, 0.002]
for name, spacing, aspect, xstep, ystep in [
        ("plane", 2, 1.5, 0, 0), ("plane", 2, 1.5, 0.3, 0.5), ("wider in the middle", 2.5, 2.0, 0, 0)]:
    source = KiteFaultSource("1", "k", "Active Shallow Crust", mfd.ArbitraryMFD(MAGS, RATES), spacing,
                             scalerel.WC1994(), aspect, tom.PoissonTOM(50), lines(name), 30, xstep, ystep)
    ruptures = list(source.iter_ruptures())
    sources.append({
        "name": name, "spacing": spacing, "aspect": aspect, "steps": [xstep, ystep], "magnitudes": MAGS, "rates": RATES,
        "ruptures": [{"mag": r.mag, "rate": r.occurrence_rate, "shape": r.surface.mesh.shape,
                      "hypocentre": [r.hypocenter.x, r.hypocenter.y, r.hypocenter.z],
                      "corner": [float(r.surface.mesh.lons[0, 0]), float(r.surface.mesh.lats[0, 0])]}
                     for r in ruptures]})

path = pathlib.Path(__file__).parent / "kites.json"
path.write_text(json.dumps({"surfaces": surfaces, "several": several, "sources": sources},
                           separators=(",", ":")) + "\n")
