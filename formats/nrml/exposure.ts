/** Exposure models in NRML: what is exposed, with the assets themselves or the names of the CSV files that hold them. */
import {
  type AssetTable,
  type CostBasis,
  type CostType,
  type CostTypes,
  COUNTS,
  TextCoder,
  type TextCodes,
} from "../../risk/asset_table.ts";
import type { XmlElement } from "../xml.ts";
import { LATITUDE, LONGITUDE, roundDegrees } from "./coordinates.ts";
import { attribute, child, number, numberAttribute, optionalChild } from "./fields.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";

/** What an exposure says about its assets. */
export interface ExposureHeader {
  readonly file: string;
  readonly costTypes: CostTypes;
  /** times of the day for which it has occupants */
  readonly occupancyPeriods: readonly string[];
  /** without the taxonomy, which every exposure has */
  readonly tagNames: readonly string[];
  /** columns of the CSV files with other names than those used here */
  readonly fields: readonly ExposureField[];
}

/** A column of a CSV file and what it means: the name of a count, of a cost, of a time of the day, or of a tag. */
export interface ExposureField {
  readonly column: string;
  readonly meaning: string;
}

/** An exposure model with its assets, or the names of the CSV files that have them, relative to its own folder. */
export interface ExposureModel extends ExposureHeader {
  readonly assets?: AssetTable;
  readonly assetFiles: readonly string[];
}

const COST_BASES: readonly string[] = ["aggregated", "per_asset", "per_area"] satisfies CostBasis[];

/** Tags that every exposure has, or gets when there are several. */
const RESERVED_TAGS = ["taxonomy", "exposure"];

/** What an asset is said to be where a tag is not given. */
const UNKNOWN_TAG = "?";

/**
 * Reads an exposure model. Longitudes and latitudes of assets in it are rounded to 5 decimals.
 * @param ignoredCosts kinds of cost that assets may lack
 * @throws InputError with up to 20 problems of the file
 */
export function readExposureModel(
  text: string,
  file: string,
  ignoredCosts: readonly string[] = [],
): ExposureModel {
  const { model } = parseNrml(text, file, "exposureModel");
  const problems = new ProblemList(file);
  const list = child(problems, model, "assets");
  const header: ExposureHeader = {
    file,
    costTypes: readCostTypes(problems, model),
    occupancyPeriods: words(optionalChild(problems, model, "occupancyPeriods")),
    tagNames: readTagNames(problems, model),
    fields: readFields(problems, model),
  };
  const assetFiles = words(list);
  const assets = list && assetFiles.length === 0
    ? readAssets(problems, list, header, ignoredCosts)
    : undefined;
  problems.throwIfAny();
  return { ...header, assetFiles, assets };
}

function words(element: XmlElement | undefined): string[] {
  return element?.text.split(/\s+/).filter(Boolean) ?? [];
}

function readCostTypes(problems: ProblemList, model: XmlElement): CostTypes {
  const conversions = optionalChild(problems, model, "conversions");
  const costTypes = conversions && optionalChild(problems, conversions, "costTypes");
  const area = conversions && optionalChild(problems, conversions, "area");
  const types = (costTypes?.children ?? []).map((element): [string, CostType] => [
    attribute(problems, element, "name") ?? "",
    readCostType(problems, element),
  ]);
  if (area) types.push(["area", readCostType(problems, area)]);
  for (const [name, { basis }] of types) {
    if (basis === "per_area" && !types.some(([other]) => other === "area")) {
      problems.add(
        conversions!.line,
        `${name} is given per area, so an <area type="..." unit="..."/> is needed`,
      );
    }
  }
  return new Map(types.toSorted(([a], [b]) => a < b ? -1 : 1));
}

function readCostType(problems: ProblemList, element: XmlElement): CostType {
  const basis = attribute(problems, element, "type") ?? "";
  if (!COST_BASES.includes(basis)) {
    problems.add(element.line, `type of ${element.tag}: expected ${COST_BASES.join(", ")}, got "${basis}"`);
  }
  return { basis: basis as CostBasis, unit: attribute(problems, element, "unit") ?? "" };
}

function readTagNames(problems: ProblemList, model: XmlElement): string[] {
  const element = optionalChild(problems, model, "tagNames"), names = words(element);
  names.forEach((name, i) => {
    if (RESERVED_TAGS.includes(name)) problems.add(element!.line, `tagNames: the name ${name} is reserved`);
    if (names.indexOf(name) < i) problems.add(element!.line, `tagNames: ${name} comes twice`);
  });
  return names;
}

function readFields(problems: ProblemList, model: XmlElement): ExposureField[] {
  const list = optionalChild(problems, model, "exposureFields");
  return (list?.children ?? []).map((element) => ({
    column: attribute(problems, element, "input") ?? "",
    meaning: attribute(problems, element, "oq") ?? "",
  }));
}

