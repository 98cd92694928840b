/**
 * A subscriber of a fault run: follows the events of its pattern over WebSocket, writing each with the cursor that it came with, and comes
 * back with the last cursor that it wrote.
 */
import { createFaultClient } from './fault-client.ts';
import { openJournal } from './journal.ts';
import { joinRun, type MemberSettings } from './member.ts';

const SUBSCRIBE = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { id sequence } }';
interface Received {
  readonly eventReceived: { readonly id: string; readonly sequence: number };
}

const { settings, tell, leave, isStopping } = joinRun();
const { pattern } = settings as MemberSettings & { readonly pattern: string };
const { journal, lines } = openJournal(settings.journal, { lastMark: 'C ' });
let cursor = lines.findLast((line) => line.startsWith('C '))?.slice(2);
let count = lines.filter((line) => line.startsWith('E ')).length;
let sequence = Number(lines.findLast((line) => line.startsWith('E '))?.split(' ')[2] ?? 0);
let waiting: string[] = [];

/** What came in one go is written in one go, the cursor last. */
function note(line: string): void {
  if (waiting.length === 0) setImmediate(flush);
  waiting.push(line);
}

function flush(): void {
  journal.write(cursor === undefined ? waiting : [...waiting, `C ${cursor}`]);
  waiting = [];
}

const telling = setInterval(() => {
  tell({ kind: 'progress', count, sequence });
  if (isStopping()) leave();
}, 200);
try {
  const backend = createFaultClient(settings.urls);
  const document = { toString: () => SUBSCRIBE };
  if (cursor !== undefined) note('R');
  const options = cursor === undefined ? {} : { resumeFrom: cursor };
  for await (const message of backend.client.subscribe<Received, { pattern: string }>(document, { pattern }, options)) {
    cursor = message.cursor ?? cursor;
    if (message.resumed !== undefined && 'gap' in message.resumed) note('G');
    if (message.kind === 'state') {
      if (message.state === 'reconnecting') note('R');
      else note(`M ${message.state}`);
      tell({ kind: 'ready' });
      continue;
    }
    if (message.data?.eventReceived === undefined) {
      note(`X ${JSON.stringify(message.errors ?? message).replaceAll('\n', ' ')}`);
      continue;
    }
    count += 1;
    sequence = message.data.eventReceived.sequence;
    note(`E ${message.data.eventReceived.id} ${sequence}`);
  }
} catch (error) {
  note(`X ${String(error).replaceAll('\n', ' ')}`);
}
clearInterval(telling);
flush();
leave();
