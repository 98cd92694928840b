import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeSupergraph, type Composition, type SubgraphSdl } from './compose-supergraph.ts';

/** A composed supergraph kept beside the SDL that it was made of. */
const SUPERGRAPH_FILE = 'supergraph.graphql';
/** Subgraph name to hash of its SDL and address, as they were when it was composed. */
const HASHES_FILE = 'supergraph.hashes.json';

/** Names to SHA-256 in hex, sorted by name. */
export type SdlHashes = Readonly<Record<string, string>>;

/** Hashes of what composition reads. White space counts: a formatter's change is composed again. */
export function hashSubgraphs(subgraphs: readonly SubgraphSdl[]): SdlHashes {
  const entries = subgraphs.map(({ name, url, sdl }) => [name, createHash('sha256').update(`${url}\n${sdl}`).digest('hex')] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The composed SDL in `folder` when it was made of exactly these subgraphs; undefined when it is absent or stale. */
export async function readCommittedSupergraph(folder: string, subgraphs: readonly SubgraphSdl[]): Promise<string | undefined> {
  try {
    const [sdl, hashes] = await Promise.all([readFile(join(folder, SUPERGRAPH_FILE), 'utf8'), readFile(join(folder, HASHES_FILE), 'utf8')]);
    return toText(JSON.parse(hashes)) === toText(hashSubgraphs(subgraphs)) ? sdl : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a composed supergraph in `folder`, for `readCommittedSupergraph` to find. */
export async function writeCommittedSupergraph(folder: string, subgraphs: readonly SubgraphSdl[], sdl: string): Promise<void> {
  await Promise.all([
    writeFile(join(folder, SUPERGRAPH_FILE), `${sdl.trimEnd()}\n`),
    writeFile(join(folder, HASHES_FILE), `${JSON.stringify(hashSubgraphs(subgraphs), undefined, 2)}\n`),
  ]);
}

/** The committed supergraph, or else one composed now: composition is loaded only then. */
export async function composeOrReuse(folder: string, subgraphs: readonly SubgraphSdl[]): Promise<Composition> {
  const committed = await readCommittedSupergraph(folder, subgraphs);
  return committed === undefined ? composeSupergraph(subgraphs) : { kind: 'composed', sdl: committed, hints: [] };
}

function toText(hashes: unknown): string {
  return JSON.stringify(hashes, undefined, 2);
}
