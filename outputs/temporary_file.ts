/** Files of exports that are too large for memory. */
import type { ExportedFile } from "./output_type.ts";

/** A file on disk, until its receiver takes it away. */
export class TemporaryFile implements ExportedFile {
  readonly name: string;
  readonly path = Deno.makeTempFileSync({ prefix: "export-" });

  constructor(name: string) {
    this.name = name;
  }

  append(bytes: Uint8Array): void {
    Deno.writeFileSync(this.path, bytes, { append: true });
  }

  /** All of it. */
  get bytes(): Uint8Array {
    return Deno.readFileSync(this.path);
  }
}
