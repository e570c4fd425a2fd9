/** The accounts of a server: who may log in, with what they show on later requests, and how a password is changed. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Database } from "../../kv/database.ts";
import type { User } from "../../kv/users.ts";
import type { Mail } from "../../workers/mail.ts";
import type { PasswordHasher } from "../../workers/password.ts";
import { type Allowance, BackOff } from "./back_off.ts";
import type { Caller } from "./caller.ts";
import { Tokens } from "./tokens.ts";

export const SESSION_COOKIE = "sessionid";
export const SESSION_MS = 14 * 24 * 3600_000;
const RESET_MS = 3600_000;
/** Longer names, passwords and mail addresses are nobody's. */
const MAX_NAME = 150, MAX_PASSWORD = 1024, MIN_PASSWORD = 8, MAX_EMAIL = 254;

export interface AccountsOptions {
  readonly database: Pick<Database, "users" | "grants">;
  readonly hasher: Pick<PasswordHasher, "hash" | "verify">;
  /** signs the tokens */
  readonly key: Uint8Array;
  /** whether whoever asks must have logged in */
  readonly isLocked: boolean;
  /** how users reach the server, for links in mails, `https://hazard.example.org`; known once it listens */
  readonly publicUrl: () => string;
  /** whether the header X-Forwarded-For tells the address of the sender */
  readonly isBehindProxy: boolean;
  readonly sendMail: (mail: Mail) => Promise<void>;
  /** clock, for tests */
  readonly now?: () => Date;
}

/** What came of a login. */
export type Login =
  | { readonly kind: "welcome"; readonly token: string }
  | { readonly kind: "refused" }
  | { readonly kind: "wait"; readonly seconds: number };

/** A user as an administrator gives it. */
export type NewUser = Omit<User, "passwordHash" | "isActive" | "created"> & { readonly password: string };

export class Accounts {
  readonly tokens: Tokens;
  readonly #options: AccountsOptions;
  readonly #now: () => Date;
  readonly #logins: BackOff;
  readonly #resets: BackOff;
  readonly #mailings = new Set<Promise<void>>();

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.tokens = new Tokens(options.key, this.#now);
    this.#logins = new BackOff(this.#now);
    this.#resets = new BackOff(this.#now);
  }

  get isLocked(): boolean {
    return this.#options.isLocked;
  }

  /** How users reach the server, for links; known once it listens. */
  get publicUrl(): string {
    return this.#options.publicUrl();
  }

  /** Whether users reach the server over TLS, so that cookies need no other way. */
  get isSecure(): boolean {
    return this.publicUrl.startsWith("https:");
  }

  /** The network address of the sender of a request. */
  addressOf(c: Context): string {
    const forwarded = this.#options.isBehindProxy &&
      c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
    const connection = c.env as { incoming?: { socket: { remoteAddress?: string } } } | undefined;
    return forwarded || (connection?.incoming?.socket.remoteAddress ?? "");
  }

