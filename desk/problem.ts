/** Errors as problem documents (RFC 9457): a code for programs, a sentence for people, the clause and the field. */
import { z } from 'zod';
import { EngineError, EXIT } from '../domain/engine-error.ts';
import { type RefusalCode, REFUSALS } from '../domain/refusal.ts';
import { DESK_PROBLEMS, DeskError } from './errors.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export const Problem = z
  .object({
    type: z.string().describe('the kind of problem, as a URI'),
    title: z.string().describe('what problems of this kind say in general'),
    status: z.int().describe('the HTTP status'),
    detail: z.string().describe('what is wrong here, in a sentence'),
    code: z.string().describe("the engine's code, such as NOTICE_PENDING or INVALID"),
    clause: z.string().optional().describe('the clause on which it rests'),
    field: z.string().optional().describe('the field that is wrong'),
  })
  .describe('RFC 9457');
export type Problem = z.infer<typeof Problem>;

/** By what the command would end with. */
const STATUS: Record<number, number> = { [EXIT.invalid]: 400, [EXIT.refused]: 409, [EXIT.notFound]: 404, [EXIT.noService]: 503 };

const SPECIAL: Record<string, number> = {
  ...Object.fromEntries(Object.entries(DESK_PROBLEMS).map(([code, { status }]) => [code, status])),
  TOO_LARGE: 413,
};

const TITLES: Record<string, string> = {
  ...REFUSALS,
  NO_SERVICE: 'Somebody who is needed for the answer does not answer.',
  UNEXPECTED: 'Something went wrong here.',
};

const titleOf = (error: EngineError): string =>
  error instanceof DeskError ? DESK_PROBLEMS[error.code].title : (TITLES[error.code as RefusalCode] ?? 'It cannot be done.');

const problem = (status: number, code: string, title: string, detail: string): Problem => ({
  ...{ type: `urn:mou-engine:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, detail, code },
});

/** What went wrong, without a word about ourselves where that was not foreseen. */
export const problemOf = (error: unknown): Problem => {
  if (!(error instanceof EngineError)) return problem(500, 'UNEXPECTED', TITLES.UNEXPECTED as string, 'The log of the desk says more.');
  const status = SPECIAL[error.code] ?? STATUS[error.exitCode] ?? 500;
  const { field } = error;
  return {
    ...problem(status, error.code, titleOf(error), error.message),
    ...(error.clause && { clause: error.clause }),
    ...(field !== undefined && { field }),
  };
};

/** What is too large is not read to its end: the connection cannot go on. */
const MORE: Record<number, Record<string, string>> = { 503: { 'Retry-After': '2' }, 413: { Connection: 'close' } };

/** What the answer says beside the document, whether a program or a person reads it. */
export const headersOf = (error: unknown, { status }: Problem): Readonly<Record<string, string>> =>
  error instanceof DeskError ? error.headers : (MORE[status] ?? {});

export const problemResponse = (error: unknown): Response => {
  const body = problemOf(error);
  const common = { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store' };
  return new Response(JSON.stringify(body), { status: body.status, headers: { ...common, ...headersOf(error, body) } });
};
