import { randomUUID } from 'node:crypto';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { createChildTraceparent } from '../../platform/request/trace-context.ts';
import type { SubgraphAnswer, SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { waitUntil } from './wait-until.ts';

/** Someone in the workspace `default`, unless told otherwise. */
export function createIdentity(overrides: Partial<RequestIdentity> = {}): RequestIdentity {
  return { workspace: 'default', principal: 'ada', correlationId: randomUUID(), traceparent: createChildTraceparent(undefined), ...overrides };
}

/** What goes with a call. */
export interface CallOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly identity?: RequestIdentity;
  readonly stream?: NonNullable<SubgraphRequest['stream']>;
}

/** Runs one query or mutation. A query of a `minPosition` that is STALE is asked again, as a client does: no test shows how soon it is applied. */
export function call(endpoint: SubgraphEndpoint, query: string, options: CallOptions = {}): Promise<SubgraphAnswer> {
  const run = () => endpoint.execute({ query, signal: new AbortController().signal, identity: createIdentity(), ...options });
  if (options.stream?.minPosition === undefined) return run();
  return waitUntil(async () => {
    const answer = await run();
    return answer.errors?.some(({ extensions }) => extensions?.['code'] === 'STALE') ? undefined : answer;
  });
}

/** As `call`, for what must not fail: answers the data. */
export async function ask<Data>(endpoint: SubgraphEndpoint, query: string, options: CallOptions = {}): Promise<Data> {
  const answer = await call(endpoint, query, options);
  if (answer.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return answer.data as Data;
}

/** A running subscription whose frames are gathered. */
export interface Followed {
  readonly frames: readonly SubgraphFrame[];
  /** The data of the frames that carry events. */
  events<Data>(): readonly Data[];
  /** Where the newest frame stands. */
  position(): Position | undefined;
  stop(): Promise<void>;
}

/** Subscribes and waits for the first frame, so that nothing that happens later is missed. */
export async function follow(endpoint: SubgraphEndpoint, query: string, options: CallOptions = {}): Promise<Followed> {
  const controller = new AbortController();
  const frames: SubgraphFrame[] = [];
  const source = endpoint.subscribe({ query, signal: controller.signal, identity: createIdentity(), ...options })[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done !== true) frames.push(first.value);
  async function gather(): Promise<void> {
    for (let next = await source.next(); next.done !== true; next = await source.next()) frames.push(next.value);
  }
  const gathering = first.done === true ? Promise.resolve() : gather();
  return {
    frames,
    events: <Data>() => frames.filter(({ stream }) => stream.kind === 'event').map(({ data }) => data as Data),
    position: () => frames.findLast(({ stream }) => stream.position !== undefined)?.stream.position,
    async stop() {
      controller.abort();
      await gathering;
    },
  };
}
