/** The exposure of a job: assets by column, where they are, and how their costs are given. */
import { basename, dirname, relative, resolve } from "node:path";
import { readAssetsCsv } from "../formats/exposure_csv.ts";
import { type ExposureModel, readExposureModel } from "../formats/nrml/exposure.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import { type AssetCollection, collectAssets, type Places } from "../risk/asset_collection.ts";
import type { AssetTable, CostTypes } from "../risk/asset_table.ts";
import { pickAssets } from "../risk/pick_assets.ts";
import { associateAssets, type Association } from "../risk/associate_assets.ts";
import { filesOf } from "./parameters/inputs.ts";
import { roundColumn } from "./read_site_model.ts";
import type { SitesRequest } from "./sites_request.ts";

export type { AssetCollection };

/** What a job exposes to earthquakes. */
export interface Exposure {
  /** names of the models, without folder and extension */
  readonly names: readonly string[];
  readonly costTypes: CostTypes;
  /** columns of CSV files under other names, and what they mean */
  readonly fields: ExposureModel["fields"];
  readonly assets: AssetCollection;
}

/** An exposure before its assets have sites: their `siteIds` are rows of `places`. */
export interface UnassociatedExposure extends Exposure {
  /** where the assets are: different places, sorted */
  readonly places: Places;
}

/** Grid spacings within which an asset finds its site. */
const SPACINGS_TO_ASSOCIATE = 1.414;

const MAX_PROBLEMS = 20;

/** Tag that tells the exposure models of a job apart, if there are several. */
const MODEL_TAG = "exposure";

/**
 * Reads the exposure models of a job and the CSV files that they name; undefined if it has none.
 * @param rowsInReach finds the rows of the assets that count by where they are; without it all do
 * @throws InputError for files that can't be read, models that don't go together, ids that come twice, and where no
 * asset counts
 */
export async function readExposure(
  { parameters, inputs, read, lines }: Omit<SitesRequest, "required">,
  rowsInReach?: (lon: Float64Array, lat: Float64Array) => readonly number[],
): Promise<UnassociatedExposure | undefined> {
  const paths = filesOf(inputs, "exposure");
  if (paths.length === 0) return undefined;
  const { base_path: folder, ignore_missing_costs: ignoredCosts } = parameters;
  if (paths.some((path) => path.endsWith(".hdf5"))) {
    throw new InputError({
      file: basename(inputs.job_ini as string),
      line: lines?.get("exposure_file"),
      parameter: "exposure_file",
      message: "an exposure in HDF5 is not supported yet, give an exposure model in NRML",
    });
  }
  const models: ExposureModel[] = [], tables: AssetTable[] = [];
  for (const path of paths) {
    const file = relative(folder, path);
    const model = readExposureModel(await read(path), file, ignoredCosts);
    models.push(model);
    if (model.assets) tables.push(ofModel(model.assets, models, paths.length));
    for (const name of model.assetFiles) {
      const csv = resolve(dirname(path), name);
      const table = readAssetsCsv(await read(csv), relative(folder, csv), model);
      tables.push(ofModel(table, models, paths.length));
    }
  }
  checkAlike(models);
  const common = withCommonTags(tables, models);
  checkColumns(common);
  checkIds(common);
  const counting = rowsInReach
    ? common.map((table) => pickAssets(table, rowsInReach(table.lon, table.lat)))
    : common;
  if (counting.every(({ size }) => size === 0)) {
    const message = "no asset is within the maximum_distance of the rupture";
    throw new InputError({ file: relative(folder, paths[0]), message });
  }
  const { costTypes, fields } = models[0];
  return {
    names: paths.map((path) => basename(path).replace(/\.[^.]*$/, "")),
    costTypes,
    fields,
    ...collectAssets(
      counting.map((table) => ({ ...table, lon: roundColumn(table.lon), lat: roundColumn(table.lat) })),
      costTypes,
    ),
  };
}

/** The assets of the last model: marked by its number, if there are several. */
function ofModel(table: AssetTable, { length }: readonly ExposureModel[], numModels: number): AssetTable {
  if (numModels === 1) return table;
  const name = `E${String(length).padStart(2, "0")}`;
  const tag = { texts: [name], codes: new Uint32Array(table.size) };
  return {
    ...table,
    ids: table.ids.map((id) => `${name}_${id}`),
    tags: new Map([...table.tags, [MODEL_TAG, tag]]),
  };
}

