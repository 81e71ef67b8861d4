import type { ResourceFile } from '../../../../engine/index.js';

/**
 * What a diagram may measure. Reading one takes about a tenth of a millisecond per tag of the thread that answers all
 * requests; a diagram of a thousand elements with its drawing has some 10,000 tags.
 */
export const DIAGRAM_BYTES = 4 * 1024 * 1024;
export const DIAGRAM_TAGS = 20_000;
/** All diagrams of a deployment. */
export const DEPLOYMENT_TAGS = 60_000;

/** Opening tags of an XML text, comments and instructions counted as well. */
export const tagsIn = (xml: string): number => {
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) if (xml[at + 1] !== '/') tags += 1;
  return tags;
};

/** Why a file is too long to be read; undefined when it is not. */
export const tooManyBytes = ({ content }: ResourceFile): string | undefined =>
  content.byteLength > DIAGRAM_BYTES
    ? `The diagram has ${content.byteLength} bytes; ${DIAGRAM_BYTES} are accepted.`
    : undefined;

/** Why a diagram of so many tags is too large, by itself or with the `before` tags of the files before it; else undefined. */
export const tooManyTags = (tags: number, before: number): string | undefined => {
  if (tags > DIAGRAM_TAGS)
    return `The diagram has ${tags} tags; ${DIAGRAM_TAGS} are accepted. Call parts of it as processes.`;
  if (before + tags > DEPLOYMENT_TAGS)
    return `The diagrams of this deployment have more than ${DEPLOYMENT_TAGS} tags together. Deploy them one after the other.`;
  return undefined;
};
