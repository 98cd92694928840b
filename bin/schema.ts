import { writeFile } from 'node:fs/promises';
import { printSchema } from 'graphql';
import { writeCommittedSupergraph } from '../gateway/supergraph/committed-supergraph.ts';
import { composeSupergraph } from '../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph } from '../gateway/supergraph/supergraph.ts';
import { ConfigError } from '../platform/config/settings.ts';
import { findPackageFile } from '../platform/package/package-files.ts';
import { readOwnSubgraphs } from './own-supergraph.ts';
import { UsageError } from './usage-error.ts';

/** `autoweave schema compose`: writes schema/supergraph.graphql, its hashes and schema/api.graphql from the subgraphs' SDL. */
export async function schema(argv: readonly string[]): Promise<void> {
  if (argv[0] !== 'compose') throw new UsageError('schema: expected compose');
  const subgraphs = readOwnSubgraphs();
  const composition = await composeSupergraph(subgraphs);
  if (composition.kind === 'refused') throw new ConfigError(composition.problems.map(({ code, message }) => `schema: ${code}: ${message}`));
  const { apiSchema } = await readSupergraph(composition.sdl);
  await writeCommittedSupergraph(findPackageFile('schema'), subgraphs, composition.sdl);
  await writeFile(findPackageFile('schema/api.graphql'), `${printSchema(apiSchema)}\n`);
  for (const hint of composition.hints) console.error(`autoweave: schema: ${hint}`);
  console.log(`autoweave: composed ${subgraphs.length} subgraphs`);
}
