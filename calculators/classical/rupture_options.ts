/** The job's choices on how sources become ruptures. */

export interface RuptureOptions {
  /** bin width of magnitude-frequency distributions given as a formula */
  readonly widthOfMfdBin: number;
  /** km between nodes of simple fault meshes */
  readonly ruptureMeshSpacing: number;
  /** km between the points of area sources that don't give their own */
  readonly areaSourceDiscretization: number;
  /** true: the hypocentre follows a rupture moved to fit the seismogenic layer */
  readonly shiftHypo: boolean;
}
