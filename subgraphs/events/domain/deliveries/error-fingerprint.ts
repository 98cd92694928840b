import { createHash } from 'node:crypto';
import type { DeliveryError } from './delivery.ts';

/** Sixteen hex digits that are the same for errors which differ only in numbers, ids, addresses and quoted names. */
export function toErrorFingerprint({ code, message }: DeliveryError): string {
  const shape = message
    .toLowerCase()
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '?')
    .replace(/https?:\/\/\S+/g, '?')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '?')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/g, '?')
    .replace(/\d+/g, '?')
    .replace(/\s+/g, ' ')
    .trim();
  return createHash('sha256')
    .update(JSON.stringify([code ?? '', shape]))
    .digest('hex')
    .slice(0, 16);
}
