import type { ProblemFinding } from '../api/problem-error.js';
import styles from './states.module.css';

const placeOf = ({ resource, element, property, pointer, parameter }: ProblemFinding): string =>
  [resource, element, property, pointer, parameter].filter((part) => part !== undefined).join(' · ');

/** Where a request was wrong, each place with what is wrong there. */
export const ProblemFindings = ({ findings }: { readonly findings: readonly ProblemFinding[] }) =>
  findings.length === 0 ? null : (
    <ul className={styles['findings']}>
      {findings.map((finding, index) => (
        <li key={index}>
          {placeOf(finding) !== '' && <code>{placeOf(finding)}</code>} {finding.detail}
        </li>
      ))}
    </ul>
  );