/** Columns being filled. */
interface Columns {
  readonly values: ReadonlyMap<string, Float64Array>;
  readonly occupants: ReadonlyMap<string, Float64Array>;
}

function readAssets(
  problems: ProblemList,
  list: XmlElement,
  { file, costTypes, occupancyPeriods, tagNames }: ExposureHeader,
  ignoredCosts: readonly string[],
): AssetTable {
  const elements = list.children.filter(({ tag, line }) => {
    if (tag !== "asset") problems.add(line, `unexpected subnode ${tag} in assets, expected asset`);
    return tag === "asset";
  });
  if (elements.length === 0) problems.add(list.line, "expected at least one asset, or names of CSV files");
  const size = elements.length;
  const columnsNamed = (names: Iterable<string>) =>
    new Map(Array.from(names, (name) => [name, new Float64Array(size)]));
  const first = elements.slice(0, 1).flatMap((asset) => childrenOf(asset, "occupancies"));
  const periods = first.map(({ attributes }) => (attributes.period ?? "").toLowerCase());
  const columns: Columns = {
    values: columnsNamed(new Set(["number", ...costTypes.keys()])),
    occupants: columnsNamed(new Set([...occupancyPeriods, ...periods])),
  };
  const lon = new Float64Array(size), lat = new Float64Array(size);
  const retrofitted = new Float64Array(size);
  let hasRetrofits = false;
  const tags = new Map(["taxonomy", ...tagNames].map((name) => [name, new TagReader(size)]));
  const ids = elements.map((asset, row) => {
    const id = attribute(problems, asset, "id") ?? "";
    problems.owner = `asset "${id}"`;
    const location = child(problems, asset, "location");
    if (location) {
      lon[row] = roundDegrees(numberAttribute(problems, location, "lon", LONGITUDE));
      lat[row] = roundDegrees(numberAttribute(problems, location, "lat", LATITUDE));
    }
    const retrofit = readValues(problems, asset, row, columns.values, ignoredCosts);
    if (retrofit !== undefined) {
      retrofitted[row] = retrofit;
      hasRetrofits = true;
    }
    readOccupants(problems, asset, row, columns.occupants);
    const given = optionalChild(problems, asset, "tags")?.attributes ?? {};
    for (const [name, reader] of tags) reader.set(row, given[name] ?? asset.attributes[name] ?? UNKNOWN_TAG);
    problems.owner = undefined;
    return id;
  });
  return {
    file,
    size,
    lines: elements.map(({ line }) => line),
    ids,
    lon,
    lat,
    ...columns,
    retrofitted: hasRetrofits ? retrofitted : undefined,
    tags,
  };
}

class TagReader implements TextCodes {
  readonly codes: Uint32Array;
  readonly #coder = new TextCoder();

  constructor(size: number) {
    this.codes = new Uint32Array(size);
  }

  get texts(): readonly string[] {
    return this.#coder.texts;
  }

  set(row: number, text: string): void {
    this.codes[row] = this.#coder.code(text);
  }
}

function childrenOf(asset: XmlElement, tag: string): readonly XmlElement[] {
  return asset.children.find((element) => element.tag === tag)?.children ?? [];
}

/** Fills in what an asset is worth; returns its structural cost after a retrofit, if that is given. */
function readValues(
  problems: ProblemList,
  asset: XmlElement,
  row: number,
  values: Columns["values"],
  ignoredCosts: readonly string[],
): number | undefined {
  const costs = childrenOf(asset, "costs");
  for (const [name, column] of values) {
    const cost = costs.find(({ attributes }) => attributes.type === name);
    const text = asset.attributes[name];
    if (cost) column[row] = numberAttribute(problems, cost, "value");
    else if (text !== undefined) column[row] = number(problems, asset.line, name, text);
    else if (COUNTS.includes(name)) column[row] = 1;
    else if (!ignoredCosts.includes(name)) problems.add(asset.line, `no cost of type "${name}"`);
  }
  const retrofit = costs.find(({ attributes }) => attributes.retrofitted !== undefined);
  return retrofit && numberAttribute(problems, retrofit, "retrofitted");
}

function readOccupants(
  problems: ProblemList,
  asset: XmlElement,
  row: number,
  occupants: Columns["occupants"],
): void {
  const given = childrenOf(asset, "occupancies");
  for (const [period, column] of occupants) {
    const occupancy = given.find(({ attributes }) => attributes.period?.toLowerCase() === period);
    if (occupancy) column[row] = numberAttribute(problems, occupancy, "occupants");
    else problems.add(asset.line, `no occupancy of period "${period}"`);
  }
}
