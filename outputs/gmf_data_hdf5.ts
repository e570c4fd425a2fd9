/** Ground motion fields as an HDF5 file that other calculations can start from. */
import { readFieldColumns, readFields } from "../datastore/gmf_data.ts";
import { createDatastore, type TableColumn } from "../datastore/writer.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { ExportedFile } from "./output_type.ts";
import { TemporaryFile } from "./temporary_file.ts";

/** Rows copied at a time. */
const ROWS_PER_PIECE = 1 << 20;

/** The sites and the group `gmf_data`, as they are in the datastore. */
export async function exportFieldsHdf5(results: CalculationResults): Promise<ExportedFile[]> {
  const { store, calcId, sites } = results, file = new TemporaryFile(`gmf-data_${calcId}.hdf5`);
  using copy = await createDatastore(file.path, {
    date: String(store.attribute("", "date")),
    checksum: Number(store.attribute("", "checksum32")),
    inputSize: Number(store.attribute("", "input_size")),
  });
  for (const { name, type, values } of sites.columns) {
    if (type === "b1") copy.booleans(`sitecol/${name}`, values as Uint8Array);
    else copy.column(`sitecol/${name}`, type, values as TableColumn[2]);
  }
  for (const name of ["__pdcolumns__", "__pyclass__"]) {
    copy.attribute("sitecol", name, String(store.attribute("sitecol", name)));
  }
  const columns = readFieldColumns(store);
  copy.frame("gmf_data", [["sid", "u4"], ["eid", "u4"], ...columns.map((name) => [name, "f4"] as const)]);
  for (const name of store.attributeNames("gmf_data").filter((name) => name !== "__pdcolumns__")) {
    copy.attribute("gmf_data", name, store.attribute("gmf_data", name) as string | number);
  }
  const [numRows] = store.shape("gmf_data/sid");
  for (let start = 0; start < numRows; start += ROWS_PER_PIECE) {
    const rows = readFields(store, columns, start, Math.min(start + ROWS_PER_PIECE, numRows));
    copy.appendToFrame("gmf_data", [
      ["sid", "u4", rows.siteIds],
      ["eid", "u4", rows.eventIds],
      ...columns.map((name, c) => [name, "f4", rows.values[c]] as const),
    ]);
  }
  for (const name of ["slice_by_event", "sigma_epsilon"]) copyTable(`gmf_data/${name}`);
  return [file];

  function copyTable(path: string): void {
    if (!store.has(path)) return;
    const { type, column } = store.raw(path);
    if (type.kind !== "compound") throw new TypeError(`${path} is not a table`);
    const table = column as unknown as Record<string, TableColumn[2]>;
    copy.table(path, type.members.map(({ name, type }) => [name, type, table[name]] as const));
  }
}
