import { fileName } from '../../../mime/index.js';
import type { AttachmentStore, StoredFile } from '../../../desk/index.js';
import type { FormFile } from '../../routing/multipart.js';

/** Keeps the files of a request, before anything says that they are there. */
export const keepFiles = (attachments: AttachmentStore, files: readonly FormFile[]): Promise<StoredFile[]> =>
  Promise.all(
    files.map(async ({ name, mediaType, content }, index) => ({
      name: fileName(name, `attachment-${index + 1}`),
      mediaType,
      size: content.length,
      hash: await attachments.put(content),
    })),
  );
