import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const disconnectCore: NonNullable<MutationResolvers['disconnectCore']> = async (_parent, _args, context) => {
  const payload = await requireCore(context).connection.disconnect(context.identity);
  context.recordReceipt(payload.receipt);
  return payload;
};