  /** Starts a session. Wrong, unknown and inactive users are answered alike, and as slowly. */
  async login(name: string, password: string, address: string): Promise<Login> {
    const allowances = [
      { key: `user ${name.slice(0, MAX_NAME)} from ${address}`, failures: 5 },
      { key: `from ${address}`, failures: 30 },
      { key: `user ${name.slice(0, MAX_NAME)}`, failures: 100 },
    ];
    const seconds = this.#logins.begin(allowances);
    if (seconds > 0) return { kind: "wait", seconds };
    const { users, grants } = this.#options.database;
    const isPlausible = name.length <= MAX_NAME && password.length <= MAX_PASSWORD;
    const user = isPlausible ? await users.get(name) : null;
    const isRight = await this.#options.hasher.verify(
      password.slice(0, MAX_PASSWORD),
      user?.isActive ? user.passwordHash : null,
    );
    if (!user || !isRight) return { kind: "refused" };
    this.#logins.succeed(allowances);
    const session = await grants.give({
      user: name,
      kind: "session",
      now: this.#now(),
      lifetimeMs: SESSION_MS,
    });
    // a change of the password has ended the sessions that were there, this one might come after it
    if ((await users.get(name))?.passwordHash !== user.passwordHash) {
      await grants.take(session);
      return { kind: "refused" };
    }
    return { kind: "welcome", token: await this.tokens.sign("session", session, SESSION_MS) };
  }

  /** Ends the session of a caller. */
  async logout({ name, sessionId }: Caller): Promise<void> {
    if (sessionId) await this.#options.database.grants.take({ user: name, kind: "session", id: sessionId });
  }

  /** Who sent a request, by its bearer token or its session cookie; null for nobody known. */
  async identify(c: Context): Promise<Caller | null> {
    const [, bearer] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    if (bearer) return await this.#administrator(bearer) ?? await this.#holder("program", bearer);
    const cookie = getCookie(c, SESSION_COOKIE);
    return cookie ? await this.#holder("session", cookie) : null;
  }

  /** The token of a program that acts for a user, to be shown once. */
  async giveProgramToken(user: string, label: string, lifetimeMs: number): Promise<string> {
    const { id } = await this.#options.database.grants.give({
      user,
      kind: "program",
      label,
      now: this.#now(),
      lifetimeMs,
    });
    return await this.tokens.sign("program", { user, id }, lifetimeMs);
  }

  /** Stores a new user; whether the name was free. */
  async addUser({ password, ...user }: NewUser): Promise<boolean> {
    return await this.#options.database.users.add({
      ...user,
      passwordHash: await this.#options.hasher.hash(password),
      isActive: true,
      created: this.#now().toISOString(),
    });
  }

  /** Changes a password and takes back all that was granted with the old one; whether there is such a user. */
  async changePassword(name: string, password: string): Promise<boolean> {
    const { users, grants } = this.#options.database;
    const passwordHash = await this.#options.hasher.hash(password);
    if (!await users.change(name, { passwordHash })) return false;
    await grants.takeAll(name);
    return true;
  }

  /**
   * Mails a link for a new password to the users with this address, if there are any and it was not asked for too
   * often. Who asks is not told and does not wait for it, so that addresses cannot be tried out.
   */
  async mailResetLinks(email: string, address: string): Promise<void> {
    const mailing = this.#mailResetLinks(email, address);
    this.#mailings.add(mailing);
    await mailing.finally(() => this.#mailings.delete(mailing));
  }

  /** Resolves when no mail is being sent. */
  async mailed(): Promise<void> {
    await Promise.allSettled(this.#mailings);
  }

  /** For whom a link for a new password is still good; null for nobody. */
  async userOfReset(encoded: string, token: string): Promise<string | null> {
    const claims = await this.tokens.verify("reset", token);
    if (!claims || encodedName(claims.user) !== encoded) return null;
    const { users, grants } = this.#options.database;
    const user = await users.get(claims.user);
    return user?.isActive && await grants.holds({ ...claims, kind: "reset" }) ? user.name : null;
  }

  /** Uses up a link for a new password; whether it was good. */
  async resetPassword(encoded: string, token: string, password: string): Promise<boolean> {
    if (await this.userOfReset(encoded, token) === null) return false;
    const claims = (await this.tokens.verify("reset", token))!;
    if (!await this.#options.database.grants.take({ ...claims, kind: "reset" })) return false;
    return await this.changePassword(claims.user, password);
  }

  async #mailResetLinks(email: string, address: string): Promise<void> {
    const wanted = email.toLowerCase().slice(0, MAX_EMAIL);
    const allowances: Allowance[] = [{ key: `mail ${wanted}`, failures: 3 }, {
      key: `from ${address}`,
      failures: 10,
    }];
    if (this.#resets.begin(allowances) > 0) return;
    const { database, sendMail } = this.#options;
    for (const { name, email: to } of await database.users.withEmail(wanted)) {
      const { id } = await database.grants.give({
        user: name,
        kind: "reset",
        now: this.#now(),
        lifetimeMs: RESET_MS,
      });
      const token = await this.tokens.sign("reset", { user: name, id }, RESET_MS);
      await sendMail(resetMail(to!, name, `${this.publicUrl}/reset/${encodedName(name)}/${token}`));
    }
  }

  /** The command `user` on this machine signs with the server's own key. */
  async #administrator(token: string): Promise<Caller | null> {
    if (!await this.tokens.verify("administration", token)) return null;
    return { name: "", level: 2, isSuperuser: true, groups: [], isAdministrator: true };
  }

  async #holder(kind: "session" | "program", token: string): Promise<Caller | null> {
    const claims = await this.tokens.verify(kind, token);
    if (!claims) return null;
    const { users, grants } = this.#options.database;
    const user = await grants.holds({ ...claims, kind }) ? await users.get(claims.user) : null;
    if (!user?.isActive) return null;
    const { name, level, isSuperuser, groups } = user;
    return { name, level, isSuperuser, groups, sessionId: kind === "session" ? claims.id : undefined };
  }
}

/** What is wrong with a new password; null if nothing is. */
export function passwordProblem(password: string, userName: string): string | null {
  if (password.length < MIN_PASSWORD) return `A password has at least ${MIN_PASSWORD} characters`;
  if (password.length > MAX_PASSWORD) return `A password has at most ${MAX_PASSWORD} characters`;
  if (/^\d+$/.test(password)) return "A password is not only a number";
  if (password.toLowerCase().includes(userName.toLowerCase())) {
    return "A password does not hold the user's name";
  }
  return null;
}

/** A user's name as it stands in a link. */
function encodedName(name: string): string {
  return new TextEncoder().encode(name).toBase64({ alphabet: "base64url", omitPadding: true });
}

function resetMail(to: string, name: string, link: string): Mail {
  return {
    to,
    subject: "A new password for Temblor",
    text: `Somebody, probably you, asked for a new password for the user ${name}.\n\n` +
      `To choose it, open this page within an hour. It works once:\n\n${link}\n\n` +
      "If it was not you, nothing needs to be done: the password stays as it is.\n",
  };
}
