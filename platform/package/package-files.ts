import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The path of a file that ships with the package, e.g. `schema/supergraph.graphql`. The package's root is the nearest
 * folder above this module that holds a package.json, in a checkout and in the installed package alike.
 */
export function findPackageFile(relativePath: string): string {
  return join(findPackageRoot(), relativePath);
}

function findPackageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('no package.json above the sources');
    folder = parent;
  }
  return folder;
}
