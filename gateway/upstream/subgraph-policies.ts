import { readFileSync } from 'node:fs';
import { ConfigError } from '../../platform/config/settings.ts';
import { namesRead, OWN_HEADERS, type HeaderRules } from './header-rules.ts';
import { isObject } from './read-answer.ts';
import type { BreakerPolicy } from './with-breaker.ts';
import type { ConcurrencyPolicy } from './with-concurrency-cap.ts';
import type { HedgePolicy } from './with-hedge.ts';
import type { RetryPolicy } from './with-retry.ts';

/** Certificates of a subgraph's connections, PEM. */
export interface UpstreamTls {
  /** Authorities that are trusted instead of the system's. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
}

/** How one subgraph is treated. What is absent is not done. */
export interface SubgraphPolicies {
  readonly timeoutMs?: number;
  /** A larger answer is refused as SUBGRAPH_UNAVAILABLE, before it is read to its end. */
  readonly maxResponseBytes?: number;
  readonly retry?: RetryPolicy;
  readonly breaker?: BreakerPolicy;
  readonly concurrency?: ConcurrencyPolicy;
  readonly hedge?: HedgePolicy;
  /** Whether equal queries that run at the same time share one call. */
  readonly deduplicate?: boolean;
  readonly headers?: HeaderRules;
  readonly tls?: UpstreamTls;
}

/** By name of the subgraph; `*` holds for each policy that a subgraph has no own of. */
export type PoliciesByName = ReadonlyMap<string, SubgraphPolicies>;

/** The policies of the subgraph `name`. */
export function policiesOf(policies: PoliciesByName, name: string): SubgraphPolicies {
  return { ...policies.get('*'), ...policies.get(name) };
}

/** The headers of callers that any of them reads. */
export function headersRead(policies: PoliciesByName): readonly string[] {
  return [...new Set([...policies.values()].flatMap(({ headers }) => (headers === undefined ? [] : namesRead(headers))))];
}

const NUMBERS = {
  timeoutMs: { min: 10, max: 600_000 },
  maxResponseBytes: { min: 1_024, max: 512 * 1024 * 1024 },
  retry: { attempts: [1, 10, 2], firstMs: [1, 60_000, 50], maxMs: [1, 60_000, 1_000], budgetPercent: [1, 100, 10] },
  breaker: { failures: [1, 10_000, 10], openMs: [10, 600_000, 5_000] },
  concurrency: { max: [1, 100_000, 64], queue: [0, 100_000, 256] },
  hedge: { afterMs: [1, 600_000, undefined], budgetPercent: [1, 100, 10] },
} as const;

const TLS_FILES = { caFile: 'ca', certFile: 'cert', keyFile: 'key' } as const;
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/**
 * Reads AUTOWEAVE_SUBGRAPH_POLICIES: JSON, or the path of a file with it. Files that it names are read now.
 * Throws one ConfigError with every problem; values of headers are never echoed.
 */
export function readSubgraphPolicies(text: string | undefined, variable = 'AUTOWEAVE_SUBGRAPH_POLICIES'): PoliciesByName {
  if (text === undefined) return new Map();
  const problems: string[] = [];
  const tell = (where: string, expected: string) => void problems.push(`${variable}: ${where}: expected ${expected}`);
  const root = readJson(text, variable);
  const policies = new Map<string, SubgraphPolicies>();
  if (!isObject(root)) tell('the whole', 'an object from subgraph names to policies');
  else for (const [name, value] of Object.entries(root)) policies.set(name, readPolicies(value, name, tell));
  if (problems.length > 0) throw new ConfigError(problems);
  return policies;
}

type Tell = (where: string, expected: string) => void;

function readJson(text: string, variable: string): unknown {
  const isInline = text.trimStart().startsWith('{');
  let json = text;
  try {
    if (!isInline) json = readFileSync(text, 'utf8');
  } catch {
    throw new ConfigError([`${variable}: expected JSON or the path of a file, received ${JSON.stringify(text.slice(0, 80))}`]);
  }
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new ConfigError([`${variable}: expected JSON${isInline ? '' : ` in ${text}`}`]);
  }
}

