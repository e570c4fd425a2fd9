/** The ruptures that a job gives, from a file or described by figures, as they are stored. */
import { basename, relative } from "node:path";
import { DatastoreError, openDatastore } from "../../datastore/reader.ts";
import { readGeometry, readRuptures } from "../../datastore/ruptures.ts";
import { readRuptureModel } from "../../formats/nrml/rupture.ts";
import { readRuptureCsv } from "../../formats/rupture_csv.ts";
import {
  type CollectedRuptures,
  collectRuptures,
  joinGeometries,
} from "../../hazard/event_set/collect_ruptures.ts";
import { classOfSurface, flattenMeshes } from "../../hazard/event_set/geometry.ts";
import { codeOfKind, kindOfNames } from "../../hazard/event_set/rupture_kind.ts";
import { PATHS_PER_TYPE, pickRuptures, ruptureTable } from "../../hazard/event_set/rupture_table.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import { checkSurface, shapeOf } from "../../hazard/rupture/fault_shape.ts";
import { isOnSurface } from "../../hazard/rupture/hypocentre_on_surface.ts";
import type { Hypocentre, RuptureSurface } from "../../hazard/rupture/rupture.ts";
import { distanceAtMagnitude, magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import { ruptureOfFigures } from "./rupture_of_figures.ts";

/** A rupture with its surface made. */
export interface ShapedRupture {
  readonly mag: number;
  /** degrees */
  readonly rake: number;
  readonly hypocentre: Hypocentre;
  readonly surface: RuptureSurface;
  readonly middle: Hypocentre;
}

/** Ruptures with as many occurrences as they have events, ids and surfaces. */
export interface GivenRuptures extends CollectedRuptures {
  /** what the user should know */
  readonly warnings: readonly string[];
  /** of a rupture that is described, two decimals, by tectonic region type */
  readonly magnitudes?: Readonly<Record<string, string[]>>;
}

/** Whether a job gives ruptures instead of sources. */
export function givesRuptures({ inputs, parameters }: JobFileContent): boolean {
  return filesOf(inputs, "rupture_model").length > 0 || Object.keys(parameters.rupture_dict).length > 0;
}

/**
 * Reads them; the seed of a rupture is ses_seed, or of a file of ruptures that of each.
 * @param file name of the job file
 * @throws InputError for files that can't be read and ruptures that don't fit the logic tree or the magnitudes
 */
export async function readGivenRuptures(
  content: JobFileContent,
  file: string,
  folder: string,
  read: (path: string) => Promise<string>,
  tree: FullLogicTree,
): Promise<GivenRuptures> {
  const { inputs, lines } = content, [path] = filesOf(inputs, "rupture_model");
  if (path === undefined) {
    const described = ruptureOfFigures(content, file);
    return single(content, file, tree, described, { file, parameter: "rupture_dict" });
  }
  const name = relative(folder, path), text = await read(path);
  const place = { file: name };
  switch (/\.(\w+)$/.exec(path)?.[1]) {
    case "xml":
      return single(content, file, tree, shapedFromXml(content, text, name), place);
    case "csv":
      return fromCsv(content, text, name, tree);
    case "hdf5":
      return await fromDatastore(content, path, name, tree);
    default: {
      const parameter = "rupture_model_file", line = lines.get(parameter);
      const message = `expected a file ending in .xml, .csv or .hdf5, got ${basename(path)}`;
      throw new InputError({ file, line, parameter, message });
    }
  }
}

function shapedFromXml({ parameters }: JobFileContent, text: string, file: string): ShapedRupture {
  const { mag, rake, hypocentre, surface } = readRuptureModel(text, file, checkSurface);
  const { rupture_mesh_spacing: spacing } = parameters;
  try {
    const { surface: made, middle } = shapeOf(surface, { simple: spacing, complex: spacing });
    return { mag, rake, hypocentre, surface: made, middle };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({ file, message: error.message });
  }
}

/** Events for each model of the logic tree. */
function eventsPerRupture({ parameters }: JobFileContent, tree: FullLogicTree): number {
  return (parameters.number_of_ground_motion_fields ?? 0) * tree.realizations.length;
}

function single(
  content: JobFileContent,
  file: string,
  tree: FullLogicTree,
  { mag, rake, hypocentre, surface, middle }: ShapedRupture,
  place: { readonly file: string; readonly parameter?: string },
): GivenRuptures {
  const { parameters } = content, { branchSets } = tree.gsimLogicTree;
  if (branchSets.length > 1) {
    const message = `expected a single branch set for one rupture, got ${branchSets.length}`;
    throw new InputError({ file: tree.gsimLogicTree.file || file, message });
  }
  const [type] = tree.tectonicRegionTypes;
  const distanceAt = distanceAtMagnitude(magnitudeDistancesOf(parameters.maximum_distance!, type));
  const isMoved = !isOnSurface(hypocentre, surface);
  const rupture = { mag, rake, hypocentre: isMoved ? middle : hypocentre, occurrenceRate: NaN, surface };
  const { table, geometries } = collectRuptures([{
    rupture,
    id: 0,
    seed: parameters.ses_seed,
    sourceNumber: 0,
    trtSmr: 0,
    occurrences: eventsPerRupture(content, tree),
  }], (mag) => distanceAt(mag) > 0);
  if (table.size === 0) {
    const message = `magnitude ${mag} is outside of those that maximum_distance and minimum_magnitude leave`;
    throw new InputError({ ...place, message });
  }
  table.code[0] = codeOfKind({ rupture: "BaseRupture", surface: classOfSurface(surface) });
  const placeOf = ({ lon, lat, depth }: Hypocentre) =>
    `${lon.toFixed(5)} ${lat.toFixed(5)} ${depth.toFixed(2)}`;
  const warnings = isMoved
    ? [
      `the hypocentre ${placeOf(hypocentre)} is not on the surface of the rupture, its middle ${
        placeOf(middle)
      } is taken`,
    ]
    : [];
  return { table, geometries, warnings, magnitudes: { [type]: [Math.fround(mag).toFixed(2)] } };
}

function fromCsv(content: JobFileContent, text: string, file: string, tree: FullLogicTree): GivenRuptures {
  const { tectonicRegionTypes, ruptures } = readRuptureCsv(text, file);
  const types = tree.gsimLogicTree.branchSets.map(({ tectonicRegionType }) => tectonicRegionType).sort();
  const isSame = types.length === tectonicRegionTypes.length &&
    types.every((type, i) => type === tectonicRegionTypes[i]);
  if (types.length > 1 && !isSame) {
    const message =
      `tectonic region types ${tectonicRegionTypes.join(", ")} in the first line, expected those of ` +
      `the logic tree of models, sorted: ${types.join(", ")}`;
    throw new InputError({ file, line: 1, message });
  }
  const table = ruptureTable(ruptures.length), occurrences = eventsPerRupture(content, tree) || 1;
  const geometries = ruptures.map(({ line, seed, mag, rake, hypocentre, tectonicRegionType, ...rest }, i) => {
    const kind = kindOfNames(rest.kind);
    if (!kind) throw new InputError({ file, line, parameter: "kind", message: `"${rest.kind}" is unknown` });
    const meshes = rest.meshes.map(({ rows, cols, lon, lat, depth }) => ({
      rows,
      cols,
      lon: Float32Array.from(lon),
      lat: Float32Array.from(lat),
      depth: Float32Array.from(depth),
    }));
    table.id[i] = i;
    table.seed[i] = seed;
    table.trtSmr[i] = types.length > 1 ? PATHS_PER_TYPE * types.indexOf(tectonicRegionType) : 0;
    table.code[i] = codeOfKind(kind);
    table.occurrences[i] = occurrences;
    table.mag[i] = mag;
    table.rake[i] = rake;
    table.occurrenceRate[i] = rest.occurrenceRate;
    table.minLon[i] = smallest(meshes.map(({ lon }) => Math.min(...lon)));
    table.minLat[i] = smallest(meshes.map(({ lat }) => Math.min(...lat)));
    table.maxLon[i] = -smallest(meshes.map(({ lon }) => -Math.max(...lon)));
    table.maxLat[i] = -smallest(meshes.map(({ lat }) => -Math.max(...lat)));
    table.hypocentre.set([hypocentre.lon, hypocentre.lat, hypocentre.depth], 3 * i);
    table.geometry[i] = i;
    table.numSites[i] = 1;
    return flattenMeshes(meshes);
  });
  return { table, geometries: joinGeometries(geometries), warnings: [] };
}

/**
 * The smallest number. As in the reference a part with holes, of which it is NaN, counts only if it is the first: then
 * the rupture is near no site.
 */
function smallest(ofParts: readonly number[]): number {
  return ofParts.reduce((a, b) => b < a ? b : a);
}

/** The rupture `rupture_id` of another calculation. */
async function fromDatastore(
  content: JobFileContent,
  path: string,
  name: string,
  tree: FullLogicTree,
): Promise<GivenRuptures> {
  const { rupture_id: id } = content.parameters, place = { file: name, parameter: "rupture_id" };
  if (id === undefined) throw new InputError({ ...place, message: "is missing: say which rupture it is" });
  try {
    using store = await openDatastore(path);
    const all = readRuptures(store), row = all.id.indexOf(id);
    if (row < 0) throw new InputError({ ...place, message: `there is no rupture ${id}` });
    const table = pickRuptures(all, [row]), geometry = readGeometry(store, table.geometry[0]);
    table.trtSmr[0] = table.geometry[0] = table.firstEvent[0] = 0;
    table.occurrences[0] = eventsPerRupture(content, tree);
    return { table, geometries: joinGeometries([geometry]), warnings: [] };
  } catch (error) {
    if (!(error instanceof DatastoreError)) throw error;
    throw new InputError({ file: name, message: error.message });
  }
}
