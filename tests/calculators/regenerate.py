"""Computes expected.json of each job in classical_jobs/ with the reference engine.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate.py [NAME...]
"""
import json
import os
import sys

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.calculators.extract import extract  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
JOBS = os.path.join(HERE, "classical_jobs")
ARRAYS = ["hcurves-rlzs", "hcurves-stats", "hmaps-rlzs", "hmaps-stats"]


def compute(name):
    with logs.init(os.path.join(JOBS, name, "job.ini")) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
        store = calc.datastore
        expected = {
            "lon": store["sitecol"].lons.tolist(),
            "lat": store["sitecol"].lats.tolist(),
            "depth": store["sitecol"].depths.tolist(),
            "branchPaths": branch_paths(store),
            "weights": [float("%.7g" % w) for w in store["weights"][:]],
            "arrays": {},
        }
        for array in ARRAYS:
            if array in store:
                data = store[array][()]
                expected["arrays"][array] = {
                    "shape": list(data.shape),
                    "values": [float("%.7g" % x) for x in data.ravel()],
                }
    with open(os.path.join(JOBS, name, "expected.json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))


def branch_paths(store):
    return extract(store, "realizations").array["branch_path"].astype(str).tolist()


if __name__ == "__main__":
    for job in sys.argv[1:] or sorted(os.listdir(JOBS)):
        compute(job)
        print(job)
