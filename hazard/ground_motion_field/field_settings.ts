/** What a calculation of ground motion fields is told, the same for all ruptures: plain data. */
import type { PerilOptions } from "../secondary_peril/peril.ts";
import type { AmplificationFunction } from "../site/amplification.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { BetweenCorrelationName } from "./between_correlation.ts";
import type { Conditioning } from "./conditioned_field.ts";
import type { SpatialCorrelationOptions } from "./spatial_correlation.ts";

export interface FieldSettings {
  /** all sites of the calculation; the number of a site is its row */
  readonly sites: SiteCollection;
  /** ids of the intensity measure types */
  readonly imts: readonly string[];
  /** standard deviations at which residuals are cut off; at 1e-9 or below there are none */
  readonly truncationWithin: number;
  readonly truncationBetween: number;
  /** by measure, above 0: rows that are below all are left out */
  readonly minimumIntensities: readonly number[];
  /** by measure: values above are replaced by the median; Infinity for none */
  readonly extremeIntensities: readonly number[];
  /** km: distances below it count as it; 0 for none */
  readonly minimumDistance: number;
  readonly betweenCorrelation: BetweenCorrelationName;
  readonly spatialCorrelation?: SpatialCorrelationOptions;
  /** of a scenario whose motion was recorded at stations */
  readonly conditioning?: Conditioning;
  /** what the ground does to motion on rock, by code of the site parameter ampcode */
  readonly amplification?: ReadonlyMap<number, AmplificationFunction>;
  /** models of what shaking brings about, with their options */
  readonly perils: readonly { readonly name: string; readonly options: PerilOptions }[];
  /** by name of an output of the perils: rows with less are left out */
  readonly leastOutputs: Readonly<Record<string, number>>;
  /** shaking for the geometric mean of the horizontal components */
  readonly isForGeometricMean: boolean;
}
