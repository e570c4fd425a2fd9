/** The process side of the service pool: reads requests, does the work, answers. */
import { join } from "node:path";
import { InputError } from "../hazard/input_error.ts";
import type { JobSummary, Service, ServiceAnswer, ServiceRequest, TransferFile } from "./service.ts";

/**
 * The work itself; each task loads only what it needs. Files are made in `transferFolder`; in `calculations` are the
 * datastores of the calculations that jobs may start from.
 */
export function serviceTasks(transferFolder: string, calculations: string): Service {
  async function transfer(name: string, bytes: Uint8Array): Promise<TransferFile> {
    const path = join(transferFolder, crypto.randomUUID());
    await Deno.writeFile(path, bytes);
    return { path, name };
  }

  return {
    async prepare() {
      await Promise.all([import("../calculators/job.ts"), import("../calculators/checksum.ts")]);
    },

    async validate(iniPath, root, hazardId): Promise<JobSummary> {
      const { readJob } = await import("../calculators/job.ts");
      const { checksumOf } = await import("../calculators/checksum.ts");
      const { parameters, files } = await readJob(iniPath, {
        root: root ?? undefined,
        hazardId,
        calculations,
      });
      const { description, calculation_mode: calculationMode, hazard_calculation_id: parent } = parameters;
      const hazardCalculationId = typeof parent === "number" ? parent : undefined;
      return { description, calculationMode, hazardCalculationId, checksum: checksumOf(files) };
    },

    async checkNrml(text, file) {
      const { checkNrml } = await import("../calculators/check_nrml.ts");
      checkNrml(text, file);
    },

    async extract(datastore, spec, query) {
      const { extractToFile } = await import("../outputs/extract.ts");
      const unique = crypto.randomUUID().slice(0, 8), path = join(transferFolder, crypto.randomUUID());
      await extractToFile(datastore, spec, query, path);
      return { path, name: `${spec.replaceAll("/", "-")}${unique}.npz` };
    },

    async exportOutput(datastore, calcId, type, exportType) {
      const { exportOutput } = await import("../outputs/export.ts");
      const files = await exportOutput(datastore, calcId, type, exportType);
      if (files.length === 0) {
        const { ExportError } = await import("../outputs/output_type.ts");
        throw new ExportError(`Nothing to export for export_type=${exportType}, ${type}`);
      }
      const { saveFile, saveZip } = await import("../outputs/save_files.ts");
      const path = join(transferFolder, crypto.randomUUID());
      if (files.length === 1) {
        await saveFile(files[0], path);
        return { path, name: files[0].name };
      }
      await saveZip(files, path);
      return { path, name: `${type}-${exportType}.zip` };
    },

    async exportJob(datastore, calcId) {
      const { exportJobArchive } = await import("../outputs/job_archive.ts");
      const { name, bytes } = await exportJobArchive(datastore, calcId);
      return transfer(name, bytes);
    },

    async exportPicture(datastore, name) {
      const { exportPicture } = await import("../outputs/pictures.ts");
      return transfer(`${name.replaceAll("/", "-")}.png`, await exportPicture(datastore, name));
    },
  };
}

/** Answers the requests of the server, one after the other, until it closes the standard input. */
export async function serviceCommand([transferFolder, calculations]: string[]): Promise<number> {
  const tasks = serviceTasks(transferFolder, calculations);
  const output = new TextEncoder();
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const { task, args } = JSON.parse(line) as ServiceRequest;
      const perform = tasks[task] as (...args: readonly unknown[]) => Promise<unknown>;
      const answer = await perform(...args).then((value) => ({ value }), errorAnswer);
      // the leading line break ends a line that a library may have begun
      Deno.stdout.writeSync(output.encode(`\n${JSON.stringify(answer)}\n`));
    }
  }
  return 0;
}

function errorAnswer(error: unknown): ServiceAnswer {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const problems = error instanceof InputError ? error.problems : undefined;
  return { error: { kind: name, message, detail: stack ?? "", problems } };
}
