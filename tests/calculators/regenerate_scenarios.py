"""Computes NAME.json of each job in scenario_jobs/ with the reference engine.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_scenarios.py
[NAME...]
"""
import glob
import json
import math
import os
import sys

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

JOBS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenario_jobs")
RUPTURES = ["mag", "rake", "code", "n_occ", "seed", "minlon", "minlat", "maxlon", "maxlat"]


def numbers(values):
    return [None if math.isnan(x) else float("%.7g" % x) for x in values]


def compute(name):
    with logs.init(os.path.join(JOBS, name + ".ini")) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
        store = calc.datastore
        fields = store.read_df("gmf_data").sort_values(["eid", "sid"])
        ruptures, events = store["ruptures"][:], store["events"][:]
        expected = {
            "ruptures": {column: numbers(ruptures[column]) for column in RUPTURES},
            "hypocentres": numbers(ruptures["hypo"].ravel()),
            "events": {column: numbers(events[column]) for column in events.dtype.names},
            "fields": {column: numbers(fields[column]) for column in fields},
            "average": numbers(store["avg_gmf"][0].ravel()),
        }
    with open(os.path.join(JOBS, name + ".json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    for job in sys.argv[1:] or sorted(os.path.basename(path)[:-4] for path in glob.glob(JOBS + "/*.ini")):
        compute(job)
        print(job)
