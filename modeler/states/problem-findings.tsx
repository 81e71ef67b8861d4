import { useTranslation } from 'react-i18next';
import type { ProblemFinding } from '../api/problem-error.js';
import { fieldLabel } from '../forms/field-label.js';
import { sayFault } from '../forms/say-fault.js';
import type { FormSchema } from '../forms/task-form.js';
import styles from './states.module.css';

interface ProblemFindingsProps {
  readonly findings: readonly ProblemFinding[];
  /** The form that was filled in: fields are named by its labels. */
  readonly form?: FormSchema | undefined;
}

const placeOf = ({ resource, element, property, pointer, parameter }: ProblemFinding): string =>
  [resource, element, property, pointer, parameter].filter((part) => part !== undefined).join(' · ');

/** Where something is wrong: the label of the field, or what the server calls the place. */
const Place = ({ finding, form }: { readonly finding: ProblemFinding; readonly form: FormSchema | undefined }) => {
  const label = form && finding.pointer !== undefined ? fieldLabel(form, finding.pointer) : undefined;
  if (label !== undefined) return `${label}:`;
  return placeOf(finding) !== '' && <code>{placeOf(finding)}</code>;
};

/** Where a request was wrong, each place with what is wrong there; in the person's language where the server tells a code. */
export const ProblemFindings = ({ findings, form }: ProblemFindingsProps) => {
  const { t } = useTranslation();
  const sayingOf = ({ code = '', values, detail }: ProblemFinding): string => sayFault(t, code, values) ?? detail;
  return findings.length === 0 ? null : (
    <ul className={styles['findings']}>
      {findings.map((finding, index) => (
        <li key={index}>
          <Place finding={finding} form={form} /> {sayingOf(finding)}
        </li>
      ))}
    </ul>
  );
};
