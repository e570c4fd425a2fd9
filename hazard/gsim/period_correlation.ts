/**
 * Correlation of the total residuals of the spectrum between periods, as models of average spectral acceleration need it.
 * Baker, J. W. and Jayaram, N. (2008). Correlation of spectral acceleration values from NGA ground motion models.
 * Earthquake Spectra 24(1), 299-317, https://doi.org/10.1193/1.2857544, also with the coefficients of the European model
 * of 2020. Akkar, S. et al. (2014). Bull. Earthq. Eng. 12, 517-547, https://doi.org/10.1007/s10518-013-9537-1: a table.
 * Clemett and Gündel (2026), in preparation: tables by tectonic region.
 */
import { readTableFile } from "./table_file.ts";

/** Correlation of the residuals at two periods in s. */
export type PeriodCorrelation = (t1: number, t2: number) => number;

interface Coefficients {
  readonly d1: number;
  readonly d2: number;
  readonly d3: number;
  /** s: where the short periods end */
  readonly d4: number;
  readonly d5: number;
}

const BAKER_JAYARAM: Coefficients = { d1: 0.366, d2: 0.105, d3: 0.0099, d4: 0.109, d5: 0.2 };
const ESHM20: Coefficients = { d1: 0.18141134, d2: 0.1555742, d3: -0.10851875, d4: 0.08, d5: 0.2 };

function bakerJayaram({ d1, d2, d3, d4, d5 }: Coefficients): PeriodCorrelation {
  return (t1, t2) => {
    const tMin = Math.min(t1, t2), tMax = Math.max(t1, t2);
    const c1 = 1 - Math.cos(Math.PI / 2 - d1 * Math.log(tMax / Math.max(tMin, d4)));
    const share = d2 * (1 - 1 / (1 + Math.exp(100 * tMax - 5)));
    const c2 = tMax < d5 ? 1 - share * (tMax - tMin) / (tMax - d3) : 0;
    const c3 = tMax < d4 ? c2 : c1;
    const c4 = c1 + 0.5 * (Math.sqrt(c3) - c3) * (1 + Math.cos(Math.PI * tMin / d4));
    if (tMax <= d4) return c2;
    if (tMin > d4) return c1;
    return tMax < d5 ? Math.min(c2, c4) : c4;
  };
}

/** How two periods are placed between those of a table. */
type Placement = (t: number, periods: readonly number[]) => [left: number, weight: number];

/** Linear in the period. */
const linear: Placement = (t, periods) => {
  const after = Math.min(Math.max(periods.findIndex((period) => period >= t), 1), periods.length - 1);
  return [after - 1, (t - periods[after - 1]) / (periods[after] - periods[after - 1])];
};

interface Header {
  readonly step: number;
  readonly periods: readonly number[];
}

/** Correlation from a table of the folder tables/, linear in both periods. */
async function tabulated(name: string): Promise<PeriodCorrelation> {
  const { header: { periods }, values } = await readTableFile<Header>(name, ({ periods: { length } }) => ({
    rows: length,
    columns: length,
  }));
  const first = periods[0], last = periods[periods.length - 1];
  return (t1, t2) => {
    const outside = [t1, t2].find((t) => t < first || t > last);
    if (outside !== undefined) {
      throw new RangeError(`no correlation for the period ${outside} s, expected ${first} to ${last} s`);
    }
    const [i, u] = linear(t1, periods), [j, v] = linear(t2, periods);
    const at = (row: number) => {
      const start = row * periods.length + j;
      return values[start] + v * (values[start + 1] - values[start]);
    };
    return at(i) + u * (at(i + 1) - at(i));
  };
}

/** The correlations by the names of the option `corr_func`. */
const CORRELATIONS: Readonly<Record<string, () => Promise<PeriodCorrelation>>> = {
  akkar: () => tabulated("period_correlation/akkar_2014"),
  baker_jayaram: () => Promise.resolve(bakerJayaram(BAKER_JAYARAM)),
  clemett_asc: () => tabulated("period_correlation/clemett_asc"),
  clemett_sinter: () => tabulated("period_correlation/clemett_sinter"),
  clemett_sslab: () => tabulated("period_correlation/clemett_sslab"),
  clemett_vrancea: () => tabulated("period_correlation/clemett_vrancea"),
  eshm20: () => Promise.resolve(bakerJayaram(ESHM20)),
  none: () => Promise.resolve(() => 1),
};

/** Names of the correlations. */
export const CORRELATION_NAMES: readonly string[] = Object.keys(CORRELATIONS);

/** The correlation of a name, with that of a period with itself 1. */
export async function periodCorrelation(name: string): Promise<PeriodCorrelation> {
  const correlation = await CORRELATIONS[name]();
  return (t1, t2) => t1 === t2 ? 1 : correlation(t1, t2);
}
