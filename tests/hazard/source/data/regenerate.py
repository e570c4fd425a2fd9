"""Computes the expected figures of tests/hazard/{geo,source,rupture}/data with the reference engine (3.26.2).

Run with the reference's interpreter, giving the folder of golden figures and a recorded conformance answer:
    python tests/hazard/source/data/regenerate.py /work/shared/golden/hazardlib /work/shared/conformance/golden
"""
import csv
import io
import json
import pathlib
import sys
import zipfile

import numpy
from openquake.hazardlib import mfd, pmf, scalerel, source, tom
from openquake.hazardlib.geo import Line, Mesh, NodalPlane, Point, Polygon
from openquake.hazardlib.geo.surface import ComplexFaultSurface
from openquake.hazardlib.source.simple_fault import HypoData, SimpleFaultSource

golden, conformance = map(pathlib.Path, sys.argv[1:3])
hazard = pathlib.Path(__file__).parent.parent.parent


def write(path, value):
    (hazard / path).write_text(json.dumps(value, separators=(",", ":"), default=lambda array: array.tolist()) + "\n")


def read(name):
    return json.loads((golden / name).read_text())


# ---- geo: trimmed golden figures, polygons and lines of our own
geodetic = read("geodetic.json")
keep = ("azimuth", "geodetic_distance", "pairs", "npoints_towards", "distance_to_arc",
        "spherical_to_cartesian", "orthographic", "polygon_discretize", "polygon_dilate_15km")
trimmed = {k: geodetic[k] for k in keep}
trimmed["point_at"] = {"columns": geodetic["point_at"]["columns"], "rows": geodetic["point_at"]["rows"][::8]}
trimmed["line_resample"] = [c for c in geodetic["line_resample"] if not c["orig_extremes"]]
write("geo/data/geodetic.json", trimmed)

POLYGONS = {
    "edges cut every 100 km": ([(8, 44), (12, 44.2), (12.3, 46), (8.4, 46.3)], 40),
    "across the meridian 180": ([(179.5, -17), (-179.6, -17.1), (-179.3, -16.2), (179.7, -16)], 15),
    "concave": ([(20, 38), (20.6, 38.4), (21.2, 38), (21.2, 39), (20.6, 38.7), (20, 39)], 9),
    "clockwise, on the equator": ([(-0.4, -0.3), (-0.4, 0.5), (0.6, 0.4), (0.5, -0.3)], 12.5),
}
areas = []
for name, (ring, spacing) in POLYGONS.items():
    polygon = Polygon([Point(*p) for p in ring])
    inside = polygon.discretize(spacing)
    grid = Polygon([Point(*p) for p in ring]).dilate(spacing).discretize(spacing)
    grid = Mesh.from_coords(zip(grid.lons, grid.lats))
    areas.append({"name": name, "ring": ring, "spacing": spacing,
                  "inside": [list(inside.lons), list(inside.lats)],
                  "region": [list(grid.lons), list(grid.lats)]})
write("geo/data/polygons.json", areas)

archive = zipfile.ZipFile(conformance / "demo-hazard-AreaSourceClassicalPSHA-job.zip")
name, = [n for n in archive.namelist() if "hazard_map-mean" in n]
rows = list(csv.reader(io.StringIO(archive.read(name).decode())))[2:]
write("geo/data/demo_region.json", {"size": 624, "sites": [[float(lon), float(lat)] for lon, lat, *_ in rows][::10]})

LINES = {
    "straight, more than half a step left": ([(10, 45), (10, 45.15)], 5),
    "straight, less than half a step left": ([(10, 45), (10, 45.11)], 5),
    "bent, short steps": ([(10, 45), (10.05, 45.02), (10.02, 45.08)], 0.8),
    "bend near the end turns the direction": ([(10, 45), (10.3, 45), (10.31, 45.013)], 4),
    "first vertex nearer than a step": ([(10, 45), (10.01, 45.005), (10.2, 45.2)], 6),
}
write("geo/data/lines.json", [
    {"name": name, "trace": trace, "spacing": spacing,
     "out": [[p.longitude, p.latitude] for p in Line([Point(*p) for p in trace]).resample(spacing)]}
    for name, (trace, spacing) in LINES.items()])

