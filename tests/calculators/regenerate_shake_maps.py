"""Makes the ShakeMaps of shake_map_jobs/ and computes NAME.json of each job there with the reference engine.

The reference draws fields from an array or shapes only for a job that starts from a calculation with assets, so it
starts each job from one of assets.ini.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_shake_maps.py
"""
import glob
import json
import math
import os
import zipfile

os.environ.setdefault("OQ_DISTRIBUTE", "no")
import numpy  # noqa: E402
from shapely.geometry import MultiPolygon, Polygon, mapping  # noqa: E402
from openquake.calculators import base  # noqa: E402
from openquake.commonlib import logs  # noqa: E402
from openquake.hazardlib.geo.packager import fiona  # noqa: E402
from openquake.hazardlib.shakemap.parsers import get_array  # noqa: E402

JOBS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shake_map_jobs")
MEDIANS = ["MMI", "PGA", "PGV", "PSA03", "PSA06", "PSA10", "PSA30"]
EPICENTRE = 20.17, 40.12


def shaking(lon, lat):
    """Made-up medians (MMI, percent of g, cm/s) that fall off from an epicentre, and their deviations"""
    distance = math.hypot((lon - EPICENTRE[0]) * 85, (lat - EPICENTRE[1]) * 111)
    pga = 60 * math.exp(-distance / 22)
    medians = [3 + math.log2(1 + pga)] + [pga * ratio for ratio in (1, .9, 1.7, 1.3, .8, .2)]
    deviation = .4 + distance / 300
    return medians, [deviation + .01 * k for k in range(1, 8)]


def write_grid(name, columns, rows):
    with open(os.path.join(JOBS, name), "w") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write('<shakemap_grid xmlns="http://earthquake.usgs.gov/eqcenter/shakemap" event_id="made_up">\n')
        for index, column in enumerate(["LON", "LAT"] + columns, 1):
            out.write(f'<grid_field index="{index}" name="{column}" units="" />\n')
        out.write("<grid_data>\n")
        for row in rows:
            out.write(" ".join("%.4f" % value for value in row) + "\n")
        out.write("</grid_data>\n</shakemap_grid>\n")


def write_maps():
    places = [(20 + .05 * i, 40.3 - .05 * j) for j in range(7) for i in range(9)]
    write_grid("grid.xml", MEDIANS + ["SVEL"], [(*p, *shaking(*p)[0], 400) for p in places])
    write_grid("uncertainty.xml", ["STD" + name for name in MEDIANS], [(*p, *shaking(*p)[1]) for p in places])
    grid, uncertainty = os.path.join(JOBS, "grid.xml"), os.path.join(JOBS, "uncertainty.xml")
    numpy.save(os.path.join(JOBS, "grid.npy"), get_array(kind="usgs_xml", grid_url=grid, uncertainty_url=uncertainty))
    with zipfile.ZipFile(os.path.join(JOBS, "grids.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (grid, uncertainty):
            archive.write(path, "made_up/" + os.path.basename(path))


def write_shapes():
    """Two polygons, the second one with a hole that a third one fills in part"""
    hole = [(20.21, 40.04), (20.23, 40.04), (20.23, 40.06), (20.21, 40.06)]
    polygons = [
        Polygon([(20, 40), (20.2, 40), (20.2, 40.15), (20, 40.15)]),
        Polygon([(20.2, 40), (20.5, 40), (20.5, 40.3), (20.2, 40.3)], [hole]),
        MultiPolygon([Polygon(hole), Polygon([(21, 41), (21.1, 41), (21.1, 41.2)])]),
    ]
    names = ["PGA", "PSA03", "STDPGA", "STDPSA03", "MMI", "STDMMI", "SVEL"]
    schema = {"geometry": "Polygon", "properties": {**{name: "float" for name in names}, "name": "str"}}
    folder = os.path.join(JOBS, "shapes")
    os.makedirs(folder, exist_ok=True)
    with fiona.open(os.path.join(folder, "shapes.shp"), "w", driver="ESRI Shapefile", schema=schema) as out:
        for i, polygon in enumerate(polygons):
            values = dict(zip(names, [20. + 10 * i, 40. + 15 * i, .5 + .05 * i, .6, 6 + .5 * i, .3, 300.]))
            out.write({"geometry": mapping(polygon), "properties": {**values, "name": f"polygon {i}"}})
    with zipfile.ZipFile(os.path.join(JOBS, "shapes.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for path in glob.glob(folder + "/*"):
            archive.write(path, os.path.basename(path))


def compute(ini):
    with logs.init(ini, log_level="error") as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
    return calc.datastore


def numbers(values):
    return [None if math.isnan(x) else float("%.7g" % x) for x in values]


def expected(name, parent):
    text = open(os.path.join(JOBS, name + ".ini")).read()
    child = os.path.join(JOBS, name + "_child.ini")
    with open(child, "w") as out:
        out.write(f"{text}hazard_calculation_id = {parent}\n")
    try:
        store = compute(child)
    finally:
        os.remove(child)
    fields = store.read_df("gmf_data").sort_values(["eid", "sid"])
    return {
        "sites": numbers(store["sitecol"].lons),
        "assets": numbers(store["assetcol"]["site_id"]),
        "fields": {column: numbers(fields[column]) for column in fields},
        "average": numbers(store["avg_gmf"][0].ravel()),
    }


if __name__ == "__main__":
    write_maps()
    write_shapes()
    parent = compute(os.path.join(JOBS, "assets.ini")).calc_id
    for path in sorted(glob.glob(JOBS + "/*.ini")):
        job = os.path.basename(path)[:-4]
        if job == "assets":
            continue
        with open(os.path.join(JOBS, job + ".json"), "w") as out:
            json.dump(expected(job, parent), out, separators=(",", ":"))
            out.write("\n")
        print(job)
