import type { QueryResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const incomingTasks: NonNullable<QueryResolvers['incomingTasks']> = (_parent, { open, first }, { core, identity }) =>
  core?.incoming.list(identity, { first, ...given({ open }) }) ?? [];
