import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { systemClock, type Clock } from '../../../platform/clock/clock.ts';
import { createLifecycle } from '../../../platform/lifecycle/lifecycle.ts';
import { createLogger, type Logger } from '../../../platform/logging/logger.ts';
import type { IdentityRuleName } from '../../../gateway/admission/identity.ts';
import { readGatewayConfig, type GatewayConfig } from '../../../gateway/config.ts';
import { createFixedGeneration, type GenerationSource } from '../../../gateway/generation.ts';
import type { Engine } from '../../../gateway/operation.ts';
import { createGatewayServer, type GatewayServer, type GatewaySetup } from '../../../gateway/server.ts';
import { createGatewayHttpServer, type RequestTimes } from '../../../gateway/transport/http-server.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

/** A gateway on an ephemeral port of this machine. */
export interface TestGateway {
  readonly engine: FakeEngine;
  readonly server: GatewayServer;
  readonly metrics: Registry;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly webSocketUrl: string;
  /** What SIGTERM begins with. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** In what the gateway is unlike the plain one. */
export interface TestGatewayOptions {
  readonly config?: Partial<GatewayConfig>;
  readonly identity?: IdentityRuleName;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly dataDir?: string;
  /** Parts of admission in place of those that are configured. */
  readonly admission?: GatewaySetup['admission'];
  readonly routes?: GatewaySetup['routes'];
  readonly credentials?: GatewaySetup['credentials'];
  /** What is kept of answers. */
  readonly responses?: GatewaySetup['responses'];
  readonly engine?: FakeEngine;
  /** How long requests may take to come. */
  readonly requestTimes?: RequestTimes;
  /** Instead of the fake's one generation. */
  readonly generations?: GenerationSource;
  /** Stands before the fake's own, for what a test wants to go wrong. */
  readonly wrap?: (engine: FakeEngine) => Engine;
}

/** What no test means by the machine's own clock: a process that gets no time for a while. Under a clock of its own a test has the defaults. */
const PATIENT: Partial<GatewayConfig> = { connectionInitTimeoutMs: 60_000, keepAliveMs: 600_000, operationDeadlineMs: 600_000 };

/** Starts a gateway over the fake engine on a free port; the caller stops it. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const engine = options.engine ?? createFakeEngine();
  const logger = options.logger ?? createLogger({ level: 'silent', process: 'test' });
  const lifecycle = createLifecycle(logger);
  const metrics = new Registry();
  const server = await createGatewayServer({
    generations: options.generations ?? createFixedGeneration({ apiSchema: engine.schema, supergraphSdl: '', engine: options.wrap?.(engine) ?? engine }),
    // A machine that does other things is no overload that a test means.
    config: { ...readGatewayConfig({}), drainMs: 0, overloadLagMs: 0, ...(options.clock === undefined ? PATIENT : {}), ...options.config },
    identity: options.identity ?? 'loopback',
    clock: options.clock ?? systemClock,
    logger,
    metrics,
    lifecycle,
    checks: new Map(),
    dataDir: options.dataDir,
    ...(options.routes === undefined ? {} : { routes: options.routes }),
    ...(options.responses === undefined ? {} : { responses: options.responses }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.admission === undefined ? {} : { admission: options.admission }),
  });
  const { server: http, drain } = createGatewayHttpServer(server, options.requestTimes);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  lifecycle.ready();
  const { port } = http.address() as AddressInfo;
  return {
    engine,
    server,
    metrics,
    url: `http://127.0.0.1:${port}`,
    webSocketUrl: `ws://127.0.0.1:${port}/graphql`,
    drain,
    async stop() {
      const drained = drain();
      http.closeAllConnections();
      await drained;
      await server.close();
    },
  };
}
