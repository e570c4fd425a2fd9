/**
 * GMPETable: medians and total deviations from a table given with the job, an hdf5 file in the form of the reference
 * engine; the calculators read it and hand over what is in it as the option.
 */
import type { CompositeFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import {
  readTabulatedMotion,
  tableModel,
  tableName,
  type TableOfMotion,
  TabulatedMotion,
} from "./tabulated_motion.ts";

const NAME = "GMPETable", AUSTRALIA = "NGAEastAUS2023GMPE";
const BACKBONE = "NGA-East_Backbone_Model.geometric.3000.mps";

export const models: CompositeFactories = {
  [NAME]: (given) => {
    const { gmpe_table } = readOptions(NAME, given, { gmpe_table: null });
    if (typeof gmpe_table !== "object" || gmpe_table === null) {
      return Promise.reject(new TypeError(`${NAME} needs gmpe_table, an hdf5 file next to the logic tree`));
    }
    const motion = new TabulatedMotion(gmpe_table as unknown as TableOfMotion, "linear");
    return Promise.resolve(tableModel(NAME, "Active Shallow Crust", motion));
  },
  /** Australian hazard assessment of 2023: a mean of the NGA-East models on 3000 m/s. */
  [AUSTRALIA]: async (given) => {
    const { table_relpath } = readOptions(AUSTRALIA, given, { table_relpath: "" });
    if (tableName(table_relpath) !== BACKBONE) {
      throw new RangeError(`option table_relpath of ${AUSTRALIA}: expected ${BACKBONE}.hdf5`);
    }
    const motion = await readTabulatedMotion(`aus23/${BACKBONE}`, "linear");
    return tableModel(AUSTRALIA, "Active Shallow Crust", motion);
  },
};
