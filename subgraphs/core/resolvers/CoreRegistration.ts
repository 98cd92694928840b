import type { CoreRegistrationResolvers } from '../generated/types.ts';

export const CoreRegistration: CoreRegistrationResolvers = {
  service: ({ serviceId }) => ({ id: serviceId }),
  checkedAt: ({ checkedAtMs }) => (checkedAtMs === null ? null : new Date(checkedAtMs).toISOString()),
};
