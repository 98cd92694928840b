import type { Migration } from '../../../platform/records/records.ts';
import { AUDIT_MIGRATIONS, DELIVERY_MIGRATIONS, EARLY_MIGRATIONS, type DeliveryTables } from './delivery-tables.ts';
import { PRODUCER_MIGRATIONS, type ProducerTables } from './producer-tables.ts';
import { PROJECTION_MIGRATIONS, type ProjectionTables } from './projection-tables.ts';
import { REPLAY_MIGRATIONS, type ReplayTables } from './replay-tables.ts';
import { ROUTING_MIGRATIONS, type RoutingTables } from './routing-tables.ts';
import { SCHEMA_MIGRATIONS, type SchemaTables } from './schema-tables.ts';
import { WEBHOOK_SECRET_MIGRATIONS, type WebhookSecretTables } from './webhook-secret-tables.ts';

/** All tables of this subgraph's records. */
export type EventTables = SchemaTables & DeliveryTables & RoutingTables & ReplayTables & ProjectionTables & ProducerTables & WebhookSecretTables;

/** In the order in which they came to be; a new one goes to the end. */
export const EVENT_MIGRATIONS: readonly Migration[] = [
  ...SCHEMA_MIGRATIONS,
  ...DELIVERY_MIGRATIONS,
  ...ROUTING_MIGRATIONS,
  ...REPLAY_MIGRATIONS,
  ...PROJECTION_MIGRATIONS,
  ...EARLY_MIGRATIONS,
  ...AUDIT_MIGRATIONS,
  ...PRODUCER_MIGRATIONS,
  ...WEBHOOK_SECRET_MIGRATIONS,
];
