import type { Redis } from 'ioredis';

/**
 * Cuts a connection whose server has gone without a word (a cable, a firewall, a paused machine), so that ioredis connects anew and what
 * waits fails: it is asked twice in `silentMs`, from the handshake on, and has to say something within that time. Answers what ends the watch.
 *
 * ioredis has `socketTimeout` for this, which goes on counting when its connection ends: ten seconds later it cuts the next one, which is
 * well, and every command that is under way there fails.
 */
export function cutWhenSilent(redis: Redis, silentMs: number): () => void {
  const watched = new WeakSet<object>();

  /** Until anything is heard on this very stream; that of another connection is not touched. */
  function expectAnswer(): void {
    const { stream } = redis;
    if (watched.has(stream)) return;
    watched.add(stream);
    const cut = setTimeout(() => stream.destroy(new Error(`Redis has not answered for ${silentMs} ms`)), silentMs);
    cut.unref();
    function heard(): void {
      clearTimeout(cut);
      watched.delete(stream);
      stream.off('data', heard);
      stream.off('close', heard);
    }
    stream.on('data', heard);
    stream.on('close', heard);
  }

  function ask(): void {
    if (redis.status !== 'ready') return;
    expectAnswer();
    redis.ping().catch(() => undefined);
  }

  redis.on('connect', expectAnswer);
  const asking = setInterval(ask, silentMs / 2);
  asking.unref();
  return () => {
    clearInterval(asking);
    redis.off('connect', expectAnswer);
  };
}
