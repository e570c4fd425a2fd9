"""Computes parent_jobs/expected.json with the reference engine: jobs that start from another calculation.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_parents.py
"""
import json
import os

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

JOBS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "parent_jobs")
CHILDREN = {
    "curves_of_fields": "fields",
    "fields_of_ruptures": "ruptures",
    "other_maps": "rates",
    "other_measure": "sources_at_site",
    "other_sites": "sources",
}
ARRAYS = ["hcurves-stats", "hmaps-stats"]


def compute(name, parent_id=None):
    with logs.init(os.path.join(JOBS, name + ".ini")) as log:
        if parent_id is not None:
            log.params["hazard_calculation_id"] = parent_id
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
        return log.calc_id, calc.datastore


def results(store):
    arrays = {array: store[array][()] for array in ARRAYS}
    return {
        "vs30": store["sitecol"].vs30.tolist(),
        "arrays": {
            name: {"shape": list(array.shape), "values": [float("%.7g" % x) for x in array.ravel()]}
            for name, array in arrays.items()
        },
    }


if __name__ == "__main__":
    expected = {}
    for child, parent in CHILDREN.items():
        parent_id, _ = compute(parent)
        expected[child] = {"parent": parent, **results(compute(child, parent_id)[1])}
        print(child)
    with open(os.path.join(JOBS, "expected.json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))
