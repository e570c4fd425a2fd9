"""Writes expected.json: realizations and sources that the reference engine (3.26.2) makes of the logic trees here.

PYTHONHASHSEED=1 ~/.cache/oq-reference/bin/python regenerate.py   (in this folder)

The hash seed matters: where a set does not apply, the reference goes by the order of a set of strings; 1 gives the order
of the file.
"""
import json
import logging
import os

os.environ["OQ_DISTRIBUTE"] = "no"
from openquake.commonlib import readinput  # noqa: E402

logging.disable(logging.CRITICAL)
HERE = os.path.dirname(os.path.abspath(__file__))
JOB = dict(
    description="logic trees", calculation_mode="classical", sites="10 45", random_seed=42,
    reference_vs30_value=760, reference_vs30_type="measured", reference_depth_to_1pt0km_per_sec=50,
    reference_depth_to_2pt5km_per_sec=1, width_of_mfd_bin=0.1, rupture_mesh_spacing=5,
    area_source_discretization=20, investigation_time=1, truncation_level=3, maximum_distance=200,
    intensity_measure_types_and_levels='{"PGA": [0.1], "SA(0.2)": [0.1]}',
    source_model_logic_tree_file="source_model_logic_tree.xml", gsim_logic_tree_file="gsim_logic_tree.xml")


def group(sources):
    mfds = [src.mfd for src in sources]
    return dict(
        tectonicRegionType=sources.trt, ids=[src.source_id for src in sources],
        paths=[int(i) % 2**24 for i in sources[0].trt_smrs],
        mfds=[[m.a_val, m.b_val, m.max_mag] if hasattr(m, "b_val") else None for m in mfds])


def run(num_samples, method):
    ini = os.path.join(HERE, "job.ini")
    with open(ini, "w") as f:
        f.write("[general]\n")
        for name, value in dict(JOB, number_of_logic_tree_samples=num_samples, sampling_method=method).items():
            f.write(f"{name} = {value}\n")
    csm = readinput.get_composite_source_model(readinput.get_oqparam(ini))
    os.remove(ini)
    full = csm.full_lt
    imts = sorted(full.gsim_lt.wget.imti, key=full.gsim_lt.wget.imti.get)
    rlzs = full.get_realizations()
    return dict(
        numSamples=num_samples, method=method,
        paths=[[sm.pid, float(sm.weight), sm.samples] for sm in full.sm_rlzs],
        branchPaths=[str(path) for path in full.rlzs["branch_path"]], imts=imts,
        weights=[[float(w) for w in rlz.weight] for rlz in rlzs],
        groups=[group(sg) for sg in csm.src_groups] if num_samples == 0 else [])


METHODS = ("early_weights", "late_weights", "early_latin", "late_latin")
runs = [run(0, "early_weights")] + [run(12, method) for method in METHODS]
with open(os.path.join(HERE, "expected.json"), "w") as f:
    json.dump(runs, f, indent=1)
    f.write("\n")
