/** The bins of a job: given edges, or edges laid around its magnitudes, distances and sites. */
import {
  coordinateEdges,
  type DisaggregationBins,
  distanceEdges,
  epsilonEdges,
  magnitudeEdges,
} from "../../hazard/disaggregation/bins.ts";
import { magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import { magnitudesByType } from "../classical/source_costs.ts";
import type { Job } from "../job.ts";
import { ruptureOptions } from "../rupture_options.ts";

/** Edges as a job gives them. */
export type GivenEdges = Readonly<Partial<Record<"mag" | "dist" | "lon" | "lat" | "eps", readonly number[]>>>;

/** The magnitudes of a job that are not too small to count. */
export function magnitudesOf({ parameters, sources }: Pick<Job, "parameters" | "sources">): number[] {
  const byType = magnitudesByType(sources, ruptureOptions(parameters).binWidth);
  return Array.from(byType, ([type, mags]) => {
    const [[smallest]] = magnitudeDistancesOf(parameters.maximum_distance!, type);
    return mags.filter((mag) => mag >= smallest);
  }).flat();
}

export function disaggregationBins(job: Pick<Job, "parameters" | "sources" | "sites">): DisaggregationBins {
  const { parameters, sources, sites } = job;
  const given = parameters.disagg_bin_edges as GivenEdges, distances = parameters.maximum_distance!;
  const furthest = Math.max(...Object.values(distances).map((pairs) => pairs[pairs.length - 1][1]));
  const around = (coordinate: "lon" | "lat") =>
    Array.from(sites.lon, (lon, i) =>
      given[coordinate] ??
        coordinateEdges(coordinate, { lon, lat: sites.lat[i] }, furthest, parameters.coordinate_bin_width));
  return {
    mag: given.mag ?? magnitudeEdges(magnitudesOf(job), parameters.mag_bin_width),
    dist: given.dist ?? distanceEdges(furthest, parameters.distance_bin_width),
    lon: around("lon"),
    lat: around("lat"),
    eps: given.eps ?? epsilonEdges(parameters.truncation_level!, parameters.num_epsilon_bins),
    trt: [...new Set(sources.map(({ tectonicRegionType }) => tectonicRegionType))].toSorted(),
  };
}
