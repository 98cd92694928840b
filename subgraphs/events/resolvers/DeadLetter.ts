import type { DeadLetterResolvers } from '../generated/types.ts';
import { readDeliveredData, readDeliveredEvent } from './delivered.ts';

export const DeadLetter: DeadLetterResolvers = {
  key: ({ key }) => key ?? null,
  data: (delivery, _args, { loaders }) => readDeliveredData(delivery, loaders),
  event: (delivery, _args, { loaders }) => readDeliveredEvent(delivery, loaders),
  reason: ({ dead }) => dead?.reason ?? 'TERMINATED',
  errorCode: ({ dead }) => dead?.error.code ?? null,
  errorMessage: ({ dead }) => dead?.error.message ?? '',
  fingerprint: ({ dead }) => dead?.fingerprint ?? '',
  diedAt: ({ dead, createdAtMs }) => new Date(dead?.diedAtMs ?? createdAtMs).toISOString(),
  enqueuedAt: ({ createdAtMs }) => new Date(createdAtMs).toISOString(),
};
