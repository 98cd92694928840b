import { readStream } from './stream.ts';
import { coerceVariables } from './variables.ts';
import type { AdmissionStage, AdmittedOperation, Draft } from './stage.ts';
import type { DocumentCache } from './document-cache.ts';
import { createDocumentStage } from './document.ts';
import { selectOperation } from './operation-selection.ts';
import { allowOnWire } from './wire-rules.ts';

/** The one door of every operation, whatever wire it came by. */
export interface Admission {
  readonly stages: readonly AdmissionStage[];
  admit(draft: Draft): Promise<AdmittedOperation>;
}

/** The stages in the order in which they run. A stage may rely on what those before it added. */
export function createAdmission(parts: { documents: DocumentCache }): Admission {
  const stages: readonly AdmissionStage[] = [createDocumentStage(parts.documents), selectOperation, allowOnWire, coerceVariables, readStream];
  return {
    stages,
    async admit(draft) {
      let known = draft;
      for (const stage of stages) known = { ...known, ...(await stage.admit(known)) };
      const { document, definition, variables, stream } = known;
      if (document === undefined || definition === undefined || variables === undefined || stream === undefined) {
        throw new Error('an admission stage is missing from the list');
      }
      return { ...known, document, definition, variables, stream };
    },
  };
}
