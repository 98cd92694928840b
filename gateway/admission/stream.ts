import { assertStreamFits } from '../subscriptions/stream-fit.ts';
import { readStreamOptions } from '../subscriptions/stream-options.ts';
import { assertNesting } from './nesting.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** What `extensions.stream` asks for is known, of the right type, and fits the operation. */
export const readStream: AdmissionStage = {
  name: 'stream options',
  admit(draft) {
    assertNesting(draft.request.extensions ?? {}, 'extensions');
    const definition = assertKnown(draft, 'definition');
    const stream = readStreamOptions(draft.request, definition.operation);
    assertStreamFits(stream, { document: assertKnown(draft, 'document'), definition });
    return { stream };
  },
};
