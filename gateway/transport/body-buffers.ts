/** Below this, making bytes of a text is as cheap as it gets. */
const MIN_CHARACTERS = 4_096;
/** What a buffer that is kept holds: most answers. What it never held takes no memory of the machine. */
const KEPT_BYTES = 524_288;
/** As many answers as are made at a time and on their way to the system. While so many are, further ones get memory of their own. */
const MAX_KEPT = 16;
/** Of one UTF-16 unit in UTF-8, at most. */
const MAX_BYTES_EACH = 3;

/** A body, ready to be sent. */
export interface WrittenBody {
  readonly bytes: Buffer;
  /** To be called once nothing reads the bytes any more: they belong to the next. Until then there is one buffer less. */
  readonly release: () => void;
}

/** Makes bodies of texts. */
export interface BodyBuffers {
  write(texts: readonly string[]): WrittenBody;
}

/**
 * Writes bodies in UTF-8 into few buffers that are used again and again: new memory for each answer costs more than to fill it, as the system has to
 * give it page by page. Short bodies, those that are longer than what is kept, and those of a crowd get memory of their own, no more than they need.
 */
export function createBodyBuffers(): BodyBuffers {
  const free: Buffer[] = [];
  let made = 0;

  function take(): Buffer | undefined {
    const kept = free.pop();
    if (kept !== undefined || made >= MAX_KEPT) return kept;
    made += 1;
    return Buffer.allocUnsafeSlow(KEPT_BYTES);
  }

  return {
    write(texts) {
      let length = 0;
      for (const text of texts) length += text.length;
      const buffer = length < MIN_CHARACTERS || length * MAX_BYTES_EACH > KEPT_BYTES ? undefined : take();
      if (buffer === undefined) return { bytes: Buffer.from(texts.join('')), release: forget };
      let end = 0;
      for (const text of texts) end += buffer.write(text, end);
      let isHeld = true;
      return {
        bytes: buffer.subarray(0, end),
        release() {
          if (isHeld) free.push(buffer);
          isHeld = false;
        },
      };
    },
  };
}

function forget(): void {
  // Nothing is kept of it.
}
