import type { z } from 'zod';
import type { Deployed } from '../../../../engine/index.js';
import { auditLine, writeAudit } from '../../../access/audit.js';
import { deploymentForm, deploymentReply } from '../../../contract/v2/deployments.js';
import { TENANT } from '../../../contract/v2/values.js';
import type { ApiDeps } from '../../../deps.js';
import { route, type Route } from '../../../routing/route.js';
import { invalid } from '../../../routing/validate.js';
import { checkFiles } from './check.js';
import { readUpload, type Upload } from './upload.js';

const toReply = ({ deploymentKey, processes }: Deployed): z.input<typeof deploymentReply> => ({
  deploymentKey: deploymentKey.toString(),
  tenantId: TENANT,
  deployments: processes.map((process) => ({
    processDefinition: {
      processDefinitionKey: process.key.toString(),
      processDefinitionId: process.processId,
      processDefinitionVersion: process.version,
      resourceName: process.resourceName,
      tenantId: TENANT,
    },
    decisionDefinition: null,
    decisionRequirements: null,
    form: null,
    resource: null,
  })),
});

const refuseIncomplete = ({ files, fields }: Upload): void => {
  const errors = [
    ...(files.length === 0
      ? [{ pointer: '#/resources', detail: 'Give at least one file in a part called resources' }]
      : []),
    ...(files.some(({ name }) => !name) ? [{ pointer: '#/resources', detail: 'Every file needs a file name' }] : []),
    ...([undefined, '', TENANT].includes(fields['tenantId'])
      ? []
      : [{ pointer: '#/tenantId', detail: 'There is only the tenant <default>' }]),
  ];
  if (errors.length > 0) throw invalid(errors);
};

/** Deploying diagrams. */
export const deploymentRoutes = ({
  engine,
  prisma,
  ticketing,
  now,
}: Pick<ApiDeps, 'engine' | 'prisma' | 'ticketing' | 'now'>): readonly Route[] => [
  route({
    method: 'post',
    path: '/v2/deployments',
    operationId: 'createDeployment',
    tag: 'Deployments',
    summary: 'Deploy BPMN files: all of them or, when one has an error, none',
    access: 'processes.deploy',
    bodyKind: 'multipart',
    form: deploymentForm,
    success: {
      status: 200,
      description: 'What was deployed; unchanged processes keep their version',
      body: deploymentReply,
    },
    problems: ['deployment-refused', 'file-too-large'],
    handle: async (call) => {
      const upload = await call.idle(() => readUpload(call.request));
      refuseIncomplete(upload);
      const { calendars } = ticketing;
      const files = await checkFiles(upload.files, { calendars, clock: engine.clock });
      const deployed = await engine.deploy(files, call.caller.name);
      const processes = deployed.processes.map(({ processId, version }) => `${processId} ${version}`);
      const subject = deployed.deploymentKey.toString();
      await writeAudit(prisma, now(), auditLine(call, 'process.deployed', subject, { processes }));
      return toReply(deployed);
    },
  }),
];
