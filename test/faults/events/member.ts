/** What every process of a fault run is told, as JSON in its first argument. */
export interface MemberSettings {
  readonly name: string;
  /** GraphQL endpoints of the copies of the backend. */
  readonly urls: readonly string[];
  /** The file in which it writes what it does and sees. */
  readonly journal: string;
  readonly seed: number;
  /** How much it does side by side. */
  readonly lanes: number;
}

/** What a process tells the run by its channel. Only for progress: what counts is in the journals. */
export type MemberNews =
  | { readonly kind: 'ready' }
  /** Events acknowledged, delivered or settled, those of its earlier lives included, and the newest sequence that it got. */
  | { readonly kind: 'progress'; readonly count: number; readonly sequence: number };

export type MemberOrder = 'stop' | 'hold' | 'go';

export interface Member {
  readonly settings: MemberSettings;
  tell(news: MemberNews): void;
  /** True once there is nothing new to begin. */
  isStopping(): boolean;
  /** Ends this process once what was told has been sent. */
  leave(): void;
  /** True while there is enough under way. */
  isHeld(): boolean;
}

/** Makes this process a member of a run. It ends with the run, however that ends. */
export function joinRun(): Member {
  const settings = JSON.parse(process.argv[2] ?? '') as MemberSettings;
  let isStopping = false;
  let isHeld = false;
  process.on('message', (order: MemberOrder) => {
    if (order === 'stop') isStopping = true;
    isHeld = order === 'hold';
  });
  process.once('disconnect', () => process.exit(0));
  return {
    settings,
    tell: (news) => void (process.connected && process.send?.(news)),
    isStopping: () => isStopping,
    isHeld: () => isHeld,
    leave: () => process.disconnect?.(),
  };
}
