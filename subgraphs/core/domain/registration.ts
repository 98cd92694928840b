/** Whether Core knows a service of ours; see the SDL for what each claims. */
export type RegistrationState = 'PENDING' | 'CONFIRMED' | 'UNSUPPORTED' | 'UNREACHABLE' | 'REJECTED';

/** A registered service as Core should see it, and what Core is known to hold of it. */
export interface Registration {
  readonly serviceId: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly url: string | null;
  readonly toolName: string;
  readonly state: RegistrationState;
  readonly detail: string | null;
  /** Milliseconds since the epoch; null before the first check. */
  readonly checkedAtMs: number | null;
}

/** The name of a service's tool in our card. */
export function toToolName(serviceId: string): string {
  return `service.${serviceId}`;
}
