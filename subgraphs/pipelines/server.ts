import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { createRecordsPipelineStore } from './adapters/records-pipeline-store.ts';
import { PIPELINE_MIGRATIONS, type PipelineTables } from './adapters/pipeline-tables.ts';
import { createSources } from './adapters/sources.ts';
import { createWorkerStepRunner } from './adapters/worker-step-runner.ts';
import { readPipelinesConfig } from './config.ts';
import type { PipelinesContext } from './context.ts';
import { createPipelineCommands } from './domain/pipeline-commands.ts';
import { startSupervisor } from './domain/supervisor.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

/** Pipelines, and the work of running them. */
export const pipelinesSubgraph: SubgraphDefinition = {
  name: 'pipelines',
  async start(host) {
    const { log, clock, lifecycle, instanceId } = host;
    const { filesDir, recordTimeoutMs } = readPipelinesConfig(host.environment);
    const logger = host.logger.child({ subgraph: 'pipelines' });
    const kit = await host.openRecords<PipelineTables>(PIPELINE_MIGRATIONS);
    const store = createRecordsPipelineStore(kit);
    const sources = createSources({ filesDir });
    const sinks = { vectors: () => host.openVectors(), graph: () => host.openGraph() };
    const steps = lifecycle.own('pipeline steps', createWorkerStepRunner({ clock, recordTimeoutMs }));
    const ports = { store, sources, sinks, steps, log, clock, logger, leases: kit.leases };
    const supervisor = lifecycle.own('pipeline runs', startSupervisor(ports, { instanceId }));
    const commands = createPipelineCommands({ store, sources, log, clock, onChange: supervisor.wake });
    return createSubgraph<PipelinesContext>({
      name: 'pipelines',
      typeDefs: readSubgraphSdl('pipelines'),
      resolvers,
      createContext: (base) => ({ ...base, commands, store, sinks, log, clock, loaders: createLoaders(store, base.identity) }),
      appliedPosition: (scope) => log.head(scope),
      clock,
      logger,
    });
  },
};
