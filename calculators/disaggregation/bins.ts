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

export function disaggregationBins(
  { parameters, sources, sites }: Pick<Job, "parameters" | "sources" | "sites">,
): DisaggregationBins {
  const given = parameters.disagg_bin_edges as GivenEdges, distances = parameters.maximum_distance!;
  const byType = magnitudesByType(sources, ruptureOptions(parameters).binWidth);
  const magnitudes = Array.from(byType, ([type, mags]) => {
    const [[smallest]] = magnitudeDistancesOf(distances, type);
    return mags.filter((mag) => mag >= smallest);
  }).flat();
  const furthest = Math.max(...Object.values(distances).map((pairs) => pairs[pairs.length - 1][1]));
  const around = (coordinate: "lon" | "lat") =>
    Array.from(sites.lon, (lon, i) =>
      given[coordinate] ??
        coordinateEdges(coordinate, { lon, lat: sites.lat[i] }, furthest, parameters.coordinate_bin_width));
  return {
    mag: given.mag ?? magnitudeEdges(magnitudes, parameters.mag_bin_width),
    dist: given.dist ?? distanceEdges(furthest, parameters.distance_bin_width),
    lon: around("lon"),
    lat: around("lat"),
    eps: given.eps ?? epsilonEdges(parameters.truncation_level!, parameters.num_epsilon_bins),
    trt: [...byType.keys()].toSorted(),
  };
}
