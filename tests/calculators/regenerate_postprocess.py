"""Computes expected.json of each job in postprocess_jobs/ with the reference engine.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_postprocess.py
"""
import json
import os
import sys

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
JOBS = os.path.join(HERE, "postprocess_jobs")
ARRAYS = ["median_spectra", "cs-stats/array", "cs-rlzs/array", "mrd",
          "mean_disagg_by_src/0/array", "sigma_by_src/0/array"]


def compute(name):
    with logs.init(os.path.join(JOBS, name, "job.ini")) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
        store = calc.datastore
        expected = {}
        for array in ARRAYS:
            if array in store:
                add(expected, array, store.hdf5[array][()])
        for source in store["med_gmv"] if "med_gmv" in store else ():
            add(expected, "med_gmv/" + source, store["med_gmv/" + source][()])
        for group in store["median_spectrum_disagg"] if "median_spectrum_disagg" in store else ():
            records = store["median_spectrum_disagg/" + group][()]
            records.sort(order="rup_id")
            for column in records.dtype.names:
                add(expected, "median_spectrum_disagg/%s/%s" % (group, column), records[column][:40])
    with open(os.path.join(JOBS, name, "expected.json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))


def add(expected, path, data):
    expected[path] = {"shape": list(data.shape), "values": [float("%.7g" % x) if data.dtype.kind == "f" else int(x)
                                                            for x in data.ravel()]}


if __name__ == "__main__":
    for job in sys.argv[1:] or sorted(os.listdir(JOBS)):
        compute(job)
        print(job)
