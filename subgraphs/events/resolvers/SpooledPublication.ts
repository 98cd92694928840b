import type { SpooledPublicationResolvers } from '../generated/types.ts';

const STATES = { waiting: 'WAITING', appended: 'APPENDED', refused: 'REFUSED' } as const;

export const SpooledPublication: SpooledPublicationResolvers = {
  state: ({ state }) => STATES[state.kind],
  spooledAt: ({ spooledAt }) => new Date(spooledAt).toISOString(),
  settledAt: ({ state }) => (state.kind === 'waiting' ? null : new Date(state.at).toISOString()),
  position: ({ state }) => (state.kind === 'appended' ? state.position : null),
  refusalCode: ({ state }) => (state.kind === 'refused' ? state.code : null),
  refusal: ({ state }) => (state.kind === 'refused' ? state.message : null),
};
