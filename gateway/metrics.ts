import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the gateway counts; each is registered once with the process's registry. */
export interface GatewayMetrics {
  readonly httpDuration: Histogram<'method' | 'route' | 'status'>;
  readonly httpActive: Gauge;
  readonly operations: Counter<'type' | 'code'>;
  readonly operationDuration: Histogram<'type'>;
  readonly sockets: Gauge;
  readonly subscriptions: Gauge;
  /** Counts a frame: there may be very many at once. */
  readonly frames: { inc(): void };
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Registers the gateway's figures; once a registry. */
export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  return {
    httpDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: "Time from a request's head to the end of its answer.",
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    httpActive: new Gauge({ name: 'http_requests_active', help: 'HTTP requests that are not answered yet.', registers }),
    operations: new Counter({
      name: 'graphql_operations_total',
      help: 'GraphQL operations by type and by OK or the code of their first error.',
      labelNames: ['type', 'code'],
      registers,
    }),
    operationDuration: new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time that the engine took for a query or mutation.',
      labelNames: ['type'],
      buckets: SECONDS,
      registers,
    }),
    sockets: new Gauge({ name: 'websocket_connections_active', help: 'Open WebSockets.', registers }),
    subscriptions: new Gauge({ name: 'subscriptions_active', help: 'Running subscriptions.', registers }),
    frames: createFrameCount(registers),
  };
}

/** A counter's own increment takes longer than all else that a frame takes here: frames are added up, and told when somebody looks. */
function createFrameCount(registers: Registry[]): GatewayMetrics['frames'] {
  let untold = 0;
  const counter = new Counter({
    name: 'subscription_frames_total',
    help: 'Frames made for subscribers.',
    registers,
    collect() {
      counter.inc(untold);
      untold = 0;
    },
  });
  return {
    inc() {
      untold += 1;
    },
  };
}
