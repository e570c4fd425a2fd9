/**
 * Shapefiles of polygons with the table beside them.
 *
 * ESRI (1998), Shapefile Technical Description: main file header, polygon records. dBASE III tables: header, field
 * descriptors of 32 bytes, records of text.
 */
import type { RingedArea } from "../hazard/geo/rings.ts";

const FILE_CODE = 9994, HEADER_BYTES = 100, RECORD_HEADER_BYTES = 8;
const NOTHING = 0;
/** Polygons; with heights; with measures. */
const POLYGONS = [5, 15, 25];
const BOX_BYTES = 32;

/**
 * The polygons of a .shp file, without rings where a feature has no shape.
 * @throws SyntaxError for another file or other shapes
 */
export function readPolygons(bytes: Uint8Array): RingedArea[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getInt32(0) !== FILE_CODE) {
    throw new SyntaxError("is not a shapefile");
  }
  const polygons: RingedArea[] = [];
  for (let at = HEADER_BYTES; at + RECORD_HEADER_BYTES <= bytes.length;) {
    const length = 2 * view.getInt32(at + 4), start = at + RECORD_HEADER_BYTES;
    if (length < 4 || start + length > bytes.length) throw new SyntaxError("is cut off");
    const kind = view.getInt32(start, true);
    if (kind !== NOTHING && !POLYGONS.includes(kind)) {
      throw new SyntaxError(`expected polygons, got shapes of type ${kind}`);
    }
    polygons.push({
      rings: kind === NOTHING ? [] : ringsOf(new DataView(view.buffer, view.byteOffset + start, length)),
    });
    at = start + length;
  }
  return polygons;
}

function ringsOf(record: DataView): RingedArea["rings"] {
  const counts = 4 + BOX_BYTES,
    numParts = record.getInt32(counts, true),
    numPoints = record.getInt32(counts + 4, true);
  const parts = counts + 8, points = parts + 4 * numParts;
  if (numParts < 0 || numPoints < 0 || points + 16 * numPoints > record.byteLength) {
    throw new SyntaxError("is cut off");
  }
  return Array.from({ length: numParts }, (_, part) => {
    const first = record.getInt32(parts + 4 * part, true);
    const end = part + 1 < numParts ? record.getInt32(parts + 4 * (part + 1), true) : numPoints;
    if (first < 0 || end < first || end > numPoints) throw new SyntaxError("has rings that overlap");
    const coordinates = (offset: number) =>
      Float64Array.from(
        { length: end - first },
        (_, i) => record.getFloat64(points + 16 * (first + i) + offset, true),
      );
    return { x: coordinates(0), y: coordinates(8) };
  });
}

const TABLE_HEADER_BYTES = 32, DESCRIPTOR_BYTES = 32, END_OF_DESCRIPTORS = 0x0d;

/**
 * The columns of numbers of a .dbf file by name in capitals, NaN where a cell is empty.
 * @throws SyntaxError for a file that is cut off
 */
export function readNumberColumns(bytes: Uint8Array): Map<string, Float64Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    decoder = new TextDecoder("latin1");
  if (bytes.length < TABLE_HEADER_BYTES) throw new SyntaxError("is not a dBASE table");
  const numRows = view.getUint32(4, true),
    firstRow = view.getUint16(8, true),
    rowBytes = view.getUint16(10, true);
  if (rowBytes === 0 || firstRow + numRows * rowBytes > bytes.length) throw new SyntaxError("is cut off");
  const columns = new Map<string, Float64Array>();
  let offset = 1; // the first byte of a row tells whether it is deleted
  for (
    let at = TABLE_HEADER_BYTES;
    at < firstRow && bytes[at] !== END_OF_DESCRIPTORS;
    at += DESCRIPTOR_BYTES
  ) {
    const name = decoder.decode(bytes.subarray(at, at + 11)).replace(/\0.*$/s, "");
    const kind = String.fromCharCode(bytes[at + 11]), length = bytes[at + 16], start = offset;
    offset += length;
    if (kind !== "N" && kind !== "F") continue;
    const cells = Float64Array.from({ length: numRows }, (_, row) => {
      const cell = firstRow + row * rowBytes + start;
      return numberOf(decoder.decode(bytes.subarray(cell, cell + length)));
    });
    columns.set(name.toUpperCase(), cells);
  }
  return columns;
}

function numberOf(cell: string): number {
  const text = cell.replaceAll("\0", " ").trim();
  return text === "" ? NaN : Number(text);
}
