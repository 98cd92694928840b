import { pathToFileURL } from 'node:url';
import type { GetDataSourceFunction, SupergraphManager } from '@apollo/gateway';
import { createFileFeed } from '../gateway/supergraph/file-feed.ts';
import { isUrl } from '../gateway/supergraph/load-supergraph.ts';
import { createIntrospectionFeed, createManagerFeed } from '../gateway/supergraph/manager-feed.ts';
import type { SupergraphFeed } from '../gateway/supergraph/supergraph-feed.ts';
import { createUrlFeed } from '../gateway/supergraph/url-feed.ts';
import type { ProcessParts } from './process-parts.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says of where supergraphs come from. */
export interface FeedOptions {
  readonly supergraph?: string | undefined;
  readonly introspect?: string | undefined;
  readonly manager?: string | undefined;
}

/** The one source that the command line names. UsageError when it names none or several. */
export async function openFeed(
  values: FeedOptions,
  options: Pick<ProcessParts, 'clock' | 'logger'> & { pollMs: number; buildService: GetDataSourceFunction | undefined },
): Promise<SupergraphFeed> {
  const { supergraph, introspect, manager } = values;
  const { buildService } = options;
  if ([supergraph, introspect, manager].filter((value) => value !== undefined).length !== 1) {
    throw new UsageError('gateway: expected --supergraph FILE-or-URL, --introspect NAME=URL,… or --manager FILE');
  }
  const dataSources = buildService === undefined ? {} : { getDataSource: buildService };
  if (supergraph !== undefined) return isUrl(supergraph) ? createUrlFeed(supergraph, options) : createFileFeed(supergraph, options);
  if (introspect !== undefined) return createIntrospectionFeed(readServices(introspect), { ...options, ...dataSources });
  return createManagerFeed({ manager: await loadManager(manager ?? ''), ...dataSources });
}

/** `--build-service FILE`: the module's default export, as Apollo's `buildService`. */
export async function loadBuildService(file: string): Promise<GetDataSourceFunction> {
  const build = await loadDefault(file, '--build-service');
  if (typeof build !== 'function')
    throw new UsageError(`--build-service: expected ${file} to export a function ({ name, url }) => GraphQLDataSource by default`);
  return build as GetDataSourceFunction;
}

async function loadManager(file: string): Promise<SupergraphManager> {
  const manager = await loadDefault(file, '--manager');
  if (typeof (manager as Partial<SupergraphManager> | undefined)?.initialize === 'function') return manager as SupergraphManager;
  throw new UsageError(`--manager: expected ${file} to export a supergraph manager by default`);
}

async function loadDefault(file: string, option: string): Promise<unknown> {
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return loaded.default;
  } catch (error) {
    throw new UsageError(`${option}: ${file} cannot be loaded: ${(error instanceof Error ? error.message : String(error)).split('\n', 1)[0]}`);
  }
}

function readServices(text: string): { name: string; url: string }[] {
  return text.split(',').map((entry) => {
    const at = entry.indexOf('=');
    const [name, url] = [entry.slice(0, Math.max(at, 0)).trim(), entry.slice(at + 1).trim()];
    if (name === '' || !isUrl(url) || !URL.canParse(url)) throw new UsageError(`--introspect: expected NAME=URL,…, received ${JSON.stringify(entry)}`);
    return { name, url };
  });
}
