import type { Registration } from './registration.ts';

/** A tool of ours that Core holds, as Core judges it. */
export interface HeldTool {
  readonly name: string;
  readonly valid: boolean;
  readonly problem: string | null;
}

/** What Core's registration route said. */
type PushOutcome =
  | { readonly kind: 'accepted' }
  /** There is no such route. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'rejected'; readonly detail: string };

/** Core's Agent Network Protocol server. Rejects with UPSTREAM_UNAVAILABLE when it cannot be reached. */
export interface AnpServer {
  /** The tools of `agentId` that Core holds; undefined when it knows no such agent. */
  heldTools(agentId: string): Promise<readonly HeldTool[] | undefined>;
  /** Tries to register a service by the route that earlier backends used. */
  push(registration: Registration): Promise<PushOutcome>;
}
