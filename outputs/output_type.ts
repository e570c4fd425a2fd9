/** What an output type is: something a calculation gives, with the files it can be had in. */
import type { NpyArray } from "../formats/npy.ts";
import type { ZipMember } from "../formats/npz.ts";
import type { DatastoreError } from "../datastore/reader.ts";
import { textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { Query } from "./query.ts";

/** A file. With a `path` it lies there, where its receiver takes it away, and `bytes` reads all of it. */
export interface ExportedFile extends ZipMember {
  readonly path?: string;
}
export type Exporter = (results: CalculationResults) => ExportedFile[] | Promise<ExportedFile[]>;

/** Named arrays, in the order in which the answer holds them. */
export type NamedArrays = readonly (readonly [name: string, array: NpyArray])[];
export type Extractor = (results: CalculationResults, query: Query) => NamedArrays;

export interface OutputType {
  /** key of the output, also of its extractor */
  readonly type: string;
  /** name shown to people */
  readonly title: string;
  readonly isPresent: (results: CalculationResults) => boolean;
  /** dataset or group that the output is, whose size is shown; outputs that are computed have none */
  readonly dataset?: string;
  /** by export type, the first being the default */
  readonly exporters: Readonly<Record<string, Exporter>>;
}

/** Something that can't be extracted or exported; the message starts with the reference's exception class. */
export class OutputError extends Error {
  override readonly name: string = "OutputError";
}

/** Wrong request to `extract`: `KeyError: 'kind'`, `ValueError: 'PGX' is not in list`. */
export class ExtractError extends OutputError {
  override readonly name = "ExtractError";
}

/** Wrong request to `export`: `DataStoreExportError: Could not export hcurves in xml`. */
export class ExportError extends OutputError {
  override readonly name = "ExportError";
}

/** An error of the datastore in Python's words, which show the message of a KeyError as a literal. */
export function exceptionText({ exceptionClass, message }: DatastoreError): string {
  return `${exceptionClass}: ${exceptionClass === "KeyError" ? textLiteral(message) : message}`;
}
