/**
 * The file that every datastore grows from. h5wasm cannot create booleans (HDF5 enumerations), rows of differing
 * length and records with array members, but writes to datasets that have such types: an empty one of each lies
 * under /_types and is hard-linked to its final name, once per file. Made by make_template.py.
 */
import { gunzipSync } from "node:zlib";

/** Types that are taken from the template. */
export type TemplateType = "bool" | "ragged_u4" | "ragged_f4" | "ragged_f8" | "ruptures";

const GZIPPED =
  "H4sIAAAAAAACA+v0cHHj5ZLiYuLgYICB/1AwiR3CN4CKuxz15PP3cAliYqhgEkJWCANcTAyMDAxsggxAii2+pLIgtXgzzFBn" +
  "BmqA24ZxV6FOEBBgYIiFutAUKg11AD/IASxJ+fk5ZowQCTYRkBBnUWJ6empKfKmJExM28TQTP2as4hZRLHAnJPN5NoCdwMjA" +
  "yAhUxsTIyIgecsyKDIwWTCAjGBgEOCA0AwMHg5ujT7ArQ0hQqCtQjBXoWGZuDmEGBmYmJphOBhao6kUMQwAsTJ17g2BYiDAw" +
  "SoLCAYohIanAAPY+MxbvgxQxrGcYauBs4S5tgmEhgwgLQQV5eFiIczCI1wNZ+MNk+ZAJiz0pPnNICwt7Bkj548Bgws1g8p95" +
  "+ISF499DYpCweI07LDYxMpoBi9QQoFhmCqTMgIVHcWpqCgMHikh+aVFyajxQoQByhiopKokvzi1iEEEWTM5PSWWQAInAyqC8" +
  "+PzkZAZJZEW5iekMstjSY1FidiqDIjYZoBmlRUWpeUB3FCWWpDKoYlOUm5mXk5/HoIlLLrGEQRerXGIFSJ8hLjmgPlNschmV" +
  "BfkMllZAFg/Iw8w4cll6an4uKPRckcMgrzizJLWYwRNZLNWAwRclnICBmcMQKAwMSmZYbsVWgIOisSNa4qC/s4c39pqSTRgU" +
  "IRxFpQUlpUWpxWmskPTQa9jzGgCT/lQIkgcAAA==";

/** Bytes of the HDF5 file. */
export function templateFile(): Uint8Array {
  return gunzipSync(Uint8Array.from(atob(GZIPPED), (character) => character.charCodeAt(0)));
}
