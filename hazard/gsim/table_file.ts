/** Reads the files of the folder tables/: see its README for their form. */

/** What a table file holds; the header differs between the families of tables. */
export interface TableFile<Header> {
  readonly header: Header;
  /** by block, row and column */
  readonly values: Float64Array;
}

/** Axes and precision of a table of motion. */
export interface MotionHeader {
  /** unit of the logarithms in the file */
  readonly step: number;
  /** kind of distance */
  readonly metric: "rrup" | "rjb" | "rhypo";
  readonly magnitudes: readonly number[];
  /** km */
  readonly distances: readonly number[];
  /** the measures without period come first, then those of the spectrum by increasing period */
  readonly imts: readonly string[];
  /** total standard deviation of each measure */
  readonly sigma?: readonly number[];
}

const known = new Map<string, Promise<TableFile<unknown>>>();

/** The table `name` (its path in tables/ without ending); `shapeOf` tells the shape of its blocks. */
export function readTableFile<Header extends { readonly step: number }>(
  name: string,
  shapeOf: (header: Header) => { rows: number; columns: number },
): Promise<TableFile<Header>> {
  const reading = known.get(name) ?? read(name, shapeOf);
  known.set(name, reading);
  return reading as Promise<TableFile<Header>>;
}

async function read<Header extends { readonly step: number }>(
  name: string,
  shapeOf: (header: Header) => { rows: number; columns: number },
): Promise<TableFile<Header>> {
  const { body } = await fetch(new URL(`./tables/${name}.table`, import.meta.url));
  const bytes = await new Response(body!.pipeThrough(new DecompressionStream("deflate"))).bytes();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const { rows, columns } = shapeOf(header);
  const steps = joinedBytes(bytes.subarray(4 + length));
  for (let start = 0; start < steps.length; start += rows * columns) {
    undoDifferences(steps.subarray(start, start + rows * columns), columns);
  }
  return { header, values: Float64Array.from(steps, (count) => Math.exp(count * header.step)) };
}

/** Numbers of 32 bits from planes of their bytes. */
function joinedBytes(planes: Uint8Array): Int32Array {
  const size = planes.length / 4;
  const numbers = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    numbers[i] = planes[i] | planes[size + i] << 8 | planes[2 * size + i] << 16 | planes[3 * size + i] << 24;
  }
  return numbers;
}

/** Sums along the rows of a block, then along its columns, in place. */
function undoDifferences(block: Int32Array, columns: number): void {
  for (let i = columns; i < block.length; i++) block[i] += block[i - columns];
  for (let i = 0; i < block.length; i++) if (i % columns > 0) block[i] += block[i - 1];
}
