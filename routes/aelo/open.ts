/** What a server for sites needs beyond others, loaded only there. */
import { addAelo } from "./aelo.ts";
import { EndMails, type EndMailsOptions } from "./end_mails.ts";
import { Mosaic, type MosaicFiles } from "./mosaic.ts";
import type { AeloServices } from "../services.ts";

/** Opens the models. @throws InputError if they are missing or wrong */
export async function openAelo(files: MosaicFiles, options: EndMailsOptions): Promise<AeloServices> {
  return { mosaic: await Mosaic.open(files), endMails: new EndMails(options), addRoutes: addAelo };
}
