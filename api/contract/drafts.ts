import { z } from 'zod';
import { key, keyText, optional } from './v2/values.js';

export const draftParams = z.object({ draftId: z.uuid('Expected the id of a draft') });

/** What a diagram says about itself, beside its XML. */
const described = {
  name: z.string().min(1).max(500).meta({ description: 'Name of the process, for lists' }),
  processId: z.string().max(500).nullable().meta({ description: 'Id of the process in the diagram' }),
};

const xml = z.string().min(1).meta({ description: 'The diagram, BPMN 2.0 XML; need not be complete' });

export const createDraftBody = z
  .object({
    ...described,
    xml,
    basedOn: optional(key).meta({ type: 'string', description: 'The deployed process that it was made from' }),
  })
  .meta({ id: 'CreateDraft' });

export const changeDraftBody = z
  .object({
    ...described,
    xml,
    basedOn: optional(key).meta({
      type: 'string',
      description: 'The deployed process that it stands on now; as before where it is not told',
    }),
  })
  .meta({ id: 'ChangeDraft' });

/** A draft as lists show it. */
export const draft = z
  .object({
    id: z.uuid(),
    ...described,
    revision: z.int().meta({ description: 'Rises with each change; the ETag holds it too' }),
    basedOn: keyText.nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    changedBy: z.string(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'Draft' });

export const draftWithXml = draft.extend({ xml }).meta({ id: 'DraftWithXml' });
