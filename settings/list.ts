/**
 * The settings: the one list from which reading, defaults and documentation follow. Sections and keys are those of the
 * reference's openquake.cfg where it has them, names of environment variables those of its server.
 */

/** One setting. */
export interface Setting<Value> {
  readonly default: Value;
  /** environment variable that wins over the files */
  readonly env: string;
  readonly description: string;
  /** its value from a text. @throws Error saying what is expected */
  readonly parse: (text: string) => Value;
  /** whether its value is not for other eyes */
  readonly isSecret?: boolean;
}

type Words = readonly [env: string, description: string];

function text(value: string, ...[env, description]: Words): Setting<string> {
  return { default: value, env, description, parse: (given) => given };
}

function secret(...words: Words): Setting<string> {
  return { ...text("", ...words), isSecret: true };
}

function number(
  value: number,
  lowest: number,
  highest: number,
  ...[env, description]: Words
): Setting<number> {
  return {
    default: value,
    env,
    description,
    parse(given) {
      if (/^\d{1,9}$/.test(given) && Number(given) >= lowest && Number(given) <= highest) {
        return Number(given);
      }
      throw new Error(`expected a whole number from ${lowest} to ${highest}`);
    },
  };
}

/** A positive number, also one such as 1E12. */
function amount(value: number, ...[env, description]: Words): Setting<number> {
  return {
    default: value,
    env,
    description,
    parse(given) {
      const number = given === "" ? NaN : Number(given.replaceAll("_", ""));
      if (number > 0 && number < Infinity) return number;
      throw new Error("expected a number above 0");
    },
  };
}

function yesNo(value: boolean, ...[env, description]: Words): Setting<boolean> {
  return {
    default: value,
    env,
    description,
    parse(given) {
      const lower = given.toLowerCase();
      if (["1", "yes", "true"].includes(lower)) return true;
      if (["0", "no", "false"].includes(lower)) return false;
      throw new Error("expected yes or no");
    },
  };
}

function choice<Name extends string>(names: readonly Name[], ...[env, description]: Words): Setting<Name> {
  return {
    default: names[0],
    env,
    description,
    parse(given) {
      const name = names.find((each) => each === given.toUpperCase());
      if (name) return name;
      throw new Error(`expected one of ${names.join(", ")}`);
    },
  };
}

/** An address of a web server without a slash at its end; empty if that is the default. */
function url(value: string, ...[env, description]: Words): Setting<string> {
  return {
    default: value,
    env,
    description,
    parse(given) {
      const isUrl = URL.canParse(given) && ["http:", "https:"].includes(new URL(given).protocol);
      if (isUrl || given === value) return given.replace(/\/+$/, "");
      throw new Error("expected an url such as https://hazard.example.org");
    },
  };
}

export const SETTINGS = {
  server: {
    host: text("127.0.0.1", "TEMBLOR_HOST", "address to listen on"),
    port: number(8800, 0, 65535, "TEMBLOR_PORT", "port to listen on, 0 for a free one"),
    application_mode: choice(
      ["PUBLIC", "RESTRICTED", "AELO"],
      "OQ_APPLICATION_MODE",
      "PUBLIC for everybody who reaches the server, RESTRICTED for users who log in, AELO for users who log in " +
        "and ask for single sites instead of sending jobs",
    ),
    public_url: url(
      "",
      "TEMBLOR_PUBLIC_URL",
      "how users reach the server, for links in mails and, if https, for cookies; default where it listens",
    ),
    behind_proxy: yesNo(
      false,
      "TEMBLOR_BEHIND_PROXY",
      "whether a proxy in front writes X-Forwarded-For, by which failed logins and requests are counted",
    ),
    requests_per_minute: number(
      0,
      0,
      1_000_000,
      "TEMBLOR_REQUESTS_PER_MINUTE",
      "how many requests an address may make in a minute, 0 for any number; more are answered with status 429",
    ),
  },
  distribution: {
    serialize_jobs: number(1, 1, 1000, "TEMBLOR_SERIALIZE_JOBS", "calculations at the same time"),
  },
  memory: {
    max_potential_gmfs: amount(
      1e12,
      "TEMBLOR_MAX_POTENTIAL_GMFS",
      "sites times events up to which ground motion fields are computed",
    ),
    max_gmf_gb: amount(
      1000,
      "TEMBLOR_MAX_GMF_GB",
      "GB of ground motion fields that a calculation may store, by an estimate before they are computed",
    ),
  },
  directory: {
    data: text("", "OQ_DATADIR", "where everything is kept; default oqdata in the home directory"),
    mosaic_dir: text("", "TEMBLOR_MOSAIC_DIR", "for AELO: folder of the models, NAME/in/job_vs30.ini each"),
    mosaic_boundaries_file: text(
      "",
      "TEMBLOR_MOSAIC_BOUNDARIES_FILE",
      "for AELO: polygons by name, .gpkg or .geojson; default mosaic.gpkg or mosaic.geojson in the folder",
    ),
  },
  mail: {
    host: text("", "EMAIL_HOST", "SMTP server; without it mails are written to DATA/mail as .eml files"),
    port: number(587, 1, 65535, "EMAIL_PORT", "its port"),
    tls: yesNo(
      false,
      "TEMBLOR_EMAIL_TLS",
      "whether it wants encryption from the start (port 465); else it is used when offered",
    ),
    user: text("", "EMAIL_USER", "name to log in with, if it asks for one"),
    password: secret("EMAIL_PASS", "password to log in with"),
    from: text("temblor@localhost", "EMAIL_SUPPORT", "sender of the mails"),
  },
  webapi: {
    server: url("http://localhost:8800", "TEMBLOR_SERVER", "for `--webapi`: the server to ask"),
    username: text("", "TEMBLOR_USERNAME", "for `--webapi`: who logs in there; empty for nobody"),
    password: secret("TEMBLOR_PASSWORD", "for `--webapi`: the password"),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Setting<unknown>>>>>;

type Value<S> = S extends Setting<infer V> ? V : never;

/** The value of every setting, by section and key. */
export type Settings = {
  readonly [Section in keyof typeof SETTINGS]: {
    readonly [Key in keyof typeof SETTINGS[Section]]: Value<typeof SETTINGS[Section][Key]>;
  };
};
