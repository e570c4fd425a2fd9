/** The files of a verification case: jobs as anyone would write them, for this program or another. */
import { join } from "node:path";
import type { VerificationCase } from "./peer_set_1/cases.ts";
import { LEVELS } from "./peer_set_1/definition.ts";

/** Standard deviations that no ground motion exceeds. */
const UNTRUNCATED = 99;

/** Writes a job for each source model of a case, in folders of their own below `folder`; returns their ini files. */
export async function writeJobs(verification: VerificationCase, folder: string): Promise<string[]> {
  const ini = jobIni(verification), paths: string[] = [];
  for (const [i, sources] of verification.sourceModels().entries()) {
    const jobFolder = join(folder, `${i + 1}`);
    await Deno.mkdir(jobFolder, { recursive: true });
    const files = {
      "job.ini": ini,
      "source_model.xml": sourceModel(sources),
      "source_model_logic_tree.xml": logicTree("sourceModel", "source_model.xml"),
      "gsim_logic_tree.xml": logicTree("gmpeModel", "SadighEtAl1997"),
    };
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(jobFolder, name), text);
    paths.push(join(jobFolder, "job.ini"));
  }
  return paths;
}

function jobIni(verification: VerificationCase): string {
  const { name, title, sites, truncationLevel, meshSpacing, areaSpacing, binWidth } = verification;
  return `[general]
description = PEER set 1, case ${name}: ${title}
calculation_mode = classical

[sites]
sites = ${sites.map(({ lon, lat }) => `${lon} ${lat}`).join(", ")}
reference_vs30_value = 760
reference_vs30_type = measured
reference_depth_to_1pt0km_per_sec = 100
reference_depth_to_2pt5km_per_sec = 1

[sources]
source_model_logic_tree_file = source_model_logic_tree.xml
rupture_mesh_spacing = ${meshSpacing ?? 1}
area_source_discretization = ${areaSpacing ?? 1}
width_of_mfd_bin = ${binWidth}

[ground motion]
gsim_logic_tree_file = gsim_logic_tree.xml
truncation_level = ${truncationLevel ?? UNTRUNCATED}
maximum_distance = 500

[calculation]
investigation_time = 1
intensity_measure_types_and_levels = {"PGA": [${LEVELS.join(", ")}]}
`;
}

const HEADER = `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">`;

function sourceModel(sources: string): string {
  return `${HEADER}
<sourceModel name="sources"><sourceGroup name="sources" tectonicRegion="Active Shallow Crust">
${sources}
</sourceGroup></sourceModel>
</nrml>
`;
}

/** A logic tree of one branch. */
function logicTree(uncertaintyType: "sourceModel" | "gmpeModel", model: string): string {
  const region = uncertaintyType === "gmpeModel" ? ' applyToTectonicRegionType="Active Shallow Crust"' : "";
  return `${HEADER}
<logicTree logicTreeID="tree">
<logicTreeBranchSet branchSetID="set" uncertaintyType="${uncertaintyType}"${region}>
<logicTreeBranch branchID="branch">
<uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>1</uncertaintyWeight>
</logicTreeBranch>
</logicTreeBranchSet>
</logicTree>
</nrml>
`;
}