# ---- source: magnitude-frequency distributions and scaling relations
cases = []
for case in read("mfd.json")["cases"]:
    if case["constructor"] in ("__init__", "from_reference_rates"):
        cases.append(case)
for char_mag, moment in [(6.8, 1.2e16), (7.37, 3.5e17)]:
    params = {"min_mag": 5.0, "b_val": 0.9, "char_mag": char_mag, "total_moment_rate": moment, "bin_width": 0.1}
    yc = mfd.YoungsCoppersmith1985MFD(char_rate=None, **params)
    cases.append({"class": "YoungsCoppersmith1985MFD", "constructor": "__init__", "modifications": [],
                  "params": params, "result": {"rates": yc.get_annual_occurrence_rates(),
                                               "min_max_mag": yc.get_min_max_mag()}})
for lo, hi, width in [(4.95, 6.05, 0.1), (4.949, 6.051, 0.1), (5, 6.25, 0.5), (5.0, 5.1, 0.1)]:
    gr = mfd.TruncatedGRMFD(lo, hi, width, 3.1, 0.9)
    cases.append({"class": "TruncatedGRMFD", "constructor": "__init__", "modifications": [],
                  "params": {"min_mag": lo, "max_mag": hi, "bin_width": width, "a_val": 3.1, "b_val": 0.9},
                  "result": {"rates": gr.get_annual_occurrence_rates(), "min_max_mag": gr.get_min_max_mag(),
                             "total_moment_rate": gr._get_total_moment_rate()}})
write("source/data/mfd.json", cases)
write("source/data/slip_rates.json", [
    {**case["params"], "a_val": case["result"]["a_val"]} for case in read("mfd.json")["cases"]
    if case["constructor"] == "from_slip_rate"])

msr = read("msr.json")
areas = {n: values["get_median_area"] for n, values in msr["classes"].items()}
for case in msr["CScalingMSR"]["cases"]:
    areas[f"CScalingMSR.C={case['params']['C']}"] = case["get_median_area"]
write("source/data/msr.json", {"mags": msr["mags"], "rakes": msr["rakes"], "areas": areas})
write("source/data/point_source_ruptures.json", read("distances.json")["point_source_ruptures"])

# ---- source: point source with averages, both rake styles, every way to fit in the layer
WC = scalerel.WC1994()
PLANES = [(0.3, 20, 90, 0), (0.5, 130, 40, 95), (0.2, 250, 65, -80)]
DEPTHS = [(0.25, 2), (0.45, 9), (0.3, 17.5)]
points = []
for shift in (False, True):
    for msr_, fracs in ((WC, None), (scalerel.PointMSR(), None), (WC, (0.2, None, 1.0))):
        depths = pmf.PMF(DEPTHS)
        if fracs:
            depths.hypo_dip_fracs = fracs
        src = source.PointSource(
            "1", "p", "Active Shallow Crust", mfd.TruncatedGRMFD(4.95, 7.45, 0.5, 3.5, 1.0), 1, msr_, 1.7,
            tom.PoissonTOM(50), 1.5, 18, Point(14.25, 41.5),
            pmf.PMF([(w, NodalPlane(*np)) for w, *np in PLANES]), depths)
        src._get_max_rupture_projection_radius()

        def rupture(rup):
            s = rup.surface
            return {"mag": rup.mag, "rake": rup.rake, "rate": rup.occurrence_rate, "strike": s.get_strike(),
                    "dip": s.get_dip(), "width": s.get_width(),
                    "corners": [list(s.corner_lons), list(s.corner_lats), list(s.corner_depths)],
                    "hypocentre": [rup.hypocenter.x, rup.hypocenter.y, rup.hypocenter.z]}
        points.append({"shiftHypo": shift, "msr": type(msr_).__name__, "fracs": fracs, "radius": list(src.radius),
                       "ruptures": [rupture(r) for r in src.iter_ruptures(shift_hypo=shift)],
                       "averaged": [rupture(r) for r in src.iruptures()]})
