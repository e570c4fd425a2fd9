/** Ground motion fields by column: one row for each site and event that is shaken enough. */

/** Rows of fields; columns may be longer than `size`. */
export interface FieldRows {
  readonly size: number;
  readonly siteIds: Uint32Array;
  readonly eventIds: Uint32Array;
  /** by intensity measure type, then by output of the secondary perils */
  readonly values: readonly Float32Array[];
}

/**
 * Gives back the memory of rows that nobody looks at any more, at once: hundreds of MB would wait for the collection of
 * garbage, of which there is little else.
 */
export function freeFields({ siteIds, eventIds, values }: FieldRows): void {
  for (const { buffer } of [siteIds, eventIds, ...values]) {
    if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
  }
}

/** Rows of one event after the other, without the events; columns may be longer. */
export interface EventRows {
  /** how many each event has */
  readonly counts: Uint32Array;
  readonly siteIds: Uint32Array;
  readonly values: readonly Float32Array[];
}

/** Rows in the order in which they were added. */
export class FieldTable implements FieldRows {
  size = 0;
  siteIds: Uint32Array<ArrayBuffer>;
  eventIds: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>[];

  constructor(numColumns: number, capacity = 0) {
    this.siteIds = new Uint32Array(capacity);
    this.eventIds = new Uint32Array(capacity);
    this.values = Array.from({ length: numColumns }, () => new Float32Array(capacity));
  }

  /** Makes room for `numRows` more rows. */
  reserve(numRows: number): void {
    const needed = this.size + numRows;
    if (needed <= this.siteIds.length) return;
    const capacity = Math.max(needed, 2 * this.siteIds.length);
    const grown = <Column extends Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(column: Column) => {
      const longer = new (column.constructor as new (length: number) => Column)(capacity);
      longer.set(column.subarray(0, this.size));
      return longer;
    };
    this.siteIds = grown(this.siteIds);
    this.eventIds = grown(this.eventIds);
    this.values.forEach((column, c) => this.values[c] = grown(column));
  }

  /** Appends the first `numRows` rows that belong to some events, one after the other. */
  append({ counts, siteIds, values }: EventRows, numRows: number, eventIds: readonly number[]): void {
    this.reserve(numRows);
    let start = this.size;
    this.siteIds.set(siteIds.subarray(0, numRows), start);
    values.forEach((column, m) => this.values[m].set(column.subarray(0, numRows), start));
    eventIds.forEach((id, e) => this.eventIds.fill(id, start, start += counts[e]));
    this.size = start;
  }

  /** Forgets all rows; the columns may be used again. */
  clear(): void {
    this.size = 0;
  }

  /** A copy without room for more. */
  copy(): FieldRows {
    const { size, siteIds, eventIds, values } = this;
    return {
      size,
      siteIds: siteIds.slice(0, size),
      eventIds: eventIds.slice(0, size),
      values: values.map((column) => column.slice(0, size)),
    };
  }
}

/** Residuals between events, one row for each event; columns may be longer than `size`. */
export interface BetweenRows {
  readonly size: number;
  readonly eventIds: Uint32Array;
  readonly realizations: Uint16Array;
  /** by intensity measure type: largest standard deviation between events among the sites; NaN if a model has none */
  readonly sigma: readonly Float32Array[];
  /** by intensity measure type: numbers of standard deviations */
  readonly epsilon: readonly Float32Array[];
}

/** Rows in the order in which they were added. */
export class BetweenTable implements BetweenRows {
  size = 0;
  eventIds: Uint32Array<ArrayBuffer>;
  realizations: Uint16Array<ArrayBuffer>;
  readonly sigma: Float32Array<ArrayBuffer>[];
  readonly epsilon: Float32Array<ArrayBuffer>[];

  constructor(numImts: number, capacity = 0) {
    this.eventIds = new Uint32Array(capacity);
    this.realizations = new Uint16Array(capacity);
    this.sigma = Array.from({ length: numImts }, () => new Float32Array(capacity));
    this.epsilon = Array.from({ length: numImts }, () => new Float32Array(capacity));
  }

  /** Makes room for `numRows` more rows. */
  reserve(numRows: number): void {
    const needed = this.size + numRows;
    if (needed <= this.eventIds.length) return;
    const capacity = Math.max(needed, 2 * this.eventIds.length);
    const grown = <
      Column extends Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
    >(
      column: Column,
    ) => {
      const longer = new (column.constructor as new (length: number) => Column)(capacity);
      longer.set(column.subarray(0, this.size));
      return longer;
    };
    this.eventIds = grown(this.eventIds);
    this.realizations = grown(this.realizations);
    for (const rows of [this.sigma, this.epsilon]) rows.forEach((row, m) => rows[m] = grown(row));
  }

  /** Forgets all rows. */
  clear(): void {
    this.size = 0;
  }
}
