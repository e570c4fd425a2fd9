/** `deno task client`: writes the types of the client anew after a change of the API. */
import { API_FILE, expectedApi } from "./api_documents.ts";

await Deno.writeTextFile(API_FILE, await expectedApi());
console.log(`wrote ${API_FILE}`);
