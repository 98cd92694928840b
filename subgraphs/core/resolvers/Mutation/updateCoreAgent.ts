import { requireCore } from '../../context.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const updateCoreAgent: NonNullable<MutationResolvers['updateCoreAgent']> = async (_parent, { id, input }, context) => {
  const { name, description, fields } = input;
  const patch = { ...(name == null ? {} : { name }), ...(description == null ? {} : { description }), ...(fields == null ? {} : { fields }) };
  const payload = await requireCore(context).agents.update(context.identity, id, patch);
  context.recordReceipt(payload.receipt);
  return payload;
};
