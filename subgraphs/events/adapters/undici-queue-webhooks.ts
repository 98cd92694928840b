import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Delivery, Webhook } from '../domain/deliveries/delivery.ts';
import type { WebhookSigner } from '../domain/webhook-signing.ts';
import type { WebhookAnswer, WebhookCaller } from '../domain/queues/push-queue.ts';

const MAX_ERROR_TEXT = 500;
/** Who reads the secrets. */
const PRINCIPAL = 'autoweave-events';

/** POSTs a message as JSON, signed where there is a secret; any status but 200 to 299 refuses it, redirects included. Owns its connections, opened with its first call. */
export function createQueueWebhooks(signer: WebhookSigner): WebhookCaller & Closable {
  let opening: ReturnType<typeof openClient> | undefined;

  async function post(webhook: Webhook, message: { workspace: string; queue: string; delivery: Delivery }): Promise<WebhookAnswer> {
    const { workspace, queue, delivery } = message;
    const id = toKey(`${workspace}/${queue}/${delivery.id}`);
    const content = JSON.stringify(toBody(workspace, queue, delivery));
    const signed = await signer.sign({ workspace, principal: PRINCIPAL }, { url: webhook.url, id, body: content });
    const { agent, request } = await (opening ??= openClient());
    const { statusCode, body } = await request(webhook.url, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'autoweave-events',
        'idempotency-key': id,
        'x-autoweave-attempt': String(delivery.attempts),
        ...signed,
      },
      body: content,
      signal: AbortSignal.timeout(webhook.timeoutMs),
    });
    const taken = statusCode >= 200 && statusCode <= 299;
    let text = '';
    for await (const chunk of body as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8');
      if (text.length > MAX_ERROR_TEXT) break;
    }
    if (taken) return { kind: 'taken', status: statusCode };
    const shown = text.slice(0, MAX_ERROR_TEXT).replaceAll('\0', '').trim();
    return { kind: 'refused', status: statusCode, error: { code: `HTTP_${statusCode}`, message: shown === '' ? `the webhook answered ${statusCode}` : shown } };
  }

  return {
    async call(webhook, message) {
      try {
        return await post(webhook, message);
      } catch (error) {
        return { kind: 'refused', status: undefined, error: toError(error, webhook) };
      }
    },
    close: async () => (await opening)?.agent.destroy(),
  };
}

/** Loaded late: many a process calls no webhook in its life. */
async function openClient() {
  const { Agent, request } = await import('undici');
  return { agent: new Agent({ connections: 64, connect: { timeout: 5_000 } }), request };
}

function toBody(workspace: string, queue: string, delivery: Delivery): unknown {
  const { id, type, subject, key, data, attempts, priority, correlationId, event, createdAtMs, outOfOrder } = delivery;
  return {
    id,
    workspace,
    queue,
    type,
    subject,
    key,
    data,
    attempt: attempts,
    priority,
    correlationId,
    event,
    outOfOrder,
    enqueuedAt: new Date(createdAtMs).toISOString(),
  };
}

/** Header values are printable ASCII. */
function toKey(text: string): string {
  return encodeURIComponent(text);
}

function toError(error: unknown, webhook: Webhook): { code: string; message: string } {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { code: 'TIMEOUT', message: `no answer within ${webhook.timeoutMs} ms` };
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? 'FAILED', message: message === '' ? (code ?? 'the call failed') : message.slice(0, MAX_ERROR_TEXT) };
}
