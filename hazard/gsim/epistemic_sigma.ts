/**
 * Epistemic uncertainty of the median of the NGA-West2 models, by the approach of the USGS maps of 2014: Petersen, M. D. et
 * al. (2014). Documentation for the 2014 update of the United States National Seismic Hazard Maps. USGS Open-File Report
 * 2014-1091. DOI 10.3133/ofr20141091. The numbers of events per bin are those of the New Zealand strong-motion database.
 */

/** Events within 10 km, between 10 and 30 km and from 30 km on, by magnitude; the uncertainty of 0.4 is that of two. */
const EVENTS = {
  from5: [11, 38, 94],
  from6: [2, 7, 13],
  otherwise: [2, 2, 4],
};

/**
 * Standard deviation of the ln median for one magnitude, in the three distance bins.
 * Magnitudes below 5 count as those of 7 and above.
 */
function sigmasByDistance(mag: number): number[] {
  const events = mag >= 5 && mag < 6 ? EVENTS.from5 : mag >= 6 && mag < 7 ? EVENTS.from6 : EVENTS.otherwise;
  return events.map((count) => 0.4 * Math.sqrt(2 / count));
}

/** Adds `epsilon` standard deviations to ln medians; `rrup` in km. */
export function addEpistemicSigma(
  epsilon: number,
  mag: number,
  rrup: Float64Array,
  mean: Float64Array,
  size: number,
): void {
  const [near, middle, far] = sigmasByDistance(mag).map((sigma) => epsilon * sigma);
  for (let i = 0; i < size; i++) mean[i] += rrup[i] <= 10 ? near : rrup[i] < 30 ? middle : far;
}
