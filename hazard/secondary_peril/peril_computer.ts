/** What secondary perils make of the field of an event. */
import type { SiteCollection } from "../site/site_collection.ts";
import type { SecondaryPeril } from "./peril.ts";

/** Displacements (m) of fields below it count as none. */
const LEAST_DISPLACEMENT = 1e-4;

/** Computes the outputs of all perils, one after the other. */
export class PerilComputer {
  readonly #perils: readonly SecondaryPeril[];
  /** for each peril the positions of its measures among those of the fields */
  readonly #measures: readonly (readonly number[])[];
  readonly #columns: readonly (readonly Float64Array[])[];
  readonly #leastDisplacement: number;
  /** number of outputs */
  readonly numOutputs: number;
  /** by output: rows of fields with less are left out */
  readonly least: readonly number[];

  /**
   * @param imts ids of the measures of the fields
   * @param least by name of an output
   * @param leastDisplacement m; displacements below count as none
   */
  constructor(
    perils: readonly SecondaryPeril[],
    sites: SiteCollection,
    imts: readonly string[],
    least: Readonly<Record<string, number>> = {},
    leastDisplacement = LEAST_DISPLACEMENT,
  ) {
    this.#leastDisplacement = leastDisplacement;
    this.#perils = perils;
    this.#measures = perils.map(({ measures }) => measures.map((measure) => imts.indexOf(measure)));
    this.#columns = perils.map((peril) => peril.sites.map((name) => sites.parameters[name]!));
    this.least = perils.flatMap(({ outputs }) => outputs.map((output) => least[output] ?? -Infinity));
    this.numOutputs = this.least.length;
  }

  /** Writes to `out`, a row for each output, what a field, a row for each measure, does at the sites `rows`. */
  compute(
    mag: number,
    rows: Uint32Array,
    field: readonly Float32Array[],
    out: readonly Float32Array[],
  ): void {
    let first = 0;
    this.#perils.forEach((peril, p) => {
      const outputs = out.slice(first, first += peril.outputs.length);
      const shaking = this.#measures[p].map((m) => field[m]);
      peril.compute({ mag, rows, shaking, columns: this.#columns[p] }, outputs);
      const displacement = outputs[peril.outputs.indexOf("Disp")];
      displacement?.forEach((value, n) => {
        if (value < this.#leastDisplacement) displacement[n] = 0;
      });
    });
  }
}
