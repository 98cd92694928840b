import { toErasureTold } from '../../domain/log-keeping.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const eraseEventSubject: NonNullable<MutationResolvers['eraseEventSubject']> = async (_parent, { subject }, { log, identity, eraseCopies }) => {
  const erasure = await log.keeping.erase(identity, subject);
  await eraseCopies(identity, subject);
  return toErasureTold(erasure);
};
