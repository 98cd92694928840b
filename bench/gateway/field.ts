import { join } from 'node:path';
import { V8_FLAGS } from '../../bin/v8-flags.mjs';
import { start, type Contestant, type StartOptions } from '../measure/contestants.ts';
import type { Fixture } from './fixture.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SERVERS = join(import.meta.dirname, 'servers');
const PEERS = join(import.meta.dirname, 'peers');

/** One server of the comparison. */
export interface Entry {
  /** Short name for `--only`. */
  readonly key: string;
  readonly name: string;
  /** True when its packages are those of `peers/`. */
  readonly needsPeers: boolean;
  /** True for what also runs with a hundred sets of variables, and in the open loop. */
  readonly isGateway: boolean;
  /** True for those that the short mode leaves out. */
  readonly isLongOnly?: boolean;
  start(fixture: Fixture, options: StartOptions): Promise<Contestant>;
}

// The names that ratios are made of.

/** With subgraphs in processes of their own. */
export const OURS_REMOTE = 'ours remote';
/** With the subgraphs in the gateway's process. */
export const OURS_IN_PROCESS = 'ours in-process';
/** As `OURS_REMOTE`, with equal calls shared. */
export const OURS_DEDUPLICATING = 'ours remote, deduplicating';
/** The field's Node gateway. */
export const APOLLO = '@apollo/gateway + Apollo Server';
/** Its planner is native. */
export const HIVE_RUST = 'Hive Gateway, Rust planner';
/** Its planner is JavaScript. */
export const HIVE_JS = 'Hive Gateway, JS planner';
/** As `HIVE_RUST`, with equal calls shared. */
export const HIVE_DEDUPLICATING = 'Hive Gateway, Rust planner, deduplicating';
/** What the fetches alone cost. */
export const FLOOR = 'floor (7 fetches, constant body)';
/** No federation at all. */
export const SINGLE = 'single schema, graphql-js';
/** No federation, and no interpreter. */
export const SINGLE_COMPILED = 'single schema, compiled';

/** Everyone who takes part, ours first. */
export const FIELD: readonly Entry[] = [
  remote('ours-remote', OURS_REMOTE, {}),
  inProcess('ours-in-process', OURS_IN_PROCESS, {}),
  { ...remote('ours-remote-apollo', 'ours remote, Apollo Server', { AUTOWEAVE_HTTP_ENTRY: 'apollo' }), isLongOnly: true },
  { ...inProcess('ours-in-process-apollo', 'ours in-process, Apollo Server', { AUTOWEAVE_HTTP_ENTRY: 'apollo' }), isLongOnly: true },
  {
    ...remote('ours-remote-dedup', OURS_DEDUPLICATING, { AUTOWEAVE_DEDUPLICATE_OPERATIONS: 'true' }),
    isGateway: false,
    isLongOnly: true,
  },
  {
    key: 'apollo',
    name: APOLLO,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile }, options) => start([join(SERVERS, 'apollo-gateway.ts'), supergraphFile], {}, options),
  },
  hive('hive-rust', HIVE_RUST, ['rust']),
  { ...hive('hive-js', HIVE_JS, ['js']), isLongOnly: true },
  { ...hive('hive-rust-dedup', HIVE_DEDUPLICATING, ['rust', 'deduplicate']), isGateway: false, isLongOnly: true },
  {
    key: 'single-apollo',
    name: 'single schema, graphql-js, Apollo Server',
    needsPeers: false,
    isGateway: false,
    start: (_fixture, options) => start([join(SERVERS, 'apollo-single.ts')], {}, options),
  },
  single('single', SINGLE, 'single.ts'),
  single('compiled', SINGLE_COMPILED, 'compiled.ts'),
  {
    key: 'stringify',
    name: 'stringify only',
    needsPeers: false,
    isGateway: false,
    start: ({ folder }, options) => start([...V8_FLAGS, join(SERVERS, 'stringify.ts'), folder], {}, options),
  },
  {
    key: 'floor',
    name: FLOOR,
    needsPeers: false,
    isGateway: true,
    start: ({ folder }, options) => start([...V8_FLAGS, join(SERVERS, 'floor.ts'), folder], {}, options),
  },
];

function remote(key: string, name: string, environment: Readonly<Record<string, string>>): Entry {
  return {
    key,
    name,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile, folder }, options) =>
      start(
        [join(ROOT, 'bin', 'autoweave.mjs'), 'gateway', '--supergraph', supergraphFile, '--port', '0'],
        { AUTOWEAVE_FORWARD_IDENTITY: 'false', AUTOWEAVE_DATA_DIR: join(folder, key), LOG_LEVEL: 'error', ...environment },
        options,
      ),
  };
}

function inProcess(key: string, name: string, environment: Readonly<Record<string, string>>): Entry {
  return {
    key,
    name,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile }, options) =>
      // Through the launcher of scripts, so that it has the environment that the product has.
      start(
        [
          join(ROOT, 'bin', 'run.mjs'),
          '--disable-warning=ExperimentalWarning',
          '--expose-gc',
          ...V8_FLAGS,
          join(SERVERS, 'ours-in-process.ts'),
          supergraphFile,
        ],
        { LOG_LEVEL: 'error', ...environment },
        options,
      ),
  };
}

function hive(key: string, name: string, flags: readonly string[]): Entry {
  return {
    key,
    name,
    needsPeers: true,
    isGateway: true,
    start: ({ supergraphFile }, options) => start([join(PEERS, 'hive-gateway.mjs'), supergraphFile, ...flags], {}, options),
  };
}

function single(key: string, name: string, script: string): Entry {
  return { key, name, needsPeers: false, isGateway: false, start: (_fixture, options) => start([...V8_FLAGS, join(SERVERS, script)], {}, options) };
}
