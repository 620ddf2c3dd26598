/** The OpenAPI document of the desk as it stands in docs/: of no installation in particular. */
import { createRequire } from 'node:module';
import { openApi } from '../../desk/openapi.ts';
import { ROUTES } from '../../desk/routes/index.ts';

const { version } = createRequire(import.meta.url)('mou-engine/package.json') as { version: string };

export const deskDocument = (): Record<string, unknown> =>
  JSON.parse(JSON.stringify(openApi(ROUTES, { version, url: 'http://127.0.0.1:8080' }))) as Record<string, unknown>;
