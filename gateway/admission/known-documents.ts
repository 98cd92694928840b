import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../platform/config/settings.ts';
import { createBoundedMap } from '../execution/bounded-map.ts';
import { toDocumentHash } from './document-cache.ts';

/** Documents by the SHA-256 (hex) of their text: those of the manifest, and those that clients registered. */
export interface KnownDocuments {
  /** True when only documents of the manifest are run. */
  readonly safelist: boolean;
  find(hash: string): string | undefined;
  isTrusted(hash: string): boolean;
  /** Keeps a document that a client sent with its hash; least recently used ones make room. Kept nowhere under a safelist. */
  register(hash: string, document: string): void;
}

/** Registered documents are kept up to a number and, each, up to a length. */
const MAX_REGISTERED = 1_000;
const MAX_REGISTERED_LENGTH = 65_536;

/** Knows the trusted documents for good and those that clients registered as long as there is room. With `safelist` nothing else may run. */
export function createKnownDocuments(options: { trusted?: ReadonlyMap<string, string>; safelist?: boolean } = {}): KnownDocuments {
  const { trusted = new Map<string, string>(), safelist = false } = options;
  const registered = createBoundedMap<string, string>(MAX_REGISTERED);
  return {
    safelist,
    find: (hash) => trusted.get(hash) ?? registered.get(hash),
    isTrusted: (hash) => trusted.has(hash),
    register(hash, document) {
      if (!safelist && !trusted.has(hash) && document.length <= MAX_REGISTERED_LENGTH) registered.set(hash, document);
    },
  };
}

/** Reads a manifest: a JSON object of SHA-256 (hex, `sha256:` before it or not) to document. Throws a ConfigError that says what is wrong. */
export async function readTrustedDocuments(path: string): Promise<ReadonlyMap<string, string>> {
  const fail = (why: string) => new ConfigError([`AUTOWEAVE_TRUSTED_DOCUMENTS: ${why}`]);
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw fail(`${path} cannot be read: ${(error as Error).message}`);
  }
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) throw fail(`${path}: expected an object of SHA-256 to document`);
  const documents = new Map<string, string>();
  for (const [key, document] of Object.entries(manifest) as [string, unknown][]) {
    const hash = key.replace(/^sha256:/, '').toLowerCase();
    if (typeof document !== 'string') throw fail(`${path}: ${key.slice(0, 80)}: expected a document`);
    if (toDocumentHash(document) !== hash) throw fail(`${path}: ${key.slice(0, 80)} is not the SHA-256 of its document`);
    documents.set(hash, document);
  }
  if (documents.size === 0) throw fail(`${path} has no document`);
  return documents;
}
