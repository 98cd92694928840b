import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';

/** Chat, kagent, configuration, sources and gitops: what Core answers there, most of it failures. */
export function createOtherRoutes(clock: Clock): readonly DoubleRoute[] {
  const notes = new Map<string, unknown[]>();

  function complete({ body }: DoubleRequest): DoubleReply {
    const messages: readonly unknown[] = Array.isArray(body['messages']) ? body['messages'] : [];
    if (messages.length === 0) return answer(400, { error: 'messages is required', field: 'messages' });
    if (body['stream'] === true) {
      const failure = JSON.stringify({ error: { message: 'Streaming failed', type: 'streaming_failed' } });
      return { status: 200, body: `data: ${failure}\n\n`, contentType: 'text/event-stream' };
    }
    const content = 'This is a mock completion.';
    const usage = {
      prompt_tokens: JSON.stringify(messages).length,
      completion_tokens: content.length,
      total_tokens: JSON.stringify(messages).length + content.length,
    };
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    return answer(200, {
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      created: Math.floor(clock.now() / 1000),
      model: body['model'] ?? 'mock',
      choices,
      usage,
    });
  }

  function note({ body }: DoubleRequest): DoubleReply {
    const userId = String(body['userId'] ?? '');
    const memoryId = `memory-${randomUUID()}`;
    notes.set(userId, [...(notes.get(userId) ?? []), { id: memoryId, message: body['message'], metadata: body['metadata'] ?? {} }]);
    return answer(200, { success: true, message: 'Memory stored', memoryId });
  }

  const bridgeless = (): DoubleReply => answer(500, { error: 'Internal server error', message: 'kagentBridge method is not a function' });

  function generate({ body }: DoubleRequest): DoubleReply {
    const { intent } = body;
    if (typeof intent !== 'string' || intent.length < 20) return answer(400, { error: 'intent must have at least 20 characters', field: 'intent' });
    return answer(500, { error: 'Failed to generate configuration', message: 'no network' });
  }

  return [
    {
      method: 'GET',
      pattern: '/api/chat/models',
      handle: () => answer(200, { object: 'list', data: [{ id: 'mock', object: 'model', owned_by: 'autoweave' }] }),
    },
    { method: 'POST', pattern: '/api/chat', handle: complete },
    { method: 'POST', pattern: '/api/chat/completions', handle: complete },
    { method: 'POST', pattern: '/api/chat/memory', handle: note },
    {
      method: 'GET',
      pattern: '/api/chat/memory/:userId',
      handle: ({ params: { userId = '' } }) => answer(200, { success: true, userId, memory: notes.get(userId) ?? [] }),
    },
    {
      method: 'DELETE',
      pattern: '/api/chat/memory/:userId',
      handle: ({ params: { userId = '' } }) => {
        notes.delete(userId);
        return answer(200, { success: true, userId, memory: [] });
      },
    },
    { method: 'GET', pattern: '/api/kagent/health', handle: () => answer(200, { status: 'not_ready', namespace: 'default' }) },
    ...['status', 'tools', 'agents', 'metrics', 'logs/:agent'].map((path): DoubleRoute => ({
      method: 'GET',
      pattern: `/api/kagent/${path}`,
      handle: bridgeless,
    })),
    ...['yaml/generate', 'deploy'].map((path): DoubleRoute => ({ method: 'POST', pattern: `/api/kagent/${path}`, handle: bridgeless })),
    { method: 'POST', pattern: '/api/config/generate-with-fresh', handle: generate },
    { method: 'GET', pattern: '/api/config/suggestions', handle: () => answer(200, { suggestions: [] }) },
    {
      method: 'POST',
      pattern: '/api/gitops/gitops/validate',
      handle: ({ body }) => {
        const files: readonly unknown[] = Array.isArray(body['files']) ? body['files'] : [];
        return answer(200, { success: true, valid: true, validations: files.map((file) => ({ file, valid: true, issues: [] })) });
      },
    },
  ];
}
