/** Signed tokens (RFC 7519, HMAC with SHA-256): nobody without the server's key can make or change one. */
import { jwtVerify, SignJWT } from "jose";

/** What a token is good for; one made for one purpose is worthless for another. */
export type TokenPurpose = "session" | "program" | "reset" | "csrf" | "administration";

/** Whom a token names, and which of what was granted to them. */
export interface Claims {
  readonly user: string;
  readonly id: string;
}

const ALGORITHM = "HS256";

export class Tokens {
  /** @param now clock, for tests */
  constructor(private readonly key: Uint8Array, private readonly now: () => Date = () => new Date()) {}

  /** A token that holds for `lifetimeMs`. */
  sign(purpose: TokenPurpose, { user, id }: Claims, lifetimeMs: number): Promise<string> {
    const now = this.now();
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(purpose)
      .setSubject(user)
      .setJti(id)
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + lifetimeMs))
      .sign(this.key);
  }

  /** What a token claims, null if it is forged, expired or made for another purpose. */
  async verify(purpose: TokenPurpose, token: string): Promise<Claims | null> {
    const verified = await jwtVerify(token, this.key, {
      algorithms: [ALGORITHM],
      audience: purpose,
      currentDate: this.now(),
      requiredClaims: ["sub", "jti", "exp"],
    }).catch(() => null);
    return verified && { user: verified.payload.sub!, id: verified.payload.jti! };
  }
}
