/** PNG pictures of plain pixels (W3C Portable Network Graphics, third edition). */
import { crc32, deflateSync } from "node:zlib";
import { concatenated } from "./byte_parts.ts";

/** Pixels of 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 channels (with alpha), row by row from the top. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** by number of channels, section 11.2.1 */
const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 2: 4, 3: 2, 4: 6 };
/** each row of pixels begins with the number of its filter */
const NO_FILTER = 0;

/** The picture as a PNG file. @throws RangeError if the pixels do not fill it, or have other channels */
export function png({ height, width, channels, bytes }: Pixels): Uint8Array<ArrayBuffer> {
  const rowBytes = width * channels;
  if (!(channels in COLOUR_TYPES) || height * rowBytes !== bytes.length || bytes.length === 0) {
    throw new RangeError(`${bytes.length} bytes are no picture of ${height} x ${width} x ${channels}`);
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8); // bits per channel
  header.setUint8(9, COLOUR_TYPES[channels]);
  const rows = new Uint8Array(height * (rowBytes + 1));
  for (let row = 0; row < height; row++) {
    rows[row * (rowBytes + 1)] = NO_FILTER;
    rows.set(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  }
  return concatenated([
    SIGNATURE,
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Length, type, data and check sum of type and data (section 5.3). */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12), view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}
