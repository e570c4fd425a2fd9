"""Computes NAME.json for each NAME.ini in event_based_jobs/ with the reference engine.

usage: OQ_HOME=... ; tests/interop/install_reference.sh ; OQ_DATADIR=/tmp/ref $OQ_HOME/bin/python regenerate_event_based.py [NAME...]
"""
import glob
import json
import os
import sys

os.environ.setdefault("OQ_DISTRIBUTE", "no")
from openquake.calculators import base  # noqa: E402
from openquake.calculators.export import export  # noqa: E402
from openquake.commonlib import logs  # noqa: E402

JOBS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "event_based_jobs")
RUPTURE_COLUMNS = [
    "id", "seed", "source_id", "trt_smr", "code", "n_occ", "mag", "rake", "occurrence_rate", "minlon", "minlat",
    "maxlon", "maxlat", "hypo", "e0"]
# rows of large tables that are kept, evenly chosen
ROWS = 400
# of jobs with fewer the CSV files are kept, too
FEW_RUPTURES = 20


def number(x):
    return int(x) if isinstance(x, (int,)) or float(x) == int(x) else float("%.7g" % x)


def column(values):
    return [None if v != v else number(v) for v in values.ravel().tolist()]


def exported(store, output):
    """Lines of the CSV file but for the first, a comment."""
    [path] = export((output, "csv"), store)
    with open(path) as csv:
        return csv.read().splitlines()[1:]


def chosen(size):
    return list(range(0, size, max(1, size // ROWS)))


def compute(name):
    with logs.init(os.path.join(JOBS, name + ".ini")) as log:
        calc = base.calculators(log.get_oqparam(), log.calc_id)
        calc.run(export_dir="/tmp")
    store = calc.datastore
    ruptures, events = store["ruptures"][:], store["events"][:]
    expected = {
        "sources": [s.decode() for s in store["source_info"]["source_id"][:]],
        "ruptures": {"size": len(ruptures), "rows": chosen(len(ruptures))},
        "events": {"size": len(events), "rows": chosen(len(events))},
        "geometries": [],
    }
    for col in RUPTURE_COLUMNS:
        expected["ruptures"][col] = column(ruptures[col][expected["ruptures"]["rows"]])
    for col in events.dtype.names:
        expected["events"][col] = column(events[col][expected["events"]["rows"]])
    for row in expected["ruptures"]["rows"]:
        geom = store["rupgeoms"][ruptures["geom_id"][row]]
        expected["geometries"].append([len(geom), number(geom[0]), float("%.6g" % abs(geom[~(geom != geom)]).sum())])
    if "gmf_data" in store:
        df = store.read_df("gmf_data").sort_values(["eid", "sid"])
        rows = chosen(len(df))
        expected["fields"] = {"size": len(df), "rows": rows}
        for col in df.columns:
            expected["fields"][col] = column(df[col].to_numpy()[rows])
    for array in ["avg_gmf", "hcurves-rlzs", "hcurves-stats", "hmaps-stats"]:
        if array in store:
            data = store[array][()]
            expected[array] = {"shape": list(data.shape), "values": column(data)}
    if len(ruptures) < FEW_RUPTURES:
        expected["files"] = {output: exported(store, output) for output in ["ruptures", "events", "event_based_mfd"]}
    with open(os.path.join(JOBS, name + ".json"), "w") as out:
        json.dump(expected, out, separators=(",", ":"))
    print(name, len(ruptures), "ruptures", len(events), "events")


if __name__ == "__main__":
    for job in sys.argv[1:] or sorted(glob.glob(JOBS + "/*.ini")):
        compute(os.path.basename(job).replace(".ini", ""))
