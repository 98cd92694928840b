import { createSourceEventStream, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from '../logging/logger.ts';
import type { Executor, ExecutorArguments } from './compiled/create-executor.ts';
import { isPromise } from './compiled/run.ts';
import type { SubgraphError, SubgraphFrame, SubgraphRequest } from './endpoint.ts';
import type { StreamItem } from './stream-item.ts';
import { toSubgraphError } from './to-subgraph-error.ts';

/** Runs a subscription whose source yields StreamItems: executes the selection on each event's root and frames the rest. */
export async function* runSubscription(
  args: ExecutorArguments & { readonly schema: GraphQLSchema },
  options: { request: SubgraphRequest; logger: Logger; execute: Executor },
): AsyncGenerator<SubgraphFrame> {
  const { request, logger, execute } = options;
  const toErrors = (errors: readonly GraphQLError[]): SubgraphError[] => errors.map((error) => toSubgraphError(error, request, logger));
  let source: AsyncIterable<StreamItem<unknown>>;
  try {
    const created = await createSourceEventStream({ ...args, operationName: args.operationName ?? null });
    if (!(Symbol.asyncIterator in created)) {
      yield { data: null, errors: toErrors(created.errors ?? []), stream: { kind: 'event' } };
      return;
    }
    source = created as AsyncIterable<StreamItem<unknown>>;
    for await (const item of source) {
      if (item.kind === 'event') {
        const executed = execute({ ...args, rootValue: item.root });
        const result = isPromise(executed) ? await executed : executed;
        yield {
          data: (result.data as Record<string, unknown> | null | undefined) ?? null,
          ...(result.errors === undefined ? {} : { errors: toErrors(result.errors) }),
          stream: { kind: 'event', position: item.position, ...(item.replay ? { replay: true } : {}) },
        };
      } else {
        yield { data: null, stream: toStream(item) };
      }
      if (request.signal.aborted) return;
    }
  } catch (error) {
    if (request.signal.aborted) return;
    const cause = error instanceof GraphQLError ? error : new GraphQLError((error as Error).message, { originalError: error as Error });
    yield { data: null, errors: toErrors([cause]), stream: { kind: 'event' } };
  }
}

function toStream(item: Exclude<StreamItem<unknown>, { kind: 'event' }>): SubgraphFrame['stream'] {
  switch (item.kind) {
    case 'attached':
      return { kind: 'state', state: 'live', resumable: true, position: item.position, ...(item.resumed === undefined ? {} : { resumed: item.resumed }) };
    case 'progress':
      return { kind: 'progress', position: item.position };
    case 'gap':
      return { kind: 'state', position: item.availableFrom, resumed: { gap: { from: item.from, availableFrom: item.availableFrom } } };
    case 'state':
      return { kind: 'state', state: item.state };
  }
}
