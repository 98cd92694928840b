/** What the processes of one backend ask each other, whichever of them knows. A topic names what is asked; calls and answers are JSON. */
export interface PeerCalls {
  /** Answers each call to `topic` from now on; resolves when calls are heard. What `handle` throws is told to the asker as a failure. */
  answer(topic: string, handle: (call: unknown) => Promise<unknown>): Promise<void>;
  /**
   * Asks every process that answers to `topic`, this one as well; resolves with one answer of each, in no order, and with none when
   * nobody answers to it. Rejects with STORE_UNAVAILABLE when what carries calls is out of reach, or a process that was asked
   * fails, or does not answer in time: what it would have said is not left out without a word.
   */
  ask(topic: string, call: unknown): Promise<readonly unknown[]>;
  close(): Promise<void>;
}
