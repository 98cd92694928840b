/** By what subscriptions travel. */
export type StreamTransport = 'websocket' | 'event-stream';

/** How a client's subscriptions stand together. */
export interface ConnectionState {
  /** `idle`: none runs. `connecting`: some have not begun. `live`: all are attached. `reconnecting`: some lost their connection and try again. */
  readonly phase: 'idle' | 'connecting' | 'live' | 'reconnecting';
  /** What the last attempt used. */
  readonly transport: StreamTransport;
}

/** Where each of a client's subscriptions says how it stands. */
export interface ConnectionWatch {
  readonly state: ConnectionState;
  /** Calls `listener` at each change; the returned function ends that. */
  onChange(listener: (state: ConnectionState) => void): () => void;
  /** A subscription has begun. */
  enter(): SubscriptionPhase;
  use(transport: StreamTransport): void;
}

/** How one subscription stands; its owner says so. */
export interface SubscriptionPhase {
  set(phase: 'connecting' | 'live' | 'reconnecting'): void;
  /** The subscription is over. */
  leave(): void;
}

/** Makes a watch of no subscriptions; `first` is what the first attempt will use. */
export function createConnectionWatch(first: StreamTransport): ConnectionWatch {
  const phases = new Map<symbol, 'connecting' | 'live' | 'reconnecting'>();
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { phase: 'idle', transport: first };

  function update(transport: StreamTransport): void {
    const present = new Set(phases.values());
    const phase = present.has('reconnecting') ? 'reconnecting' : present.has('connecting') ? 'connecting' : present.has('live') ? 'live' : 'idle';
    if (phase === state.phase && transport === state.transport) return;
    state = { phase, transport };
    for (const listener of listeners) listener(state);
  }

  return {
    get state() {
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    enter() {
      const key = Symbol('subscription');
      phases.set(key, 'connecting');
      update(state.transport);
      return {
        set(phase) {
          phases.set(key, phase);
          update(state.transport);
        },
        leave() {
          phases.delete(key);
          update(state.transport);
        },
      };
    },
    use: update,
  };
}
