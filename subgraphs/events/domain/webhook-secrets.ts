import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, notFound } from '../../../platform/errors/coded-error.ts';
import type { CommandOutcome, Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity, Scope } from '../../../platform/request/scope.ts';
import { readWithin } from './deliveries/read-number.ts';
import { toOwnEvent } from './own-event.ts';
import type { CommandUnit } from './schemas-store.ts';
import { SECRET_PREFIX, toEndpointUrl } from './webhook-signing.ts';

/** By what calls of an endpoint are signed. */
export interface WebhookSecret {
  readonly url: string;
  readonly secret: string;
  readonly createdAtMs: number;
  /** The one before, which signs too until then. */
  readonly previous: { readonly secret: string; readonly untilMs: number } | undefined;
}

/** Where the secrets are kept. */
export interface WebhookSecretStore {
  find(scope: Scope, url: string): Promise<WebhookSecret | undefined>;
  /** By URL. */
  list(scope: Scope): Promise<readonly WebhookSecret[]>;
  put(scope: Scope, secret: WebhookSecret, unit: CommandUnit): Promise<CommandOutcome>;
  /** A conflict when there is none. */
  remove(scope: Scope, url: string, unit: CommandUnit): Promise<CommandOutcome>;
}

/** What a rotation answers: the only time that the secret is told. */
export interface RotatedSecret {
  readonly secret: WebhookSecret;
  readonly receipt: Receipt;
}

/** What callers may do with the secrets of endpoints. */
export interface WebhookSecrets {
  /** Makes a secret for the endpoint, or a new one in the place of that which it has. */
  rotate(identity: RequestIdentity, request: { url: string; keepPreviousMs: number }): Promise<RotatedSecret>;
  /** Calls of the endpoint are not signed any more. Throws NOT_FOUND. */
  remove(identity: RequestIdentity, request: { url: string }): Promise<{ url: string; receipt: Receipt }>;
}

const SECRET_BYTES = 32;
const MAX_SECRETS = 1_000;

/** `random` makes so many bytes. */
export function createWebhookSecrets(setup: {
  store: WebhookSecretStore;
  clock: Clock;
  random?: (bytes: number) => Buffer;
  newId?: () => string;
}): WebhookSecrets {
  const { store, clock, random = randomBytes, newId = randomUUID } = setup;

  function toUnit(identity: RequestIdentity, what: string, url: string): CommandUnit {
    const commandId = newId();
    const cause = { commandId, nowMs: clock.now(), identity };
    return { commandId, events: [toOwnEvent(`event.webhook-secret.${what}`, cause, { subject: 'event-webhook-secret', data: { url } })] };
  }

  return {
    async rotate(identity, { url: given, keepPreviousMs }) {
      const url = readUrl(given);
      const keepMs = readWithin(keepPreviousMs, 'keepPreviousMs', { min: 0, max: 2_147_483_647 });
      const known = await store.find(identity, url);
      if (known === undefined && (await store.list(identity)).length >= MAX_SECRETS) throw badInput('url', `at most ${MAX_SECRETS} secrets in a workspace`);
      const createdAtMs = clock.now();
      const previous = known === undefined || keepMs === 0 ? undefined : { secret: known.secret, untilMs: createdAtMs + keepMs };
      const secret = { url, secret: `${SECRET_PREFIX}${random(SECRET_BYTES).toString('base64')}`, createdAtMs, previous };
      const outcome = await store.put(identity, secret, toUnit(identity, 'rotated', url));
      if (outcome.kind === 'conflict') throw new Error('a secret was not taken');
      return { secret, receipt: outcome.receipt };
    },
    async remove(identity, { url: given }) {
      const url = readUrl(given);
      const outcome = await store.remove(identity, url, toUnit(identity, 'removed', url));
      if (outcome.kind === 'conflict') throw notFound('webhook secret', url, 'url');
      return { url, receipt: outcome.receipt };
    },
  };
}

function readUrl(text: string): string {
  const url = text.length <= 2_048 ? URL.parse(text) : null;
  const isGood = url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
  if (!isGood) throw badInput('url', 'an http or https address of at most 2048 characters without credentials');
  return toEndpointUrl(text);
}
