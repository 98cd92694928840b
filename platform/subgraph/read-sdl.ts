import { readFileSync } from 'node:fs';
import { findPackageFile } from '../package/package-files.ts';

/** The SDL that subgraph `name` owns: `schema/subgraphs/<name>.graphql` of this package. */
export function readSubgraphSdl(name: string): string {
  return readFileSync(findPackageFile(`schema/subgraphs/${name}.graphql`), 'utf8');
}
