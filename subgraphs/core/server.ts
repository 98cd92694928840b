import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonObjectScalar, jsonScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import { readCoreConfig } from './config.ts';
import type { CoreContext } from './context.ts';
import type { Resolvers } from './generated/types.ts';
import { createLoaders } from './loaders.ts';
import { CoreAgent } from './resolvers/CoreAgent.ts';
import { CoreAgentChange } from './resolvers/CoreAgentChange.ts';
import { CoreEventDelivery } from './resolvers/CoreEventDelivery.ts';
import { CoreRegistration } from './resolvers/CoreRegistration.ts';
import { CoreStatus } from './resolvers/CoreStatus.ts';
import { Durability } from './resolvers/Durability.ts';
import { connectCore } from './resolvers/Mutation/connectCore.ts';
import { createCoreAgent } from './resolvers/Mutation/createCoreAgent.ts';
import { deleteCoreAgent } from './resolvers/Mutation/deleteCoreAgent.ts';
import { disconnectCore } from './resolvers/Mutation/disconnectCore.ts';
import { forwardEvent } from './resolvers/Mutation/forwardEvent.ts';
import { startCoreAgent } from './resolvers/Mutation/startCoreAgent.ts';
import { stopCoreAgent } from './resolvers/Mutation/stopCoreAgent.ts';
import { updateCoreAgent } from './resolvers/Mutation/updateCoreAgent.ts';
import { coreAgent } from './resolvers/Query/coreAgent.ts';
import { coreAgents } from './resolvers/Query/coreAgents.ts';
import { coreEventDeliveries } from './resolvers/Query/coreEventDeliveries.ts';
import { coreEventDelivery } from './resolvers/Query/coreEventDelivery.ts';
import { coreRegistrations } from './resolvers/Query/coreRegistrations.ts';
import { coreStatus } from './resolvers/Query/coreStatus.ts';
import { anpTask } from './resolvers/Query/anpTask.ts';
import { anpTasks } from './resolvers/Query/anpTasks.ts';
import { coreAgentCard } from './resolvers/Query/coreAgentCard.ts';
import { coreCapabilities } from './resolvers/Query/coreCapabilities.ts';
import { coreMemoryHealth } from './resolvers/Query/coreMemoryHealth.ts';
import { coreMemoryTopology } from './resolvers/Query/coreMemoryTopology.ts';
import { mcpTools } from './resolvers/Query/mcpTools.ts';
import { searchMemory } from './resolvers/Query/searchMemory.ts';
import { addMemory } from './resolvers/Mutation/addMemory.ts';
import { addMemoryInteraction } from './resolvers/Mutation/addMemoryInteraction.ts';
import { addMemoryRelation } from './resolvers/Mutation/addMemoryRelation.ts';
import { createAnpTask } from './resolvers/Mutation/createAnpTask.ts';
import { anpTaskChanged } from './resolvers/Subscription/anpTaskChanged.ts';
import { IncomingTask } from './resolvers/IncomingTask.ts';
import { settleIncomingTask } from './resolvers/Mutation/settleIncomingTask.ts';
import { incomingTask } from './resolvers/Query/incomingTask.ts';
import { incomingTasks } from './resolvers/Query/incomingTasks.ts';
import { Service } from './resolvers/Service.ts';
import { coreAgentChanged } from './resolvers/Subscription/coreAgentChanged.ts';
import { coreStatusChanged } from './resolvers/Subscription/coreStatusChanged.ts';
import { startCore } from './start-core.ts';

const resolvers: Resolvers = {
  Query: {
    anpTask,
    anpTasks,
    coreAgent,
    coreAgentCard,
    coreAgents,
    coreCapabilities,
    coreEventDeliveries,
    coreEventDelivery,
    coreMemoryHealth,
    coreMemoryTopology,
    coreRegistrations,
    coreStatus,
    incomingTask,
    incomingTasks,
    mcpTools,
    searchMemory,
  },
  Mutation: {
    addMemory,
    addMemoryInteraction,
    addMemoryRelation,
    connectCore,
    createAnpTask,
    createCoreAgent,
    deleteCoreAgent,
    disconnectCore,
    forwardEvent,
    settleIncomingTask,
    startCoreAgent,
    stopCoreAgent,
    updateCoreAgent,
  },
  Subscription: { anpTaskChanged, coreAgentChanged, coreStatusChanged },
  CoreAgent,
  CoreAgentChange,
  CoreEventDelivery,
  CoreRegistration,
  CoreStatus,
  IncomingTask,
  Service,
  Durability,
  DateTime: dateTimeScalar,
  JSON: jsonScalar,
  JSONObject: jsonObjectScalar,
  Position: positionScalar,
};

/** AutoWeave Core as a part of this backend. The process mounts `routes`, by which Core reads our card. */
export const coreSubgraph: SubgraphDefinition = {
  name: 'core',
  async start(host) {
    const config = readCoreConfig(host.environment);
    const running = await startCore(host, config);
    host.lifecycle.own('core', running);
    const endpoint = createSubgraph<CoreContext>({
      name: 'core',
      typeDefs: readSubgraphSdl('core'),
      resolvers,
      createContext: (base) => {
        const core = base.identity.workspace === config.workspace ? running.core : undefined;
        return { ...base, core, loaders: core === undefined ? undefined : createLoaders(core, base.identity), log: host.log };
      },
      appliedPosition: running.appliedPosition,
      clock: host.clock,
      logger: host.logger,
    });
    return { ...endpoint, routes: running.routes };
  },
};
