/** The command `plot`: curves or spectra of a site as a picture, from files or from a server. */
import { lineChart } from "./line_chart.ts";
import { chartOf, type Extraction, PlotError } from "./plots.ts";
import { remoteArguments } from "./remote_options.ts";
import { reported } from "./reported.ts";
import { WebApi, type WebApiOptions } from "./web_api.ts";

const USAGE = "usage: plot CALC_ID SPEC?QUERY [FILE.svg] [--webapi] [--server URL]\n" +
  "such as: plot 1 'hcurves?kind=stats&imt=PGA&site_id=0'";

/** Writes the SVG file and prints its path; the calculation lies in `dataDirectory` unless a server is asked. */
export function plotCommand(
  args: readonly string[],
  dataDirectory: string,
  webapi: WebApiOptions,
): Promise<number> {
  return reported(async () => {
    const { positionals: [calculation = "", what = "", file, ...rest], remote } = remoteArguments(
      args,
      webapi,
    );
    if (!/^\d+$/.test(calculation) || what === "" || rest.length > 0) throw new PlotError(USAGE);
    const target = file ?? `${what.replaceAll(/[/?&]/g, "_").replaceAll("=", "-")}_${calculation}.svg`;
    const chart = remote
      ? await fromServer(remote, (extract) => chartOf(what, extract), Number(calculation))
      : await chartOf(what, fromFile(`${dataDirectory}/calc_${calculation}.hdf5`));
    await Deno.writeTextFile(target, lineChart(chart));
    console.log(target);
    return 0;
  });
}

function fromFile(datastore: string): Extraction {
  return async (spec, query) => await (await import("../outputs/extract.ts")).extract(datastore, spec, query);
}

async function fromServer<Result>(
  options: WebApiOptions,
  use: (extract: Extraction) => Promise<Result>,
  id: number,
): Promise<Result> {
  const server = await WebApi.open(options);
  try {
    return await use(async (spec, search) => {
      return new Uint8Array(await (await server.extract(id, spec, search)).arrayBuffer());
    });
  } finally {
    await server.close();
  }
}
