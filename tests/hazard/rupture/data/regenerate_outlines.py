"""Computes the expected figures of outlines.json with the reference engine (3.26.2).

Run with the reference's interpreter: python tests/hazard/rupture/data/regenerate_outlines.py
"""
import json
import pathlib

import numpy
from openquake.hazardlib.geo import ComplexFaultSurface, Line, Mesh, Point, SimpleFaultSurface
from openquake.hazardlib.geo.geodetic import point_at

DIPS = [20, 35, 50, 65, 80, 89]
LENGTHS = [7, 15, 28, 60]
NUM_SITES = 12
rng = numpy.random.default_rng(1)


def moved(lon, lat, azimuth, distance):
    return [round(float(x), 4) for x in point_at(lon, lat, azimuth, distance)]


def trace(strike, length, num_sections=1, bend=0):
    points = [[round(rng.uniform(-170, 170), 3), round(rng.uniform(-60, 60), 3)]]
    for _ in range(num_sections):
        points.append(moved(*points[-1], strike + bend * rng.uniform(-1, 1), length / num_sections))
    return points


def simple(name, points, dip, depths, spacing, window=None):
    surface = SimpleFaultSurface.from_fault_data(Line([Point(*p) for p in points]), *depths, dip, spacing)
    return case(name, {'trace': points, 'dip': dip, 'depths': depths, 'spacing': spacing}, surface.mesh, window)


def complex_fault(name, edges, spacing):
    surface = ComplexFaultSurface.from_fault_data([Line([Point(*p) for p in edge]) for edge in edges], spacing)
    return case(name, {'edges': edges, 'spacing': spacing}, surface.mesh)


def case(name, inputs, mesh, window=None):
    if window:
        row, col, rows, cols = window
        mesh = mesh[row:row + rows, col:col + cols]
    sites = []
    for _ in range(NUM_SITES):
        i = rng.integers(mesh.lons.size)
        sites.append(moved(mesh.lons.flat[i], mesh.lats.flat[i], rng.uniform(0, 360), rng.uniform(0, 25)))
    lons, lats = numpy.array(sites).T
    rjb = mesh.get_joyner_boore_distance(Mesh(lons, lats))
    return {'name': name, **inputs, 'window': window, 'sites': sites, 'rjb': [float(x) for x in rjb]}


def main():
    cases = []
    for k, strike in enumerate(range(0, 360, 10)):
        dip, length, spacing = DIPS[k % 6], LENGTHS[k // 6 % 4], [5, 2][k % 2]
        cases.append(simple(f'strike {strike}, dip {dip}, {length} km', trace(strike, length), dip, [0, 14], spacing))
    for k in range(12):
        strike, dip, bend = 30 * k, DIPS[k % 6], [15, 60][k % 2]
        cases.append(simple(f'bent by {bend}, strike {strike}, dip {dip}',
                            trace(strike, 40, 3 + k % 4, bend), dip, [1, 13], [4, 2][k % 2]))
    for strike in (5, 100, 187, 260):
        cases.append(simple(f'many stripes, strike {strike}', trace(strike, 20, 2, 20), 40, [0, 16], 1))
        cases.append(simple(f'window, strike {strike}', trace(strike, 40, 3, 20), 45, [0, 12], 2, [1, 3, 5, 9]))
    for k in range(6):
        edges, strike = [], 60 * k + 7
        top = trace(strike, 40, 2, 12)
        for depth, across, turn in ((0, 0, 0), (8, 14, 80), (16, 34, 95)):
            edges.append([[*(moved(*p, strike + turn, across) if across else p), depth] for p in top])
        cases.append(complex_fault(f'complex, strike {strike}', edges, [3, 5][k % 2]))
    lines = ',\n'.join(json.dumps(c) for c in cases)
    pathlib.Path(__file__).with_name('outlines.json').write_text(f'[\n{lines}\n]\n')


if __name__ == '__main__':
    main()
