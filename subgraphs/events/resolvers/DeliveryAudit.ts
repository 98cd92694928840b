import { auditGroup } from '../domain/deliveries/audit-group.ts';
import { readWithin } from '../domain/deliveries/read-number.ts';
import { auditLog } from '../domain/log-audit.ts';
import { countProducers } from '../domain/producers.ts';
import type { DeliveryAuditResolvers } from '../generated/types.ts';

const MAX_PAGE = 500;

export const DeliveryAudit: DeliveryAuditResolvers = {
  log: (_audit, _args, { log, identity }) => auditLog(log, identity),
  producers: async (_audit, { first, after }, { producers, log, identity }) => {
    const limit = readWithin(first, 'first', { min: 1, max: MAX_PAGE });
    const counted = await countProducers({ store: producers, log }, identity);
    return { ...counted, sources: await producers.list(identity, { after: after ?? undefined, limit }) };
  },
  groups: async (_audit, { first, after }, { deliveryStore: store, log, identity }) => {
    const limit = readWithin(first, 'first', { min: 1, max: MAX_PAGE });
    const groups = await store.listLines(identity, 'group', { limit, afterName: after ?? undefined });
    return Promise.all(groups.map((group) => auditGroup({ store, log }, identity, group)));
  },
  group: async (_audit, { name }, { groups, deliveryStore: store, log, identity }) => {
    const group = await groups.find(identity, name);
    return group === undefined ? null : auditGroup({ store, log }, identity, group);
  },
};
