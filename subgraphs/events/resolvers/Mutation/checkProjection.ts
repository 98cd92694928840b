import { readWithin } from '../../domain/deliveries/read-number.ts';
import { awaitCheck } from '../../domain/projections/await-projection.ts';
import type { MutationResolvers } from '../../generated/types.ts';

const MAX_TIMEOUT_MS = 60_000;

export const checkProjection: NonNullable<MutationResolvers['checkProjection']> = async (_parent, { timeoutMs, ...args }, context) => {
  const { projectionCommands, projections: store, clock, signal, recordReceipt, identity } = context;
  const atMostMs = readWithin(timeoutMs, 'timeoutMs', { min: 0, max: MAX_TIMEOUT_MS });
  const begun = await projectionCommands.check(identity, args);
  recordReceipt(begun.receipt);
  return { ...begun, ...(await awaitCheck({ store, clock, signal }, identity, { begun, atMostMs })) };
};
