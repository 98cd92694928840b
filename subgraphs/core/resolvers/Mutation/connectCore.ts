import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const connectCore: NonNullable<MutationResolvers['connectCore']> = async (_parent, _args, context) => {
  const payload = await requireCore(context).connection.connect(context.identity);
  context.recordReceipt(payload.receipt);
  return payload;
};
