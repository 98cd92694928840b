import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ApolloServerPlugin } from '@apollo/server';
import { ConfigError } from '../../platform/config/settings.ts';

/**
 * Loads the plugins of Apollo Server that AUTOWEAVE_APOLLO_PLUGINS names: files and packages, separated by commas, relative to
 * the folder that the process was started in. The default export of each is a plugin, a list of them, or a function that makes
 * either. Rejects with a ConfigError that names every module that is none.
 */
export async function loadApolloPlugins(names: string | undefined): Promise<readonly ApolloServerPlugin[]> {
  const modules = (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const loaded = await Promise.allSettled(modules.map(loadModule));
  const problems = loaded.flatMap((result, index) =>
    result.status === 'rejected' ? [`AUTOWEAVE_APOLLO_PLUGINS: ${modules[index]}: ${String(result.reason)}`] : [],
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return loaded.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

async function loadModule(name: string): Promise<readonly ApolloServerPlugin[]> {
  const isFile = name.startsWith('.') || isAbsolute(name);
  const path = isFile ? resolve(name) : createRequire(resolve('package.json')).resolve(name);
  const { default: exported } = (await import(pathToFileURL(path).href)) as { default?: unknown };
  const made: unknown = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  const plugins: readonly unknown[] = Array.isArray(made) ? made : [made];
  if (!plugins.every(isPlugin)) throw new Error('expected the default export to be a plugin, a list of plugins, or a function that makes them');
  return plugins as readonly ApolloServerPlugin[];
}

function isPlugin(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
