/** Takes the next number of a counter: sequential from 1, durable, never given twice, above `floor`. */
export async function takeNumber(kv: Deno.Kv, name: string, floor = 0): Promise<number> {
  const key = ["counter", name];
  for (;;) {
    const last = await kv.get<number>(key);
    const number = Math.max(last.value ?? 0, floor) + 1;
    const { ok } = await kv.atomic().check(last).set(key, number).commit();
    if (ok) return number;
  }
}
