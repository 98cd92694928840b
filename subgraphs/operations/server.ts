import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import type { OperationsContext } from './context.ts';
import { NO_DESK, NO_KEPT_ANSWERS } from './domain/no-gateway.ts';
import { resolvers } from './resolvers.ts';

/** What this backend does right now, for those who look after it. It keeps nothing: its answers are about the process that it runs in. */
export const operationsSubgraph: SubgraphDefinition = {
  name: 'operations',
  async start(host) {
    const { log, clock, logger, subscriptions: desk = NO_DESK, keptAnswers = NO_KEPT_ANSWERS } = host;
    return createSubgraph<OperationsContext>({
      name: 'operations',
      typeDefs: readSubgraphSdl('operations'),
      resolvers,
      createContext: (base) => ({ ...base, desk, keptAnswers }),
      appliedPosition: (scope) => log.head(scope),
      clock,
      logger,
    });
  },
};
