import type { Request } from 'express';
import type { ResourceFile } from '../../../../engine/index.js';
import { readForm, type FormLimits } from '../../../routing/multipart.js';

/** Largest file, and largest upload, in bytes. */
export const FILE_LIMIT = 20 * 1024 * 1024;
export const UPLOAD_LIMIT = 60 * 1024 * 1024;

const LIMITS: FormLimits = {
  part: 'resources',
  files: 100,
  fileSize: FILE_LIMIT,
  size: UPLOAD_LIMIT,
  fieldSize: 4_096,
};

/** What came in a multipart form. */
export interface Upload {
  readonly files: readonly ResourceFile[];
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads a multipart form whose files come in parts called `resources`.
 * @throws Problem `file-too-large`, `malformed-body`, `validation-failed`
 */
export const readUpload = async (request: Request): Promise<Upload> => {
  const { files, fields } = await readForm(request, LIMITS);
  return { files: files.map(({ name, content }) => ({ name, content })), fields };
};