function readPolicies(value: unknown, name: string, tell: Tell): SubgraphPolicies {
  if (!isObject(value)) {
    tell(name, 'an object of policies');
    return {};
  }
  const read: Record<string, unknown> = {};
  for (const [policy, given] of Object.entries(value)) {
    const where = `${name}.${policy}`;
    if (policy === 'timeoutMs' || policy === 'maxResponseBytes') read[policy] = readNumber(given, { where, tell, ...NUMBERS[policy] });
    else if (policy === 'deduplicate') read[policy] = typeof given === 'boolean' ? given : tell(where, 'true or false');
    else if (policy === 'headers') read[policy] = readHeaders(given, where, tell);
    else if (policy === 'tls') read[policy] = readTls(given, where, tell);
    else if (policy === 'retry' || policy === 'breaker' || policy === 'concurrency' || policy === 'hedge')
      read[policy] = readNumbers(given, policy, { where, tell });
    else tell(where, 'one of timeoutMs, maxResponseBytes, retry, breaker, concurrency, hedge, deduplicate, headers, tls');
  }
  return read;
}

function readNumber(value: unknown, { where, tell, min, max }: { where: string; tell: Tell; min: number; max: number }): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  tell(where, `a whole number from ${min} to ${max}`);
  return min;
}

/** A policy that consists of numbers, each with its bounds and default. */
function readNumbers(value: unknown, policy: 'retry' | 'breaker' | 'concurrency' | 'hedge', { where, tell }: { where: string; tell: Tell }): unknown {
  if (!isObject(value)) return tell(where, 'an object');
  const known: Readonly<Record<string, readonly [number, number, number | undefined]>> = NUMBERS[policy];
  for (const key of Object.keys(value)) if (!Object.hasOwn(known, key)) tell(`${where}.${key}`, `one of ${Object.keys(known).join(', ')}`);
  return Object.fromEntries(
    Object.entries(known).map(([key, [min, max, fallback]]) => [key, readNumber(value[key] ?? fallback, { where: `${where}.${key}`, tell, min, max })]),
  );
}

function readHeaders(value: unknown, where: string, tell: Tell): HeaderRules | undefined {
  if (!isObject(value)) return void tell(where, 'an object');
  const { allow = [], rename = {}, set = {}, ...rest } = value;
  for (const key of Object.keys(rest)) tell(`${where}.${key}`, 'one of allow, rename, set');
  if (!Array.isArray(allow) || !allow.every((name) => typeof name === 'string')) return void tell(`${where}.allow`, 'a list of header names');
  if (!isTextMap(rename)) return void tell(`${where}.rename`, 'an object from the name of a header to another');
  if (!isTextMap(set)) return void tell(`${where}.set`, 'an object from names of headers to their values');
  const lower = (map: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(map).map(([name, to]) => [name.toLowerCase(), to]));
  const rules = { allow: allow.map((name) => String(name).toLowerCase()), rename: lower(rename), set: lower(set) };
  for (const name of [...rules.allow, ...Object.keys(rules.rename), ...Object.values(rules.rename), ...Object.keys(rules.set)]) {
    if (!TOKEN.test(name.toLowerCase())) tell(where, `names of headers, received ${JSON.stringify(name.slice(0, 80))}`);
    else if (OWN_HEADERS.has(name.toLowerCase())) tell(where, `no rule for ${name}, which is the gateway's own`);
  }
  for (const [name, text] of Object.entries(rules.set)) if (!/^[\t\x20-\x7e]*$/.test(text)) tell(`${where}.set.${name}`, 'visible ASCII');
  return rules;
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function readTls(value: unknown, where: string, tell: Tell): UpstreamTls | undefined {
  if (!isObject(value)) return void tell(where, 'an object');
  const tls: Record<string, string> = {};
  for (const [key, given] of Object.entries(value)) {
    if (typeof given !== 'string') tell(`${where}.${key}`, 'text');
    else if (key === 'serverName') tls['servername'] = given;
    else if (!Object.hasOwn(TLS_FILES, key)) tell(`${where}.${key}`, 'one of caFile, certFile, keyFile, serverName');
    else tls[TLS_FILES[key as keyof typeof TLS_FILES]] = readPem(given, `${where}.${key}`, tell);
  }
  return tls;
}

function readPem(path: string, where: string, tell: Tell): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN ')) return text;
    tell(where, `a file in PEM, received ${path}`);
  } catch {
    tell(where, `a file that can be read, received ${path}`);
  }
  return '';
}
