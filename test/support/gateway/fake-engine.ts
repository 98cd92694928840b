import { buildSchema, execute, type GraphQLSchema } from 'graphql';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { SubgraphError } from '../../../platform/subgraph/endpoint.ts';
import type { Engine, Operation, OperationFrame } from '../../../gateway/operation.ts';

/** A small engine over graphql-js, so that the front door is tested without a supergraph. */
export interface FakeEngine extends Engine {
  readonly schema: GraphQLSchema;
  /** Every operation that reached it, in order. */
  readonly seen: readonly Operation[];
  /** Subscriptions that run now. */
  readonly open: number;
  /** Appends an event that each subscription of `ticks` gets. */
  tick(value: number): void;
  /** Sends a frame to each running subscription as it is. */
  send(frame: OperationFrame): void;
  /** Ends each running subscription. */
  end(): void;
  /** Makes each running subscription throw. */
  break(error: Error): void;
}

const SDL = `
  type Query {
    hello(name: String = "world"): String!
    whoAmI: Identity!
    never: String
    broken: String
    refused: String
    double(value: Int!): Int!
    sum(input: SumInput!): Int!
    minPosition: String
    nothing: String!
    grow(tree: Tree!): Boolean
  }
  input Tree { branch: Tree }
  type Identity { workspace: String! principal: String! correlationId: String! }
  "What \`a + b\` takes."
  input SumInput { a: Int! b: Int = 40 }
  type Mutation { add(value: Int!): Int! }
  type Subscription { ticks(room: String): Tick! live: Tick! fails: Tick! }
  type Tick { value: Int! room: String }
`;

/** Positions are the text `p<sequence>`. */
export function createFakeEngine(): FakeEngine {
  const schema = buildSchema(SDL);
  const seen: Operation[] = [];
  const ticks: number[] = [];
  const queues = new Set<Queue>();
  let total = 0;

  const queryRoot = (operation: Operation) => ({
    hello: ({ name }: { name: string }) => `hello ${name}`,
    whoAmI: () => operation.identity,
    never: () => new Promise(() => undefined),
    broken: () => Promise.reject(new Error('secret detail of a defect')),
    nothing: () => null,
    refused: () => Promise.reject(new CodedError('STALE', 'not applied in time')),
    double: ({ value }: { value: number }) => value * 2,
    sum: ({ input }: { input: { a: number; b: number } }) => input.a + input.b,
    minPosition: () => operation.minPosition ?? null,
    add: ({ value }: { value: number }) => (total += value),
  });

  function toFrame(index: number, operation: Operation, replay: boolean): OperationFrame {
    const { room } = operation.variables as { room?: string };
    return {
      result: { data: { ticks: { value: ticks[index], ...(room === undefined ? {} : { room }) } } },
      stream: { kind: 'event', position: `p${index + 1}`, ...(replay ? { replay: true } : {}) },
    };
  }

  async function* subscribe(operation: Operation, { resumeFrom }: { resumeFrom?: string }): AsyncGenerator<OperationFrame> {
    seen.push(operation);
    const field = operation.definition.selectionSet.selections[0];
    const name = field?.kind === 'Field' ? field.name.value : '';
    if (name === 'fails') {
      yield { result: { errors: [{ message: 'no such room', extensions: { code: 'NOT_FOUND' } }] }, stream: { kind: 'state' } };
      return;
    }
    const queue = createQueue();
    queues.add(queue);
    try {
      if (name === 'live') yield { result: {}, stream: { kind: 'state', state: 'live', resumable: false } };
      else {
        const from = resumeFrom === undefined ? ticks.length : Number(resumeFrom.slice(1));
        const resumed = resumeFrom === undefined ? {} : { resumed: { replayed: ticks.length - from } };
        yield { result: {}, stream: { kind: 'state', state: 'live', resumable: true, position: `p${from}`, ...resumed } };
        for (let index = from; index < ticks.length; index += 1) yield toFrame(index, operation, true);
      }
      for (;;) {
        const next = await queue.take(operation.signal);
        if (next === undefined) return;
        yield typeof next === 'number' ? toFrame(next, operation, false) : next;
      }
    } finally {
      queues.delete(queue);
    }
  }

  return {
    schema,
    seen,
    get open() {
      return queues.size;
    },
    async execute(operation) {
      seen.push(operation);
      const result = await execute({
        schema,
        document: operation.document,
        rootValue: queryRoot(operation),
        variableValues: operation.variables,
        operationName: operation.operationName ?? null,
      });
      const errors = result.errors?.map((error): SubgraphError => {
        const cause = error.originalError;
        return {
          ...error.toJSON(),
          message: cause instanceof CodedError ? error.message : 'internal',
          extensions: cause instanceof CodedError ? cause.toExtensions() : { code: 'INTERNAL_SERVER_ERROR' },
        };
      });
      return {
        data: (result.data as Record<string, unknown> | null | undefined) ?? null,
        ...(errors === undefined ? {} : { errors }),
        extensions: { stream: { position: `p${ticks.length}` } },
      };
    },
    subscribe,
    tick(value) {
      const index = ticks.push(value) - 1;
      for (const queue of queues) queue.put(index);
    },
    send: (frame) => queues.forEach((queue) => queue.put(frame)),
    end: () => queues.forEach((queue) => queue.end()),
    break: (error) => queues.forEach((queue) => queue.end(error)),
  };
}

type Item = number | OperationFrame;

interface Queue {
  put(item: Item): void;
  end(error?: Error): void;
  /** The next item; undefined at the end or when the signal aborts. */
  take(signal: AbortSignal): Promise<Item | undefined>;
}

function createQueue(): Queue {
  const items: Item[] = [];
  let ended: { readonly error: Error | undefined } | undefined;
  let wake = (): void => undefined;
  return {
    put(item) {
      items.push(item);
      wake();
    },
    end(error) {
      ended = { error };
      wake();
    },
    async take(signal) {
      while (items.length === 0 && ended === undefined && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
      if (signal.aborted) return undefined;
      if (items.length === 0 && ended?.error !== undefined) throw ended.error;
      return items.shift();
    },
  };
}
