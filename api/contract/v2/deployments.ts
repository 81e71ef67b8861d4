import { z } from 'zod';
import { keyText, tenantReply } from './values.js';

/** The form of `POST /v2/deployments`; read as a stream, so this only documents it. */
export const deploymentForm = z
  .object({
    resources: z
      .array(z.string().meta({ format: 'binary' }))
      .meta({ description: 'BPMN files, the part may be repeated' }),
    tenantId: z.string().optional(),
  })
  .meta({ id: 'DeploymentForm' });

const deployedProcess = z.object({
  processDefinitionKey: keyText,
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  resourceName: z.string(),
  tenantId: tenantReply,
});

export const deploymentReply = z
  .object({
    deploymentKey: keyText,
    tenantId: tenantReply,
    deployments: z.array(
      z.object({
        processDefinition: deployedProcess.nullable(),
        decisionDefinition: z.null(),
        decisionRequirements: z.null(),
        form: z.null(),
        resource: z.null(),
      }),
    ),
  })
  .meta({ id: 'Deployment' });
