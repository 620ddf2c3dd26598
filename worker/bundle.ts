/** The workflows' code, bundled once: at build time, so that a worker starts in a moment and replays what was tested. */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

// From the sources the workflows are TypeScript, from dist/ JavaScript.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const workflowsPath = fileURLToPath(new URL(`../workflows/index.${extension}`, import.meta.url));
const prebuilt = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

export const buildBundle = async (codePath: string): Promise<{ codePath: string }> => {
  const { code } = await bundleWorkflowCode({ workflowsPath });
  await mkdir(dirname(codePath), { recursive: true });
  await writeFile(`${codePath}.${process.pid}`, code);
  await rename(`${codePath}.${process.pid}`, codePath);
  return { codePath };
};

/** The bundle made by `npm run build`; without one (a test from the sources) it is made in memory. */
export const workflowBundle = async (): Promise<WorkflowBundleOption> =>
  existsSync(prebuilt) ? { codePath: prebuilt } : await bundleWorkflowCode({ workflowsPath });

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBundle(prebuilt);
