import { Registry } from 'prom-client';
import { buildSchema, execute } from 'graphql';
import { createCaching } from '../../../gateway/caching/caching.ts';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import type { Engine, Operation, OperationResult } from '../../../gateway/operation.ts';
import type { Cache } from '../../../platform/cache/cache.ts';
import { createLocalCache } from '../../../platform/cache/local-cache.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createManualClock, type ManualClock } from '../../../platform/clock/manual-clock.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { KeptAnswers } from '../../../platform/kept-answers/kept-answers.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './test-gateway.ts';

const DIRECTIVES = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean, staleWhileRevalidate: Int, tags: [String!]) on FIELD_DEFINITION | OBJECT
  directive @invalidatedBy(events: [String!]!) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
`;

const SDL = `
  type Query {
    note(id: ID!): Note @cacheControl(maxAge: 60, staleWhileRevalidate: 30) @invalidatedBy(events: ["note.**"])
    weather: String @cacheControl(maxAge: 60, tags: ["outside"])
    inbox: Note @cacheControl(maxAge: 60, scope: PRIVATE)
    draft: Note
    failing: Note @cacheControl(maxAge: 60)
    slow: Note @cacheControl(maxAge: 60)
  }
  type Note @cacheControl(inheritMaxAge: true) { id: ID! text: String! owner: Owner secret: String @cacheControl(scope: PRIVATE) }
  type Owner { name: String! }
  type Mutation { write(id: ID!, text: String!): Note quietly(id: ID!, text: String!): Note }
`;

/** A gateway over notes that anybody may write, whose log tells of each write, and which counts how often the notes are read. */
export interface NotesGateway {
  readonly gateway: TestGateway;
  /** Of ages alone: everything else goes by the machine's. */
  readonly clock: ManualClock;
  /** Operations that reached the engine. */
  readonly reads: number;
  /** Writes past the gateway, as a background worker does. */
  write(id: string, text: string): Promise<void>;
  /** Lets `slow` answer. */
  release(): void;
  /** Has it forget what it keeps. */
  readonly kept: KeptAnswers;
  ask(query: string, options?: AskOptions): Promise<NotesAnswer>;
  stop(): Promise<void>;
}

interface AskOptions {
  readonly principal?: string;
  readonly workspace?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** What a request was answered with. */
export interface NotesAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
  readonly extensions?: {
    readonly cache?: { outcome: string; reason: string; because?: string; ageMs: number; scope: string };
    stream?: { position?: string };
  };
  readonly headers: Headers;
}

/** In what the gateway is unlike the plain one. */
export interface NotesOptions extends TestGatewayOptions {
  readonly log: EventLog;
  readonly cache?: Cache;
  /** Whether the gateway hears the log. */
  readonly hears?: boolean;
  /** Whether answers say positions. */
  readonly places?: boolean;
  /** Notes of several gateways. */
  readonly notes?: Map<string, string>;
}

let lastEvent = 0;

/** Starts it; the caller stops it. */
export async function startNotesGateway(options: NotesOptions): Promise<NotesGateway> {
  const { log, hears = true, places = true, notes = new Map<string, string>() } = options;
  const clock = createManualClock();
  const aged = { ...systemClock, now: () => clock.now() };
  const schema = buildSchema(DIRECTIVES + SDL);
  const gate = Promise.withResolvers<undefined>();
  let reads = 0;

  async function write(workspace: string, { id, text }: { id: string; text: string }): Promise<string> {
    notes.set(`${workspace} ${id}`, text);
    const event = { id: `${(lastEvent += 1)}`, source: 'test', type: 'note.written' };
    const outcome = await log.append({ workspace, principal: 'writer' }, [event]);
    if (outcome.kind !== 'appended') throw new Error(outcome.kind);
    return outcome.events[0]?.position ?? '';
  }

  async function run(operation: Operation): Promise<OperationResult> {
    reads += 1;
    const { workspace, principal } = operation.identity;
    const toNote = (id: string) => ({ id, text: notes.get(`${workspace} ${id}`) ?? 'empty', owner: { name: principal }, secret: `of ${principal}` });
    let written: string | undefined;
    const head = await log.head(operation.identity);
    const result = await execute({
      schema,
      document: operation.document,
      variableValues: operation.variables,
      operationName: operation.operationName ?? null,
      rootValue: {
        note: ({ id }: { id: string }) => toNote(id),
        weather: () => `fine, says ${principal}, ${reads}`,
        inbox: () => toNote(principal),
        draft: () => toNote('draft'),
        failing: () => Promise.reject(new Error('broken')),
        slow: () => gate.promise.then(() => toNote('slow')),
        async write(note: { id: string; text: string }) {
          written = await write(workspace, note);
          return toNote(note.id);
        },
        quietly({ id, text }: { id: string; text: string }) {
          notes.set(`${workspace} ${id}`, text);
          return toNote(id);
        },
      },
    });
    const position = operation.definition.operation === 'mutation' ? written : head;
    const data = (result.data ?? null) as Record<string, unknown> | null;
    const errors = result.errors?.map(() => ({ message: 'broken', extensions: { code: 'INTERNAL_SERVER_ERROR' } }));
    return {
      ...(operation.asText === true && errors === undefined ? { dataText: JSON.stringify(data) } : { data }),
      ...(errors === undefined ? {} : { errors }),
      ...(places && position !== undefined ? { extensions: { stream: { position } } } : {}),
    };
  }

  const engine: Engine = {
    execute: run,
    async *subscribe() {
      yield { result: {}, stream: { kind: 'state' } };
    },
  };
  const metrics = new Registry();
  const cache = options.cache ?? createLocalCache({ clock: systemClock, bounds: { maxEntries: 1_000, maxBytes: 10_000_000 } });
  const logger = createLogger({ level: 'silent', process: 'test' });
  const caching = createCaching({ cache, log: hears ? log : undefined, clock: aged, logger, metrics, deadlineMs: 60_000 });
  const generations = createFixedGeneration({ apiSchema: schema, supergraphSdl: DIRECTIVES + SDL, engine });
  const gateway = await startTestGateway({ ...options, generations, responses: caching.responses });
  return {
    gateway: { ...gateway, metrics },
    clock,
    get reads() {
      return reads;
    },
    async write(id, text) {
      await write('default', { id, text });
    },
    release: () => gate.resolve(undefined),
    kept: caching,
    async ask(query, { principal = 'reader', workspace = 'default', variables, extensions, headers = {} } = {}) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-autoweave-workspace': workspace,
          'x-autoweave-principal': principal,
          'x-autoweave-cache': 'true',
          ...headers,
        },
        body: JSON.stringify({ query, variables, extensions }),
      });
      return { ...((await response.json()) as Omit<NotesAnswer, 'headers'>), headers: response.headers };
    },
    async stop() {
      await caching.close();
      await gateway.stop();
      if (options.cache === undefined) await cache.close();
    },
  };
}