/** @throws InputError if the models don't give the same costs in the same way */
function checkAlike(models: readonly ExposureModel[]): void {
  const text = ({ costTypes, occupancyPeriods }: ExposureModel) =>
    JSON.stringify([[...costTypes].map(([name, { basis }]) => [name, basis]), occupancyPeriods]);
  const different = models.find((model) => text(model) !== text(models[0]));
  if (!different) return;
  const message = `expected the cost types and occupancy periods of ${models[0].file}`;
  throw new InputError({ file: different.file, message });
}

/** The tables with the tags that all models have. */
function withCommonTags(tables: readonly AssetTable[], models: readonly ExposureModel[]): AssetTable[] {
  const names = models[0].tagNames.filter((name) => models.every(({ tagNames }) => tagNames.includes(name)));
  const kept = ["taxonomy", ...names, MODEL_TAG];
  return tables.map((table) => ({
    ...table,
    tags: new Map(kept.flatMap((name) => table.tags.has(name) ? [[name, table.tags.get(name)!]] : [])),
  }));
}

/** @throws InputError if the files of assets don't have the same columns */
function checkColumns(tables: readonly AssetTable[]): void {
  const names = ({ values, occupants }: AssetTable) => [...values.keys(), ...occupants.keys()];
  const expected = names(tables[0]);
  const problems = tables.flatMap((table): InputProblem[] => {
    const found = names(table);
    const missing = expected.filter((name) => !found.includes(name));
    const added = found.filter((name) => !expected.includes(name));
    return [
      ...missing.map((name) => [name, table.file, tables[0].file]),
      ...added.map((name) => [name, tables[0].file, table.file]),
    ].map(([parameter, file, other]) => ({
      file,
      parameter,
      message: `the column is missing, ${other} has it`,
    }));
  });
  if (problems.length) throw new InputError(problems.slice(0, MAX_PROBLEMS));
}

/** @throws InputError for ids that come twice */
function checkIds(tables: readonly AssetTable[]): void {
  const seen = new Set<string>(), problems: InputProblem[] = [];
  for (const { ids, file, lines } of tables) {
    for (let row = 0; row < ids.length && problems.length < MAX_PROBLEMS; row++) {
      const before = seen.size;
      if (seen.add(ids[row]).size > before) continue;
      problems.push({
        file,
        line: lines[row],
        parameter: `asset "${ids[row]}"`,
        message: "the id comes twice",
      });
    }
  }
  if (problems.length) throw new InputError(problems);
}

/**
 * Finds a site for each asset.
 * @throws InputError if assets are too far from all sites, unless they may be discarded
 */
export function associateToSites(
  { assets, places }: UnassociatedExposure,
  sites: Pick<SiteCollection, "lon" | "lat" | "depth">,
  { parameters, inputs, lines }: SitesRequest,
): Association {
  const { region_grid_spacing: spacing, region } = parameters;
  // a scenario is about the assets around its rupture or its sites
  const mayDiscard = parameters.discard_assets || parameters.calculation_mode.startsWith("scenario");
  const distanceKm = spacing
    ? spacing * SPACINGS_TO_ASSOCIATE
    : Math.max(...Object.values(parameters.asset_hazard_distance));
  const corners = (axis: 0 | 1) => Float64Array.from(region!, (point) => point[axis]);
  const association = associateAssets(assets, places, sites, {
    distanceKm,
    region: region && { lon: corners(0), lat: corners(1) },
  });
  const { discarded } = association;
  if (association.assets.size > 0 && (discarded.length === 0 || mayDiscard)) return association;
  const parameter = region && discarded.length === 0 ? "region" : "asset_hazard_distance";
  const example = discarded.length > 0 ? `, the first is "${assets.ids[discarded[0]]}"` : "";
  const remedy = association.assets.size > 0 ? "; discard_assets = true goes on without them" : "";
  const message = parameter === "region"
    ? "no asset is inside the region"
    : `${discarded.length} assets are more than ${distanceKm} km from every site${example}${remedy}`;
  throw new InputError({
    file: basename(inputs.job_ini as string),
    line: lines?.get(parameter),
    parameter,
    message,
  });
}
