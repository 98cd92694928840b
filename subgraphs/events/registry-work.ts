import type { RecordsKit, SubgraphHost } from '../../platform/subgraph/host.ts';
import type { EventTables } from './adapters/event-tables.ts';
import { createHttpEndpoints } from './adapters/http-endpoints.ts';
import { createRecordsRoutingStore } from './adapters/records-routing-store.ts';
import type { EventsContext } from './context.ts';
import type { Evaluator } from './domain/evaluator.ts';
import { startHeldWork } from './domain/held-work.ts';
import { workOnRule } from './domain/router.ts';
import { createRoutingCommands } from './domain/routing-commands.ts';
import type { Conformance } from './domain/schemas-conformance.ts';

const RULE_WORK = 'rule/';
/** What background work commits as. */
const PRINCIPAL = 'autoweave-events';

interface Parts {
  readonly kit: RecordsKit<EventTables>;
  readonly evaluator: Evaluator;
  readonly conformance: Conformance;
}

/** Starts what rules do in the background; answers what their resolvers use. */
export function startRegistryWork(host: SubgraphHost, { kit, evaluator, conformance }: Parts): Pick<EventsContext, 'routing' | 'routingCommands'> {
  const { log, clock, lifecycle, instanceId } = host;
  const logger = host.logger.child({ subgraph: 'events' });
  const routing = createRecordsRoutingStore(kit);
  const ports = { store: routing, log, evaluator, conformance, endpoints: createHttpEndpoints(), clock };
  const rules = lifecycle.own(
    'routing rules',
    startHeldWork({
      list: async () => (await routing.enabledRules()).map(({ workspace, id }) => ({ workspace, name: `${RULE_WORK}${id}` })),
      work: ({ name }, hold) => workOnRule(name.slice(RULE_WORK.length), hold, ports),
      leases: kit.leases,
      clock,
      logger,
      instanceId,
      principal: PRINCIPAL,
    }),
  );
  return { routing, routingCommands: createRoutingCommands({ store: routing, log, evaluator, clock, onChange: rules.wake }) };
}
