/** Takes the next number of a counter: sequential from 1, durable, never given twice, above `floor`. */
export async function takeNumber(kv: Deno.Kv, name: string, floor = 0): Promise<number> {
  return await takeNumbers(kv, name, 1, floor);
}

/** Takes `count` numbers of a counter at once; the first of them. */
export async function takeNumbers(kv: Deno.Kv, name: string, count: number, floor = 0): Promise<number> {
  const key = ["counter", name];
  for (;;) {
    const last = await kv.get<number>(key);
    const first = Math.max(last.value ?? 0, floor) + 1;
    const { ok } = await kv.atomic().check(last).set(key, first + count - 1).commit();
    if (ok) return first;
  }
}
