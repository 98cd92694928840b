import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonObjectScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import { createNetworkProbe } from './adapters/network-probe.ts';
import { createPrometheusProbeObserver } from './adapters/prometheus-probe-observer.ts';
import { createRecordsServiceRegistry } from './adapters/records-service-registry.ts';
import { migrations, type ServiceTables } from './adapters/records-tables.ts';
import { readServicesConfig } from './config.ts';
import type { ServicesContext } from './context.ts';
import { createHealthWatch } from './domain/health-watch.ts';
import { createProbeSlots } from './domain/probe-slots.ts';
import { createServiceCommands } from './domain/service-commands.ts';
import type { Resolvers } from './generated/types.ts';
import { createLoaders } from './loaders.ts';
import { Durability } from './resolvers/Durability.ts';
import { HealthProbe } from './resolvers/HealthProbe.ts';
import { deregisterService } from './resolvers/Mutation/deregisterService.ts';
import { registerService } from './resolvers/Mutation/registerService.ts';
import { discoverServices } from './resolvers/Query/discoverServices.ts';
import { service } from './resolvers/Query/service.ts';
import { services } from './resolvers/Query/services.ts';
import { Service } from './resolvers/Service.ts';
import { ServiceConnection } from './resolvers/ServiceConnection.ts';
import { ServiceHealth } from './resolvers/ServiceHealth.ts';
import { ServiceHealthChange } from './resolvers/ServiceHealthChange.ts';
import { serviceHealthChanged } from './resolvers/Subscription/serviceHealthChanged.ts';

const resolvers: Resolvers = {
  Query: { service, services, discoverServices },
  Mutation: { registerService, deregisterService },
  Subscription: { serviceHealthChanged },
  Service,
  ServiceHealth,
  HealthProbe,
  ServiceHealthChange,
  ServiceConnection,
  Durability,
  DateTime: dateTimeScalar,
  JSONObject: jsonObjectScalar,
  Position: positionScalar,
};

/** The registry of services and the watch over their health. */
export const servicesSubgraph: SubgraphDefinition = {
  name: 'services',
  async start(host) {
    const { log, clock, logger, lifecycle, instanceId } = host;
    const { probeConcurrency, leaseMs } = readServicesConfig(host.environment);
    const kit = await host.openRecords<ServiceTables>(migrations);
    const registry = createRecordsServiceRegistry(kit);
    const watch = lifecycle.own(
      'health watch',
      createHealthWatch({
        registry,
        leases: kit.leases,
        targetProbe: createNetworkProbe(clock),
        slots: createProbeSlots(probeConcurrency),
        observer: createPrometheusProbeObserver(host.metrics),
        clock,
        logger,
        instanceId,
        leaseMs,
      }),
    );
    const commands = createServiceCommands({ registry, clock, onChange: watch.wake });
    return createSubgraph<ServicesContext>({
      name: 'services',
      typeDefs: readSubgraphSdl('services'),
      resolvers,
      createContext: (base) => ({ ...base, registry, commands, log, loaders: createLoaders(registry, base.identity) }),
      appliedPosition: (scope) => log.head(scope),
      clock,
      logger,
    });
  },
};
