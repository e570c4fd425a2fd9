/** What was granted to users until a time: sessions, tokens of programs, links for a new password. */

export type GrantKind = "session" | "program" | "reset";

export interface Grant {
  readonly id: string;
  readonly user: string;
  readonly kind: GrantKind;
  /** what the user calls it */
  readonly label: string;
  /** ISO, UTC */
  readonly created: string;
  readonly expires: string;
}

export class Grants {
  constructor(private readonly kv: Deno.Kv) {}

  /** Grants something to a user from `now` for `lifetimeMs`. */
  async give(
    { user, kind, label = "", now, lifetimeMs }: Pick<Grant, "user" | "kind"> & {
      readonly label?: string;
      readonly now: Date;
      readonly lifetimeMs: number;
    },
  ): Promise<Grant> {
    const grant = {
      id: crypto.randomUUID(),
      user,
      kind,
      label,
      created: now.toISOString(),
      expires: new Date(now.getTime() + lifetimeMs).toISOString(),
    };
    await this.kv.set(["grant", user, kind, grant.id], grant, { expireIn: lifetimeMs });
    return grant;
  }

  /** Whether a grant still holds. */
  async holds({ user, kind, id }: Pick<Grant, "user" | "kind" | "id">): Promise<boolean> {
    return (await this.kv.get(["grant", user, kind, id])).value !== null;
  }

  /** The grants of a kind that a user has, the oldest first. */
  async ofUser(user: string, kind: GrantKind): Promise<Grant[]> {
    const grants = await Array.fromAsync(
      this.kv.list<Grant>({ prefix: ["grant", user, kind] }),
      ({ value }) => value,
    );
    return grants.sort((a, b) => (a.created < b.created ? -1 : 1));
  }

  /** Takes a grant back; whether it held until now, which is true for one of several who ask at the same time. */
  async take({ user, kind, id }: Pick<Grant, "user" | "kind" | "id">): Promise<boolean> {
    const entry = await this.kv.get(["grant", user, kind, id]);
    if (entry.value === null) return false;
    return (await this.kv.atomic().check(entry).delete(entry.key).commit()).ok;
  }

  /** Takes back all that was granted to a user. */
  async takeAll(user: string): Promise<void> {
    for await (const { key } of this.kv.list({ prefix: ["grant", user] })) await this.kv.delete(key);
  }
}
