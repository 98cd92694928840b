import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { Webhook } from '../deliveries/delivery.ts';
import { readWithin } from '../deliveries/read-number.ts';

/** Reads where to push to; throws BAD_USER_INPUT naming the field under `webhook`. */
export function readWebhook({ url, timeoutMs, concurrency }: Webhook): Webhook {
  return {
    url: readUrl(url, 'webhook.url'),
    timeoutMs: readWithin(timeoutMs, 'webhook.timeoutMs', { min: 100, max: 60_000 }),
    concurrency: readWithin(concurrency, 'webhook.concurrency', { min: 1, max: 64 }),
  };
}

function readUrl(text: string, field: string): string {
  const url = text.length <= 2_048 && URL.canParse(text) ? new URL(text) : undefined;
  const isGood = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
  if (!isGood) throw badInput(field, 'an http or https address of at most 2048 characters without credentials');
  url.hash = '';
  return url.href;
}
