import { randomUUID } from 'node:crypto';
import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const forwardEvent: NonNullable<MutationResolvers['forwardEvent']> = async (_parent, { input }, context) => {
  const { type, data, commandId } = input;
  const payload = await requireCore(context).deliveries.forward(context.identity, { type, data: data ?? null, id: commandId ?? randomUUID() });
  context.recordReceipt(payload.receipt);
  return payload;
};
