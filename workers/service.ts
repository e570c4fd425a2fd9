/** What the server asks of its service processes: short work that must not hold up or endanger the server itself. */
import type { InputProblem } from "../hazard/input_error.ts";

/** What a valid job says about itself. */
export interface JobSummary {
  readonly description: string;
  readonly calculationMode: string;
  /** number of the calculation it starts from, if any */
  readonly hazardCalculationId?: number;
  /** tells its inputs from others */
  readonly checksum: number;
}

/** A file made for one client, to be deleted once sent, and the name the client sees. */
export interface TransferFile {
  readonly path: string;
  readonly name: string;
}

export interface Service {
  /** Loads what `validate` needs, so that the first job does not wait for it. */
  prepare(): Promise<void>;
  /**
   * Reads a job whose inputs must lie in `root`, unless that is null; `hazardId` is the calculation it starts from, if
   * any.
   * @throws InputError with its problems
   */
  validate(iniPath: string, root: string | null, hazardId: number | null): Promise<JobSummary>;
  /** Checks the text of an NRML file. @throws InputError with its problems, `file` being its name in them */
  checkNrml(text: string, file: string): Promise<void>;
  /** Makes the npz of an extraction; `query` is what follows the question mark. @throws RequestError */
  extract(datastore: string, spec: string, query: string): Promise<TransferFile>;
  /** Exports an output: one file, or a zip of several. @throws RequestError */
  exportOutput(datastore: string, calcId: number, type: string, exportType: string): Promise<TransferFile>;
  /** Makes a zip of the inputs of a calculation. @throws RequestError */
  exportJob(datastore: string, calcId: number): Promise<TransferFile>;
  /** Makes a PNG file of a stored picture. @throws RequestError */
  exportPicture(datastore: string, name: string): Promise<TransferFile>;
}

/** The work could not be done; `kind` is the name of the error, as the reference's Python class where there is one. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  constructor(readonly kind: string, message: string, readonly detail: string = "") {
    super(message);
  }
}

/** All service processes are busy and too many requests wait already. */
export class ServiceBusyError extends Error {
  override readonly name = "ServiceBusyError";
}

/** Names of the methods of a service. */
export type ServiceTask = keyof Service;

/** A request to a service process: one JSON line on its standard input. */
export interface ServiceRequest {
  readonly task: ServiceTask;
  readonly args: readonly unknown[];
}

/** Its answer: one JSON line on its standard output. */
export type ServiceAnswer =
  | { readonly value: unknown }
  | { readonly error: { kind: string; message: string; detail: string; problems?: readonly InputProblem[] } };
