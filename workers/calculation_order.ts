/** What the server tells the process of calculations for each: a JSON line on its standard input, which stays open. */
export interface CalculationOrder {
  /** job file, with a path */
  readonly ini: string;
  /** path of the datastore to be written */
  readonly datastore: string;
  /** calculation whose hazard is used */
  readonly hazardId: number | null;
  readonly numThreads: number;
  /** measure every task and the memory */
  readonly isProfiled: boolean;
  /** folder for its temporary files, removed after its end */
  readonly temporaryFolder: string;
}
