import { CodedError } from '../../platform/errors/coded-error.ts';

/** How a subscription broke. */
export type Break = { readonly kind: 'lost'; readonly cause: unknown } | { readonly kind: 'overflow' };

/** A subscription that ended without being over: its connection broke, or its reader was too slow for what came. */
export class BrokenStream extends CodedError {
  readonly kind: Break['kind'];

  constructor(name: string, reason: Break) {
    const what = reason.kind === 'lost' ? 'cannot be reached' : 'sent events faster than they were read';
    super('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} ${what}`, { details: { service: name }, ...(reason.kind === 'lost' ? { cause: reason.cause } : {}) });
    this.name = 'BrokenStream';
    this.kind = reason.kind;
  }
}
