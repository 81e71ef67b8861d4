import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemFinding } from '../api/problem-error.js';
import { fieldLabel } from '../forms/field-label.js';
import { sayFault } from '../forms/say-fault.js';
import type { FormSchema } from '../forms/task-form.js';
import styles from './states.module.css';

/** Rules of deployments are many; their texts come only when one is broken. */
const DeployRule = lazy(() => import('../messages/deploy-rule.js').then((module) => ({ default: module.DeployRule })));

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

/** What is wrong, in the person's language where the server tells a rule; else as the server says it. */
const Saying = ({ rule, code, parameters, values, detail }: ProblemFinding) => {
  const { t, i18n } = useTranslation();
  const broken = rule ?? code;
  if (broken === undefined) return detail;
  const given = parameters ?? values ?? {};
  const ofForm = sayFault(t, broken, given);
  if (ofForm !== undefined || i18n.language !== 'ru') return ofForm ?? detail;
  return (
    <Suspense fallback={detail}>
      <DeployRule rule={broken} parameters={given} otherwise={detail} />
    </Suspense>
  );
};

/** Where a request was wrong, each place with what is wrong there. */
export const ProblemFindings = ({ findings, form }: ProblemFindingsProps) =>
  findings.length === 0 ? null : (
    <ul className={styles['findings']}>
      {findings.map((finding, index) => (
        <li key={index}>
          <Place finding={finding} form={form} /> <Saying {...finding} />
        </li>
      ))}
    </ul>
  );
