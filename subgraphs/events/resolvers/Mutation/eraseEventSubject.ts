import { toErasureTold } from '../../domain/log-keeping.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const eraseEventSubject: NonNullable<MutationResolvers['eraseEventSubject']> = async (_parent, { subject }, context) => {
  const { log, identity, eraseCopies, projectionCommands } = context;
  const erasure = await log.keeping.erase(identity, subject);
  await eraseCopies(identity, subject);
  await projectionCommands.rebuildAll(identity);
  return toErasureTold(erasure);
};
