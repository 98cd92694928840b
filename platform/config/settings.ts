/** Environment variables as the process found them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable: how it is read and what `.env.example` says of it. */
export interface Setting<T> {
  readonly name: string;
  readonly description: string;
  /** The default as `.env.example` shows it; empty when unset means absent. */
  readonly shownDefault: string;
  /** True when the value must never be printed. */
  readonly secret: boolean;
  /** Reads the variable; returns a `SettingProblem` instead of throwing so that all are told at once. */
  read(environment: Environment): T | SettingProblem;
}

/** Why a variable cannot be read: one line that begins with its name and never holds a secret. */
export class SettingProblem {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Thrown with every problem of the configuration at once; `message` has a line for each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Settings = Readonly<Record<string, Setting<unknown>>>;
/** What reading a room's settings gives: each under the key of its setting. */
export type Values<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/**
 * Reads every setting of a room. Throws one ConfigError that names all that are wrong,
 * each with its variable and what was expected; never echoes a secret.
 */
export function readSettings<S extends Settings>(settings: S, environment: Environment): Values<S> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const value = setting.read(environment);
    if (value instanceof SettingProblem) problems.push(value.message);
    else values[key] = value;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Values<S>;
}

interface Description<T> {
  readonly description: string;
  readonly default: T;
}

/** A whole number within bounds. */
export function integerSetting(name: string, options: Description<number> & { min: number; max: number }): Setting<number> {
  return setting(name, options, (text) => {
    const value = Number(text);
    const fits = /^-?\d+$/.test(text) && value >= options.min && value <= options.max;
    return fits ? { value } : { expected: `a whole number from ${options.min} to ${options.max}` };
  });
}

/** An optional whole number within bounds; undefined when unset. */
export function optionalIntegerSetting(name: string, options: { description: string; min: number; max: number }): Setting<number | undefined> {
  const inner = integerSetting(name, { ...options, default: options.min });
  return { ...inner, shownDefault: '', read: (environment) => (isUnset(environment[name]) ? undefined : inner.read(environment)) };
}

/** Any text. */
export function textSetting(name: string, options: Description<string>): Setting<string> {
  return setting(name, options, (text) => ({ value: text }));
}

/** Text that may be absent. `secret` keeps it out of every message. */
export function optionalTextSetting(name: string, options: { description: string; secret?: boolean }): Setting<string | undefined> {
  return {
    name,
    description: options.description,
    shownDefault: '',
    secret: options.secret ?? false,
    read: (environment) => (isUnset(environment[name]) ? undefined : environment[name]),
  };
}

/** A secret of 16 or more visible ASCII characters, or absent: fit for a header, never echoed. */
export function optionalSecretSetting(name: string, options: { description: string }): Setting<string | undefined> {
  return {
    ...optionalTextSetting(name, { ...options, secret: true }),
    read(environment) {
      const text = environment[name];
      if (isUnset(text)) return undefined;
      return /^[\x21-\x7e]{16,512}$/.test(text) ? text : new SettingProblem(`${name}: expected 16 to 512 visible ASCII characters without spaces`);
    },
  };
}

/** One of a closed list. */
export function choiceSetting<const T extends string>(name: string, options: Description<T> & { choices: readonly T[] }): Setting<T> {
  return setting<T>(name, options, (text) => {
    const choice = options.choices.find((candidate) => candidate === text);
    return choice === undefined ? { expected: `one of ${options.choices.join(', ')}` } : { value: choice };
  });
}

/** `true` or `false`. */
export function booleanSetting(name: string, options: Description<boolean>): Setting<boolean> {
  return setting(name, options, (text) => (text === 'true' || text === 'false' ? { value: text === 'true' } : { expected: 'true or false' }));
}

/** Protocols of servers that take no user and password: what logs and answers say of them may name the whole URL. */
const PUBLIC_PROTOCOLS: readonly string[] = ['http:', 'https:', 'ws:', 'wss:'];

/** True for the URL of such a server that holds a user or a password all the same. */
export function hasUserInfo(url: URL): boolean {
  return PUBLIC_PROTOCOLS.includes(url.protocol) && (url.username !== '' || url.password !== '');
}

/**
 * A URL with one of `protocols` (each with its colon), or absent. Its password is never echoed; one of http, https, ws or wss
 * may hold none.
 */
export function optionalUrlSetting(name: string, options: { description: string; protocols: readonly string[] }): Setting<string | undefined> {
  return {
    name,
    description: options.description,
    shownDefault: '',
    secret: true,
    read(environment) {
      const text = environment[name];
      if (isUnset(text)) return undefined;
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url !== undefined && hasUserInfo(url)) return new SettingProblem(`${name}: expected a URL without user and password`);
      if (url !== undefined && options.protocols.includes(url.protocol)) return text;
      return new SettingProblem(`${name}: expected a URL that starts with ${options.protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
    },
  };
}

type Parsed<T> = { readonly value: T } | { readonly expected: string };

function setting<T>(name: string, options: Description<T>, parse: (text: string) => Parsed<T>): Setting<T> {
  return {
    name,
    description: options.description,
    shownDefault: String(options.default),
    secret: false,
    read(environment) {
      const text = environment[name];
      if (isUnset(text)) return options.default;
      const parsed = parse(text);
      return 'value' in parsed ? parsed.value : problem(name, parsed.expected, text);
    },
  };
}

function problem(name: string, expected: string, text: string): SettingProblem {
  return new SettingProblem(`${name}: expected ${expected}, received ${JSON.stringify(text.slice(0, 80))}`);
}

function isUnset(text: string | undefined): text is undefined | '' {
  return text === undefined || text === '';
}
