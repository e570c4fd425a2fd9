import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { png } from "../../formats/png.ts";

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);

Deno.test("png() writes header, rows without filter and check sums", () => {
  const picture = png({ height: 2, width: 1, channels: 3, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  const view = new DataView(picture.buffer);
  assert.equal(text(picture.subarray(0, 8)), "\x89PNG\r\n\x1a\n");
  assert.equal(text(picture.subarray(12, 16)), "IHDR");
  assert.deepEqual([...picture.subarray(16, 29)], [0, 0, 0, 1, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const length = view.getUint32(33);
  assert.equal(text(picture.subarray(37, 41)), "IDAT");
  assert.deepEqual([...inflateSync(picture.subarray(41, 41 + length))], [0, 1, 2, 3, 0, 4, 5, 6]);
  // the chunk that ends every file, as the standard has it
  const end = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
  assert.deepEqual([...picture.subarray(45 + length)], end);
});

Deno.test("png() knows grey and alpha, and refuses what is no picture", () => {
  for (const [channels, colourType] of [[1, 0], [2, 4], [3, 2], [4, 6]]) {
    assert.equal(png({ height: 1, width: 1, channels, bytes: new Uint8Array(channels) })[25], colourType);
  }
  const wrong = [
    { height: 1, width: 1, channels: 5, bytes: new Uint8Array(5) },
    { height: 2, width: 2, channels: 3, bytes: new Uint8Array(11) },
    { height: 0, width: 0, channels: 3, bytes: new Uint8Array(0) },
  ];
  for (const pixels of wrong) assert.throws(() => png(pixels), RangeError);
});
