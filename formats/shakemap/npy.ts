/** ShakeMaps that have been saved as arrays of NumPy: records of lon, lat, val and std, the latter two by measure. */
import { InputError } from "../../hazard/input_error.ts";
import type { ShakeMap } from "../../hazard/shakemap/shake_map.ts";
import { itemSize, type NpyType } from "../npy.ts";
import { parseNpy } from "../read_npz.ts";

/** Where a number is in a record. */
interface Leaf {
  readonly path: string;
  readonly type: string;
  readonly offset: number;
}

/**
 * Reads such a file.
 * @throws InputError for another file, or fields that are missing or no numbers
 */
export function readShakeMapNpy(bytes: Uint8Array<ArrayBuffer>, file: string): ShakeMap {
  const wrong = (message: string) => new InputError({ file, message });
  let stored;
  try {
    stored = parseNpy(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw wrong(error.message);
  }
  const type = stored.type as NpyType, [size = 0, ...others] = stored.shape;
  if (typeof type === "string" || others.length > 0) {
    throw wrong(`expected records with lon, lat, val and std, got an array of ${JSON.stringify(type)}`);
  }
  const leaves = leavesOf(type), view = new DataView(stored.bytes.buffer), recordSize = itemSize(type);
  if (view.byteLength < size * recordSize) {
    throw wrong(`is cut off: expected ${size} records of ${recordSize} bytes`);
  }
  const column = ({ path, type, offset }: Leaf) => {
    if (type !== "<f4" && type !== "<f8") {
      throw wrong(`${path}: expected numbers of type <f4 or <f8, got ${type}`);
    }
    return Float32Array.from({ length: size }, (_, i) => {
      const at = i * recordSize + offset;
      return type === "<f4" ? view.getFloat32(at, true) : view.getFloat64(at, true);
    });
  };
  const named = (path: string) => {
    const leaf = leaves.find((leaf) => leaf.path === path);
    if (!leaf) throw wrong(`there is no ${path}, only ${leaves.map((leaf) => leaf.path).join(", ")}`);
    return column(leaf);
  };
  const below = (group: string) =>
    new Map(
      leaves.filter(({ path }) => path.startsWith(`${group}/`))
        .map((leaf) => [leaf.path.slice(group.length + 1), column(leaf)]),
    );
  const medians = below("val"), deviations = below("std");
  if (size === 0 || medians.size === 0) {
    throw wrong("there is no shaking: val has no fields, or there are no records");
  }
  for (const imt of medians.keys()) if (!deviations.has(imt)) named(`std/${imt}`);
  return { size, lon: named("lon"), lat: named("lat"), medians, deviations };
}

/** The numbers of a record by their paths, "val/PGA". */
function leavesOf(type: NpyType, path = "", offset = 0): Leaf[] {
  if (typeof type === "string") return [{ path, type, offset }];
  return type.flatMap(([name, field]) => {
    const leaves = leavesOf(field, path ? `${path}/${name}` : name, offset);
    offset += itemSize(field);
    return leaves;
  });
}