write("source/data/point_source_averages.json", points)

# ---- source and rupture: simple faults, floating ruptures and their distances
TRACES = {
    "bent": [(30.0, 40.0), (30.25, 40.05), (30.4, 40.2)],
    "straight": [(-70.0, -20.0), (-70.05, -20.6)],
}
FAULTS = [
    # trace, upper, lower, dip, spacing, aspect, magnitudes, hypo_list, slip_list, depth_list
    ("bent", 1, 13, 55, 2, 1.5, [5.8, 6.3, 7.8], (), (), ()),
    ("bent", 0, 12, 90, 1.7, 1.0, [6.6], (), (), ()),
    ("straight", 2, 10, 35, 3, 20.0, [6.0, 6.7], [(0.25, 0.5, 0.4), (0.7, 0.25, 0.6)], [(0, 0.3), (90, 0.7)], ()),
    ("straight", 2, 10, 35, 3, 0.2, [6.4], (), (), ()),
    ("bent", 1, 13, 55, 2, 1.5, [5.8, 6.3, 7.8], (), (),
     [(0.3, 3, None), (0.25, 6.5, 0.75), (0.25, 8, 0.75), (0.2, 11.5, None)]),
    ("straight", 0, 12, 75, 1.5, 1.0, [5.6], (), (), [(0.25, 4.5, None), (0.5, 6, None), (0.25, 10.5, None)]),
]
faults = []
for trace, upper, lower, dip, spacing, aspect, mags, hypos, slips, depths in FAULTS:
    data = HypoData(numpy.array(hypos), numpy.array(slips), depths)
    src = SimpleFaultSource(
        "1", "f", "Active Shallow Crust", mfd.ArbitraryMFD(mags, [0.01 / (i + 1) for i in range(len(mags))]),
        spacing, WC, aspect, tom.PoissonTOM(50), upper, lower, Line([Point(*p) for p in TRACES[trace]]), dip, 30, data)
    ruptures = list(src.iter_ruptures())
    sample = []
    for i in sorted({*range(0, len(ruptures), max(len(ruptures) // 12, 1)), len(ruptures) - 1}):
        rup, s = ruptures[i], ruptures[i].surface
        sample.append({
            "index": i, "mag": rup.mag, "rate": rup.occurrence_rate, "shape": s.mesh.shape,
            "hypocentre": [rup.hypocenter.x, rup.hypocenter.y, rup.hypocenter.z],
            "strike": s.get_strike(), "dip": s.get_dip(), "width": s.get_width(), "ztor": s.get_top_edge_depth(),
            "zbot": s.mesh.depths.max()})
    # sites around, above and on both sides of the 40 km where rjb changes its definition
    lon0, lat0 = TRACES[trace][0]
    angles = numpy.radians(numpy.arange(0, 360, 30))
    km = numpy.array([3, 12, 39, 41, 60, 150])
    lons = (lon0 + numpy.outer(km, numpy.sin(angles)) / 111 / numpy.cos(numpy.radians(lat0))).round(5).ravel()
    lats = (lat0 + numpy.outer(km, numpy.cos(angles)) / 111).round(5).ravel()
    sites = Mesh(lons, lats)
    distances = []
    for i in sorted({0, len(ruptures) // 2, len(ruptures) - 1}):
        rup, s = ruptures[i], ruptures[i].surface
        distances.append({
            "index": i, "rrup": list(s.get_min_distance(sites)), "rjb": list(s.get_joyner_boore_distance(sites)),
            "rx": list(s.get_rx_distance(sites)), "ry0": list(s.get_ry0_distance(sites))})
    faults.append({
        "trace": TRACES[trace], "upper": upper, "lower": lower, "dip": dip, "spacing": spacing, "aspect": aspect,
        "rake": 30, "magnitudes": mags, "rates": [0.01 / (i + 1) for i in range(len(mags))],
        "hypos": hypos, "slips": slips, "depths": depths,
        "area": src.get_fault_surface_area(), "count": len(ruptures), "ruptures": sample,
        "sites": [list(lons), list(lats)], "distances": distances})
write("source/data/simple_fault_ruptures.json", faults)

# ---- source and rupture: complex faults, whose cells differ
EDGES = {
    "bent slab": [[(-72.2, -32.0, 8), (-72.3, -31.2, 9), (-72.0, -30.0, 8)], [(-71.3, -32.1, 27), (-71.2, -30.1, 25)],
                  [(-70.4, -32.2, 44), (-70.7, -31.0, 48), (-70.5, -30.0, 45)]],
    "narrow": [[(20.0, 38.0, 2), (20.6, 38.3, 2)], [(20.1, 37.9, 14), (20.7, 38.2, 14)]],
    "across the meridian 180": [[(179.6, -38.0, 5), (-179.9, -37.2, 6), (-179.6, -36.5, 5)],
                                [(179.9, -38.2, 22), (-179.2, -36.7, 24)]],
}
COMPLEX = [
    # edges, spacing, aspect, magnitudes
    ("bent slab", 9, 1.5, [6.9, 7.6, 8.0, 9.3]),
    ("narrow", 2.5, 1.0, [5.9, 6.6, 6.95]),
    ("narrow", 2.5, 0.2, [6.3]),
    ("across the meridian 180", 7, 2.0, [7.1, 7.7]),
]
faults = []
for name, spacing, aspect, mags in COMPLEX:
    rates = [0.01 / (i + 1) for i in range(len(mags))]
    src = source.ComplexFaultSource(
        "1", "c", "Subduction Interface", mfd.ArbitraryMFD(mags, rates), spacing, WC, aspect, tom.PoissonTOM(50),
        [Line([Point(*p) for p in edge]) for edge in EDGES[name]], 90)
    ruptures = list(src.iter_ruptures())
    whole = ComplexFaultSurface.from_fault_data(src.edges, spacing).mesh
    sample = []
    for i in sorted({*range(0, len(ruptures), max(len(ruptures) // 12, 1)), len(ruptures) - 1}):
        rup, s = ruptures[i], ruptures[i].surface
        start, = numpy.argwhere((whole.lons == s.mesh.lons[0, 0]) & (whole.lats == s.mesh.lats[0, 0]))
        sample.append({
            "index": i, "mag": rup.mag, "rate": rup.occurrence_rate, "window": [*start, *s.mesh.shape],
            "hypocentre": [rup.hypocenter.x, rup.hypocenter.y, rup.hypocenter.z],
            "strike": s.get_strike(), "dip": s.get_dip(), "width": s.get_width(), "ztor": s.get_top_edge_depth()})
    faults.append({"name": name, "edges": EDGES[name], "spacing": spacing, "aspect": aspect, "rake": 90,
                   "magnitudes": mags, "rates": rates, "count": len(ruptures), "ruptures": sample,
                   "mesh": [whole.lons, whole.lats, whole.depths], "area": src.get_fault_surface_area()})
write("source/data/complex_fault_ruptures.json", faults)

# ---- rupture: trimmed golden figures
surfaces = []
for case in read("distances.json")["cases"]:
    if case["kind"] in ("planar", "simpleFault", "complexFault", "multiSurface", "gridded") and "profiles" not in case["inputs"]:
        wanted = ("rrup", "rjb", "rx", "ry0", "rhypo", "repi", "azimuth")
        case["distances"] = {k: case["distances"][k] for k in wanted}
        surfaces.append(case)
write("rupture/data/distances.json", surfaces)
