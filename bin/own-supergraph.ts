import { composeOrReuse } from '../gateway/supergraph/committed-supergraph.ts';
import type { SubgraphSdl } from '../gateway/supergraph/compose-supergraph.ts';
import { ConfigError } from '../platform/config/settings.ts';
import { findPackageFile } from '../platform/package/package-files.ts';
import { readSubgraphSdl } from '../platform/subgraph/read-sdl.ts';
import { defaultSubgraphUrl, SUBGRAPHS } from './subgraphs.ts';

/** Every subgraph's SDL with the address that the committed supergraph names. */
export function readOwnSubgraphs(): readonly SubgraphSdl[] {
  return [...SUBGRAPHS.keys()].map((name) => ({ name, url: defaultSubgraphUrl(name), sdl: readSubgraphSdl(name) }));
}

/** The supergraph of this backend: the committed one when it fits the SDL, else composed now. ConfigError with every problem. */
export async function loadOwnSupergraph(): Promise<string> {
  const composition = await composeOrReuse(findPackageFile('schema'), readOwnSubgraphs());
  if (composition.kind === 'refused') throw new ConfigError(composition.problems.map(({ code, message }) => `schema: ${code}: ${message}`));
  return composition.sdl;
}
