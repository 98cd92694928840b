import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { WebhookSecret, WebhookSecretStore } from '../domain/webhook-secrets.ts';
import type { WebhookSecretRow, WebhookSecretTables } from './webhook-secret-tables.ts';

/** The secrets over the records port. They are kept as they are, for they sign. */
export function createRecordsWebhookSecretStore<DB extends WebhookSecretTables>(kit: Pick<RecordsKit<DB>, 'records' | 'commands'>): WebhookSecretStore {
  // The other tables of the subgraph are of no interest here.
  const { records, commands } = kit as unknown as Pick<RecordsKit<WebhookSecretTables>, 'records' | 'commands'>;
  return {
    async find(scope, url) {
      const [row] = await records.read(scope, (db) => db.selectFrom('webhook_secret').selectAll().where('url', '=', url));
      return row === undefined ? undefined : toSecret(row);
    },
    async list(scope) {
      return (await records.read(scope, (db) => db.selectFrom('webhook_secret').selectAll().orderBy('url'))).map(toSecret);
    },
    put(scope, { url, secret, createdAtMs, previous }, unit) {
      const columns = { secret, created_at: createdAtMs, previous_secret: previous?.secret ?? null, previous_until: previous?.untilMs ?? null };
      return commands.run(scope, {
        ...unit,
        changes: [
          {
            build: (db) =>
              db
                .insertInto('webhook_secret')
                .values({ url, ...columns })
                .onConflict((conflict) => conflict.column('url').doUpdateSet(columns)),
          },
        ],
      });
    },
    remove: (scope, url, unit) =>
      commands.run(scope, {
        ...unit,
        changes: [{ build: (db) => db.deleteFrom('webhook_secret').where('url', '=', url), expect: { rows: 1, guard: 'secret' } }],
      }),
  };
}

function toSecret(row: WebhookSecretRow): WebhookSecret {
  const { url, secret, created_at: createdAt, previous_secret: previous, previous_until: until } = row;
  return {
    url,
    secret,
    createdAtMs: Number(createdAt),
    previous: previous === null || until === null ? undefined : { secret: previous, untilMs: Number(until) },
  };
}
