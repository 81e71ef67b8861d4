import type { ResourceFile } from '../../../../engine/index.js';

/**
 * What a diagram may measure. Reading one takes about a tenth of a millisecond per tag of the thread that answers all
 * requests; a diagram of a thousand elements with its drawing has some 10,000 tags.
 */
export const DIAGRAM_BYTES = 4 * 1024 * 1024;
export const DIAGRAM_TAGS = 20_000;
/** All diagrams of a deployment. */
export const DEPLOYMENT_TAGS = 60_000;

const LESS_THAN = 0x3c;
const SLASH = 0x2f;

/** Opening tags of an XML text in UTF-8, comments and instructions counted as well. */
export const tagsIn = ({ content }: ResourceFile): number => {
  let tags = 0;
  for (let at = content.indexOf(LESS_THAN); at >= 0; at = content.indexOf(LESS_THAN, at + 1))
    if (content[at + 1] !== SLASH) tags += 1;
  return tags;
};

/** Why a diagram is too large to be read, by itself or with the `before` tags of the files before it; else undefined. */
export const tooLarge = (file: ResourceFile, before: number): string | undefined => {
  if (file.content.byteLength > DIAGRAM_BYTES)
    return `The diagram has ${file.content.byteLength} bytes; ${DIAGRAM_BYTES} are accepted.`;
  const tags = tagsIn(file);
  if (tags > DIAGRAM_TAGS)
    return `The diagram has ${tags} tags; ${DIAGRAM_TAGS} are accepted. Call parts of it as processes.`;
  if (before + tags > DEPLOYMENT_TAGS)
    return `The diagrams of this deployment have more than ${DEPLOYMENT_TAGS} tags together. Deploy them one after the other.`;
  return undefined;
};
