import './lint-marks.css';
import { LintMarks } from './lint-marks.js';

/** Shows what the deploy checks find: `lintMarks.show(findings)`. */
export const lintMarksModule = {
  __init__: ['lintMarks'],
  lintMarks: ['type', LintMarks],
};
