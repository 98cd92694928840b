import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { DoubleAgents } from './double-agents.ts';

/** The double's WebSocket: it gives one slot to each client, by the address that the client names. */
export interface AgUi {
  accept(socket: WebSocket, request: IncomingMessage): void;
  /** The identities that hold a slot. */
  clients(): readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Core's WebSocket protocol. A client is its `X-Forwarded-For` header, else its address, and has one slot: a second socket of the same
 * client takes the replies of the first, and whichever closes empties the slot. Nothing is ever pushed, and replies carry no id.
 */
export function createAgUi(setup: { agents: DoubleAgents; clock: Clock; metrics: () => unknown; acceptsEvents: boolean }): AgUi {
  const { agents, clock, metrics, acceptsEvents } = setup;
  const slots = new Map<string, WebSocket>();
  const now = () => new Date(clock.now()).toISOString();

  function send(client: string, frame: Fields): void {
    slots.get(client)?.send(JSON.stringify(frame));
  }
  const fail = (client: string, message: string) => send(client, { type: 'error', content: { message, timestamp: now() } });
  const say = (client: string, text: string, extra: Fields = {}) =>
    send(client, { type: 'chat', content: { text, timestamp: now(), sender: 'autoweave', ...extra } });
  const show = (client: string, content: Fields) => send(client, { type: 'display', content });

  function welcome(client: string): void {
    const stamp = (template: string) => ({ generated_by: 'autoweave', template_id: template, generated_at: now(), client_id: client });
    const text = 'Welcome to AutoWeave';
    const metadata = { event_type: 'welcome', session_id: randomUUID() };
    send(client, { type: 'chat', template: { text, sender: 'autoweave', timestamp: now(), metadata }, agui_metadata: stamp('welcome') });
    say(client, 'How can I help you?');
    const form = { type: 'form', title: 'Quick actions', description: 'Choose an action', schema: '[object Object]', action: 'quick-action' };
    send(client, { type: 'display', template: form, agui_metadata: stamp('quick-actions') });
  }

  function chat(client: string, content: Fields): void {
    const text = content['text'] ?? content['message'];
    if (typeof text !== 'string' || text.trim() === '') return fail(client, 'Message text is required');
    if (/create/i.test(text) && /agent/i.test(text)) {
      const properties = { description: { type: 'string', minLength: 20 }, name: { type: 'string' } };
      return show(client, { type: 'form', title: 'Create an agent', schema: { type: 'object', properties }, action: 'create-agent' });
    }
    say(client, `Processing: ${text}`);
    say(client, 'This is a mock answer.', { tokens: text.length });
  }

  function input(client: string, content: Fields): void {
    if (content['action'] !== 'create-agent') return;
    const values = (content['values'] ?? {}) as Fields;
    const { description } = values;
    if (typeof description !== 'string' || description.length < 20) {
      return show(client, { type: 'error', title: 'Agent creation failed', message: 'workflow is not defined' });
    }
    say(client, 'Creating the agent');
    agents.create({ description, userId: client });
    show(client, { type: 'success', title: 'Agent created', data: { id: undefined, name: undefined, status: 'deployed' } });
    say(client, 'The agent is ready');
  }

  function command(client: string, content: Fields): void {
    const name = content['command'];
    if (name === 'list-agents') return show(client, { type: 'table', title: 'Agents', data: [], columns: ['id', 'name', 'status'] });
    if (name === 'get-metrics') return show(client, { type: 'json', title: 'Metrics', data: metrics() });
    fail(client, `Unknown command: ${String(name)}`);
  }

  function receive(client: string, text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return fail(client, 'Invalid JSON format');
    }
    if (message === null) return fail(client, 'Error processing your request');
    const { type, content = {} } = message as { type?: unknown; content?: Fields };
    if (type === 'chat') return chat(client, content);
    if (type === 'input') return input(client, content);
    if (type === 'command') return command(client, content);
    if (type === 'event' && acceptsEvents) return send(client, { type: 'status', content: { message: 'Event accepted', timestamp: now() } });
    fail(client, `Unknown event type: ${String(type)}`);
  }

  return {
    accept(socket, request) {
      const forwarded = request.headers['x-forwarded-for'];
      const client = (typeof forwarded === 'string' ? forwarded : undefined) ?? request.socket.remoteAddress ?? 'unknown';
      slots.set(client, socket);
      socket.on('message', (bytes: Buffer) => receive(client, bytes.toString('utf8')));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => slots.delete(client));
      welcome(client);
    },
    clients: () => [...slots.keys()],
  };
}
