/** The users of a locked server: stored by name, found by the address of their mail. */

/** As in the reference: 0 view only and 1 simplified, which the API does not tell apart, 2 advanced. */
export type UserLevel = 0 | 1 | 2;

export interface User {
  readonly name: string;
  /** argon2id, encoded with its salt and costs */
  readonly passwordHash: string;
  readonly level: UserLevel;
  /** whether all jobs and the users may be seen and changed */
  readonly isSuperuser: boolean;
  /** whether the user may log in */
  readonly isActive: boolean;
  readonly email: string | null;
  /** members of a group see each other's jobs */
  readonly groups: readonly string[];
  /** ISO, UTC */
  readonly created: string;
}

export class Users {
  constructor(private readonly kv: Deno.Kv) {}

  /** The user of this name, null if there is none. */
  async get(name: string): Promise<User | null> {
    return (await this.kv.get<User>(["user", name])).value;
  }

  /** All users by name. */
  async list(): Promise<User[]> {
    return await Array.fromAsync(this.kv.list<User>({ prefix: ["user"] }), ({ value }) => value);
  }

  /** The users who may log in and have this mail address; case does not matter. */
  async withEmail(email: string): Promise<User[]> {
    const wanted = email.trim().toLowerCase();
    return (await this.list()).filter((user) => user.isActive && user.email?.toLowerCase() === wanted);
  }

  /** Stores a new user; whether the name was free. */
  async add(user: User): Promise<boolean> {
    const key = ["user", user.name];
    return (await this.kv.atomic().check({ key, versionstamp: null }).set(key, user).commit()).ok;
  }

  /** Changes a user, whose name stays; the user after it, null if there is none. */
  async change(name: string, changes: Partial<Omit<User, "name">>): Promise<User | null> {
    for (;;) {
      const entry = await this.kv.get<User>(["user", name]);
      if (!entry.value) return null;
      const user = { ...entry.value, ...changes, name };
      if ((await this.kv.atomic().check(entry).set(entry.key, user).commit()).ok) return user;
    }
  }
}
