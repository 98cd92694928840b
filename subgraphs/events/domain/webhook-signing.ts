import { createHmac } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { WebhookSecret, WebhookSecretStore } from './webhook-secrets.ts';

/** What is signed: the same id for the same message, however often it is sent. */
export interface SignedMessage {
  readonly url: string;
  readonly id: string;
  readonly body: string;
}

/** Signs calls of webhooks, by the workspace's secret for their URL. */
export interface WebhookSigner {
  /** The headers of the signature; none while there is no secret for the URL. */
  sign(scope: Scope, message: SignedMessage): Promise<Readonly<Record<string, string>>>;
}

/** Signs as https://www.standardwebhooks.com says, with both secrets while one takes the other's place. */
export function createWebhookSigner({ store, clock }: { store: Pick<WebhookSecretStore, 'find'>; clock: Clock }): WebhookSigner {
  return {
    async sign(scope, { url, id, body }) {
      const found = await store.find(scope, toEndpointUrl(url));
      if (found === undefined) return {};
      const nowMs = clock.now();
      const timestamp = Math.floor(nowMs / 1_000);
      const signatures = secretsAt(found, nowMs).map((secret) => `v1,${toSignature(secret, `${id}.${timestamp}.${body}`)}`);
      return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
    },
  };
}

/** The form by which URLs are compared: as they are called. */
export function toEndpointUrl(text: string): string {
  const url = new URL(text);
  url.hash = '';
  return url.href;
}

function secretsAt({ secret, previous }: WebhookSecret, nowMs: number): readonly string[] {
  return previous !== undefined && previous.untilMs > nowMs ? [secret, previous.secret] : [secret];
}

function toSignature(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64'))
    .update(content)
    .digest('base64');
}

/** How Standard Webhooks marks secrets; what follows is base64. */
export const SECRET_PREFIX = 'whsec_';
