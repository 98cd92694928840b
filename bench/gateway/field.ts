import { join } from 'node:path';
import { start, type Contestant } from '../measure/contestants.ts';
import type { Fixture } from './fixture.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SERVERS = join(import.meta.dirname, 'servers');
const PEERS = join(import.meta.dirname, 'peers');

/** Ours sets this at its start; without it the young generation alone takes a bare server to twice the memory. */
const SMALL_YOUNG = '--max-semi-space-size=16';

/** One server of the comparison. */
export interface Entry {
  readonly name: string;
  /** True when its packages are those of `peers/`. */
  readonly needsPeers: boolean;
  /** True for what also runs with a hundred sets of variables, and in the open loop. */
  readonly isGateway: boolean;
  /** True for those that the short mode leaves out. */
  readonly isLongOnly?: boolean;
  start(fixture: Fixture, core: number | undefined): Promise<Contestant>;
}

/** The names that ratios are made of. */
export const OURS_REMOTE = 'ours remote';
export const OURS_IN_PROCESS = 'ours in-process';
export const APOLLO = '@apollo/gateway + Apollo Server';
export const HIVE_RUST = 'Hive Gateway, Rust planner';
export const HIVE_JS = 'Hive Gateway, JS planner';
export const FLOOR = 'floor (7 fetches, constant body)';
export const SINGLE = 'single schema, graphql-js';
export const SINGLE_COMPILED = 'single schema, compiled';

/** Everyone who takes part, ours first. */
export const FIELD: readonly Entry[] = [
  {
    name: OURS_REMOTE,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile, folder }, core) =>
      start(
        [join(ROOT, 'bin', 'autoweave.mjs'), 'gateway', '--supergraph', supergraphFile, '--port', '0'],
        { AUTOWEAVE_FORWARD_IDENTITY: 'false', AUTOWEAVE_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error' },
        core,
      ),
  },
  ours(OURS_IN_PROCESS, 'ours-in-process.ts'),
  {
    name: APOLLO,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile }, core) => start([join(SERVERS, 'apollo-gateway.ts'), supergraphFile], {}, core),
  },
  hive(HIVE_RUST, ['rust']),
  { ...hive(HIVE_JS, ['js']), isLongOnly: true },
  { ...hive('Hive Gateway, Rust planner, deduplicating', ['rust', 'deduplicate']), isGateway: false, isLongOnly: true },
  {
    name: 'single schema, graphql-js, Apollo Server',
    needsPeers: false,
    isGateway: false,
    start: (_fixture, core) => start([join(SERVERS, 'apollo-single.ts')], {}, core),
  },
  { name: SINGLE, needsPeers: false, isGateway: false, start: (_fixture, core) => start([join(SERVERS, 'single.ts')], {}, core) },
  { name: SINGLE_COMPILED, needsPeers: true, isGateway: false, start: (_fixture, core) => start([join(PEERS, 'graphql-jit.mjs')], {}, core) },
  {
    name: 'stringify only',
    needsPeers: false,
    isGateway: false,
    start: ({ folder }, core) => start([SMALL_YOUNG, join(SERVERS, 'stringify.ts'), folder], {}, core),
  },
  { name: FLOOR, needsPeers: false, isGateway: true, start: ({ folder }, core) => start([SMALL_YOUNG, join(SERVERS, 'floor.ts'), folder], {}, core) },
];

function ours(name: string, script: string): Entry {
  return {
    name,
    needsPeers: false,
    isGateway: true,
    start: ({ supergraphFile }, core) => start([SMALL_YOUNG, '--expose-gc', join(SERVERS, script), supergraphFile], { LOG_LEVEL: 'error' }, core),
  };
}

function hive(name: string, flags: readonly string[]): Entry {
  return {
    name,
    needsPeers: true,
    isGateway: true,
    start: ({ supergraphFile }, core) => start([join(PEERS, 'hive-gateway.mjs'), supergraphFile, ...flags], {}, core),
  };
}
