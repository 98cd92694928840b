import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { Delivery } from './delivery.ts';

/** What a consumer holds of a delivery that it claimed. */
export interface DeliveryReceipt {
  readonly lineId: string;
  readonly id: string;
  readonly claim: string;
}

/** Makes the opaque form. */
export function toReceipt({ lineId, id, claim }: Pick<Delivery, 'lineId' | 'id' | 'claim'>): string {
  return Buffer.from(JSON.stringify([lineId, id, claim ?? ''])).toString('base64url');
}

/** Reads a receipt; throws BAD_USER_INPUT naming `field` when it is none. */
function readReceipt(text: string, field: string): DeliveryReceipt {
  const parts = readParts(text);
  const [lineId, id, claim] = parts;
  if (parts.length !== 3 || typeof lineId !== 'string' || typeof id !== 'string' || typeof claim !== 'string' || claim === '') {
    throw badInput(field, 'a receipt of a claimed delivery', text);
  }
  return { lineId, id, claim };
}

function readParts(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parts) && text.length <= 2_048 ? parts : [];
  } catch {
    return [];
  }
}

const MAX_RECEIPTS = 500;

/** Reads 1 to 500 receipts; throws BAD_USER_INPUT naming the one that is none. */
export function readReceipts(texts: readonly string[]): readonly DeliveryReceipt[] {
  if (texts.length === 0 || texts.length > MAX_RECEIPTS) throw badInput('receipts', `1 to ${MAX_RECEIPTS} receipts`, texts.length);
  return texts.map((text, index) => readReceipt(text, `receipts[${index}]`));
}
