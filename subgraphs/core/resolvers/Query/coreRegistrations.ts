import type { QueryResolvers } from '../../generated/types.ts';

export const coreRegistrations: NonNullable<QueryResolvers['coreRegistrations']> = (_parent, _args, { core, identity }) =>
  core?.registrations.list(identity) ?? [];
