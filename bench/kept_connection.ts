/**
 * A client's connection that is kept for many requests. It costs a processor a quarter of what `fetch` does: a bench
 * with hundreds of clients on the machine of the server shall measure the server, not them.
 */

const HEADER_END = "\r\n\r\n";
const BUFFER_BYTES = 65_536;

export class KeptConnection implements Disposable {
  /** what has come and was not asked for yet, as ASCII text */
  #text = "";
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  readonly #decoder = new TextDecoder("latin1");

  private constructor(private readonly connection: Deno.TcpConn, private readonly host: string) {}

  /** Connects to a server. @throws Deno.errors.ConnectionRefused */
  static async open(base: string): Promise<KeptConnection> {
    const { host, hostname, port } = new URL(base);
    return new KeptConnection(await Deno.connect({ hostname, port: Number(port) }), host);
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }

  /** The status of the answer to a GET, once its body has come. @throws Error for a connection cut, or no length */
  async get(path: string): Promise<number> {
    const header = await this.#ask(path);
    const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(header) ?? [];
    if (length === undefined) throw new Error("an answer without content-length");
    while (this.#text.length < Number(length)) await this.#more();
    this.#text = this.#text.slice(Number(length));
    return Number(header.slice(9, 12));
  }

  /** What comes after a GET, until it matches `end`; with the lengths of chunks in it. @throws Error if it is cut */
  async follow(path: string, end: RegExp): Promise<string> {
    await this.#ask(path);
    while (!end.test(this.#text)) await this.#more();
    return this.#text;
  }

  /** Sends a GET; the header of its answer. */
  async #ask(path: string): Promise<string> {
    const request = new TextEncoder().encode(`GET ${path} HTTP/1.1\r\nHost: ${this.host}${HEADER_END}`);
    for (let at = 0; at < request.length;) at += await this.connection.write(request.subarray(at));
    let end: number;
    while ((end = this.#text.indexOf(HEADER_END)) < 0) await this.#more();
    const header = this.#text.slice(0, end + 2);
    this.#text = this.#text.slice(end + HEADER_END.length);
    return header;
  }

  async #more(): Promise<void> {
    const count = await this.connection.read(this.#buffer);
    if (count === null) throw new Error("the server has cut the connection");
    this.#text += this.#decoder.decode(this.#buffer.subarray(0, count));
  }
}
