/** The workflows' code, bundled once: at build time, so that a worker starts in a moment and replays what was tested. */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { FAILURE_CONVERTER } from '../encryption/data-converter.ts';

// From the sources the workflows are TypeScript, from dist/ JavaScript.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const workflowsPath = fileURLToPath(new URL(`../workflows/index.${extension}`, import.meta.url));
const workflowInterceptorModules = ['uncancelled', 'trace'].map((name) =>
  fileURLToPath(new URL(`../workflows/${name}.${extension}`, import.meta.url)),
);

/** Where payloads are encrypted, the workflows tell of their failures by another converter: that is part of their code. */
type Kind = 'plain' | 'encrypted';
const PREBUILT = { plain: '../workflow-bundle.js', encrypted: '../workflow-bundle.encrypted.js' } satisfies Record<Kind, string>;
const prebuiltOf = (kind: Kind): string => fileURLToPath(new URL(PREBUILT[kind], import.meta.url));

/**
 * The SDK notes for each promise of a workflow where it was made, for those who ask a running workflow for its stack: a third
 * of what a replay costs. To note it, it makes an Error by the promise's own realm; here it is given one without a stack.
 * Errors that are thrown keep theirs. It stands on the first line, so that the source map still fits.
 */
const WITHOUT_PROMISE_STACKS = `(() => {
  const make = Function;
  const made = new Map([['return globalThis.Error', () => class {}]]);
  const makeOnce = (body) => made.get(body) ?? made.set(body, make(body)).get(body);
  Object.defineProperty(Promise, 'constructor', { value: makeOnce });
})();`.replaceAll('\n', '');

const bundle = async (kind: Kind): Promise<{ code: string }> => {
  const failureConverterPath = kind === 'encrypted' ? { failureConverterPath: FAILURE_CONVERTER } : {};
  const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, ...failureConverterPath });
  return { code: WITHOUT_PROMISE_STACKS + code };
};

export const buildBundle = async (codePath: string, kind: Kind = 'plain'): Promise<{ codePath: string }> => {
  const { code } = await bundle(kind);
  await mkdir(dirname(codePath), { recursive: true });
  await writeFile(`${codePath}.${process.pid}`, code);
  await rename(`${codePath}.${process.pid}`, codePath);
  return { codePath };
};

/** The bundle made by `npm run build`; without one (a test from the sources) it is made in memory. */
export const workflowBundle = async (kind: Kind = 'plain'): Promise<WorkflowBundleOption> =>
  existsSync(prebuiltOf(kind)) ? { codePath: prebuiltOf(kind) } : await bundle(kind);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const kind of ['plain', 'encrypted'] as const) await buildBundle(prebuiltOf(kind), kind);
}
