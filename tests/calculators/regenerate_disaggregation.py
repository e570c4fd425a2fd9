"""Computes expected.json of each job in disaggregation_jobs/ with the reference engine.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_disaggregation.py [NAME...]
"""
import json
import os
import sys

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
JOBS = os.path.join(HERE, "disaggregation_jobs")
ARRAYS = ["disagg-bins/Mag", "disagg-bins/Dist", "disagg-bins/Lon", "disagg-bins/Lat", "disagg-bins/Eps",
          "hmap3", "best_rlzs", "poe4"]


def compute(name):
    with logs.init(os.path.join(JOBS, name, "job.ini")) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
        store = calc.datastore
        expected = {}
        tables = ["%s/%s" % (group, kind) for group in ("disagg-rlzs", "disagg-stats") if group in store
                  for kind in store[group]]
        for array in ARRAYS + tables:
            data = store[array][()]
            expected[array] = {"shape": list(data.shape), "values": [float("%.7g" % x) for x in data.ravel()]}
    with open(os.path.join(JOBS, name, "expected.json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))


if __name__ == "__main__":
    for job in sys.argv[1:] or sorted(os.listdir(JOBS)):
        compute(job)
        print(job)
