import type { Migration } from '../../../platform/records/records.ts';

/** The secrets by which calls of endpoints are signed; the table has `workspace`, which the records port adds. Times are milliseconds. */
export interface WebhookSecretTables {
  webhook_secret: WebhookSecretRow;
}

/** The secrets of an endpoint, kept as they are: calls are signed with them. */
export interface WebhookSecretRow {
  url: string;
  secret: string;
  created_at: number;
  previous_secret: string | null;
  previous_until: number | null;
}

/** The history of these tables. */
export const WEBHOOK_SECRET_MIGRATIONS: readonly Migration[] = [
  {
    name: '0010-webhook-secrets',
    statements: [
      `CREATE TABLE webhook_secret (workspace TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, created_at BIGINT NOT NULL,
        previous_secret TEXT, previous_until BIGINT, PRIMARY KEY (workspace, url))`,
    ],
  },
];
