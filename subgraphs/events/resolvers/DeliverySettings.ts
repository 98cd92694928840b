import type { DeliverySettingsResolvers } from '../generated/types.ts';

export const DeliverySettings: DeliverySettingsResolvers = {
  visibilityTimeoutMs: ({ settings }) => settings.visibilityTimeoutMs,
  maxInFlight: ({ settings }) => settings.maxInFlight,
  maxDeliveries: ({ settings }) => settings.maxDeliveries,
  poison: ({ settings }) => settings.poison,
  backoffMs: ({ settings }) => settings.backoffMs,
  maxBackoffMs: ({ settings }) => settings.maxBackoffMs,
  maxLength: ({ settings }) => settings.maxLength,
};
