// A gateway that has every answer already: the supergraph of `bench/gateway` with an age on each field of the root.
// Usage: kept-answer.ts SUPERGRAPH FOLDER; prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createCaching } from '../../../gateway/caching/caching.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import type { Engine } from '../../../gateway/operation.ts';
import { createGatewayServer } from '../../../gateway/server.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createGatewayHttpServer } from '../../../gateway/transport/http-server.ts';
import { createLocalCache } from '../../../platform/cache/local-cache.ts';
import { systemClock as clock } from '../../../platform/clock/clock.ts';
import { createLifecycle } from '../../../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { printReady } from '../../gateway/servers/print-ready.ts';

const [supergraphFile = '', folder = ''] = process.argv.slice(2);
const logger = createLogger({ level: 'error', process: 'bench' });
const lifecycle = createLifecycle(logger);
const supergraph = await readSupergraph(readFileSync(supergraphFile, 'utf8'));
const aged = supergraph.sdl
  .replaceAll(/^(type \w+)/gm, '$1 @cacheControl(inheritMaxAge: true)')
  .replace(/^type Query @cacheControl\(inheritMaxAge: true\)[^{]*\{[^}]*\}/m, (type) =>
    type.replaceAll(/^( {2}\w+(?:\([^)]*\))?: [\w![\]]+)/gm, '$1 @cacheControl(maxAge: 86400)'),
  );

const engine: Engine = {
  execute: async ({ variables }) => ({ dataText: readFileSync(join(folder, `answer-${String(variables['from'])}.json`), 'utf8') }),
  subscribe: () => {
    throw new Error('nobody subscribes here');
  },
};
const cache = createLocalCache({ clock, bounds: { maxEntries: 50_000, maxBytes: 67_108_864 } });
const caching = createCaching({ cache, log: undefined, clock, logger, metrics: new Registry(), deadlineMs: 30_000 });
const gateway = await createGatewayServer({
  generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: aged, engine }),
  config: readGatewayConfig({}),
  identity: 'open',
  responses: caching.responses,
  clock,
  logger,
  metrics: new Registry(),
  lifecycle,
  checks: new Map(),
  dataDir: undefined,
});
lifecycle.ready();
printReady(createGatewayHttpServer(gateway).server);
