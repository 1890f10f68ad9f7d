export { liquidTemplates } from './liquid-templates.js';
export type {
  LiquidOrganization,
  LiquidTemplate,
  LiquidTemplatesOptions,
  LiquidUser,
  LiquidVariables,
} from './options.js';
export { redirectTo } from './redirect-to.js';
