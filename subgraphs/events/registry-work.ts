import { startHeldWork } from '../../platform/lease/held-work.ts';
import type { RecordsKit, SubgraphHost } from '../../platform/subgraph/host.ts';
import type { EventTables } from './adapters/event-tables.ts';
import { createHttpEndpoints } from './adapters/http-endpoints.ts';
import { createRecordsProjectionStore } from './adapters/records-projection-store.ts';
import { createRecordsRoutingStore } from './adapters/records-routing-store.ts';
import { createRecordsReplayStore } from './adapters/records-replay-store.ts';
import { createRecordsSideEffectStore } from './adapters/records-side-effect-store.ts';
import type { EventsContext } from './context.ts';
import type { Evaluator } from './domain/evaluator.ts';
import { createProjectionCommands } from './domain/projections/projection-commands.ts';
import { workOnProjection } from './domain/projections/projection-work.ts';
import { createReplayCommands } from './domain/replay-commands.ts';
import { workOnReplay } from './domain/replay-work.ts';
import { createRequester } from './domain/requests.ts';
import { workOnRule } from './domain/router.ts';
import { createRoutingCommands } from './domain/routing-commands.ts';
import type { Conformance } from './domain/schemas-conformance.ts';
import type { WebhookSigner } from './domain/webhook-signing.ts';
import { createSideEffectCommands } from './domain/side-effect-commands.ts';

const RULE_WORK = 'rule/';
const REPLAY_WORK = 'replay/';
const PROJECTION_WORK = 'projection/';
/** What background work commits as. */
const PRINCIPAL = 'autoweave-events';

interface Parts {
  readonly kit: RecordsKit<EventTables>;
  readonly evaluator: Evaluator;
  readonly conformance: Conformance;
  /** Of its own, so that what is built anew holds up nobody who publishes. */
  readonly projector: Evaluator;
  readonly signer: WebhookSigner;
}

type RegistryContext = Pick<
  EventsContext,
  'routing' | 'routingCommands' | 'replays' | 'replayCommands' | 'sideEffects' | 'requester' | 'projections' | 'projectionCommands'
>;

/** Starts what rules, replays and projections do in the background; answers what their resolvers use. */
export function startRegistryWork(host: SubgraphHost, { kit, evaluator, conformance, projector, signer }: Parts): RegistryContext {
  const { log, clock, lifecycle, instanceId } = host;
  const logger = host.logger.child({ subgraph: 'events' });
  const common = { leases: kit.leases, clock, logger, instanceId, principal: PRINCIPAL };
  const endpoints = createHttpEndpoints();
  const routing = createRecordsRoutingStore(kit);
  const routingPorts = { store: routing, log, evaluator, conformance, endpoints, signer, clock };
  const rules = startHeldWork({
    ...common,
    list: async () => (await routing.enabledRules()).map(({ workspace, id }) => ({ workspace, name: `${RULE_WORK}${id}` })),
    work: ({ name }, hold) => workOnRule(name.slice(RULE_WORK.length), hold, routingPorts),
  });
  lifecycle.own('routing rules', rules);
  const replays = createRecordsReplayStore(kit);
  const replayPorts = { store: replays, log, endpoints, signer, clock };
  const running = startHeldWork({
    ...common,
    list: async () => (await replays.running()).map(({ workspace, id }) => ({ workspace, name: `${REPLAY_WORK}${id}` })),
    work: ({ name }, hold) => workOnReplay(name.slice(REPLAY_WORK.length), hold, replayPorts),
  });
  lifecycle.own('replays', running);
  const projections = createRecordsProjectionStore(kit);
  const projecting = startHeldWork({
    ...common,
    list: async () => (await projections.all()).map(({ workspace, id }) => ({ workspace, name: `${PROJECTION_WORK}${id}` })),
    work: ({ name }, hold) => workOnProjection(name.slice(PROJECTION_WORK.length), hold, { store: projections, log, evaluator: projector, clock }),
  });
  lifecycle.own('projections', projecting);
  return {
    routing,
    routingCommands: createRoutingCommands({ store: routing, log, evaluator, clock, onChange: rules.wake }),
    replays,
    replayCommands: createReplayCommands({ store: replays, log, clock, onChange: running.wake }),
    sideEffects: createSideEffectCommands({ store: createRecordsSideEffectStore(kit), clock }),
    requester: createRequester({ log, clock }),
    projections,
    projectionCommands: createProjectionCommands({ store: projections, log, evaluator: projector, clock, onChange: projecting.wake }),
  };
}
