/** An act as a form: entered, looked at before it is recorded, and recorded. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { ACTS, type ActName, isActName } from '../../domain/acts/index.ts';
import { EngineError } from '../../domain/engine-error.ts';
import { problemOf } from '../../domain/issues.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Slug } from '../../domain/values.ts';
import type { State } from '../../domain/state.ts';
import { speak } from '../../projections/speak.ts';
import { mustActFor } from '../callers.ts';
import { DeskError } from '../errors.ts';
import { problemOf as problemDocument } from '../problem.ts';
import type { Desk, Env } from '../route.ts';
import { withInstrument } from '../routes/acts.ts';
import { titleOf } from './acts.ts';
import { choicesOf, fieldsIn, kindNames, suggested } from './choices.ts';
import { actOf, partsOf, type Values, valuesFrom, type Wrong } from './form.ts';
import { mouOf } from './memorandum.ts';
import { textAsPatch, textOfClause } from './modification.ts';
import { shownPreview } from './preview.ts';
import { page } from './reply.ts';

/** Which form it is, of which memorandum. `state` is undefined before the memorandum is opened. */
type Form = { act: ActName; mou: string | null; state: State | undefined; values: Values };
/** What stands above the form where it was not taken. */
type Failure = { message: string; clause: string | null };

const formFrom = async (c: Context<Env>, { source }: Desk, values: Values): Promise<Form> => {
  if (c.req.path === '/open') return { act: 'open', mou: null, state: undefined, values };
  const act = c.req.param('act');
  if (!isActName(act) || act === 'open') throw new DeskError('NOT_FOUND', 'There is no such act');
  const mou = mouOf(c);
  return { act, mou, state: (await source.look(mou)).state, values };
};

const kindOf = ({ act, values }: Form): string | undefined => kindNames(act).find((kind) => kind === values.kind);

/** Several kinds are several forms: the first page asks which. */
const chooseKind = (c: Context<Env>, { act, mou, state }: Form): Response => {
  const title = state ? speak(state.instrument, titleOf(act)) : titleOf(act);
  const kinds = kindNames(act).map((kind) => ({ kind, href: `?kind=${kind}` }));
  return page(c, 'kinds', { title, ...(mou && { mou }), part: 'acts' }, { title, kinds, summary: ACTS[act].summary, mou });
};

const asForm = (c: Context<Env>, form: Form, wrong: readonly Wrong[] = [], failure: Failure | null = null, status = 200): Response => {
  const { act, mou, state, values } = form;
  const say = (text: string): string => (state ? speak(state.instrument, text) : text);
  const kind = kindOf(form);
  const isModification = act === 'propose' && kind === 'modify';
  const title = say(act === 'open' ? 'Open a memorandum' : titleOf(act));
  const parts = partsOf(fieldsIn(act, kind), { values, wrong, choices: choicesOf(act, state, c.get('caller')) });
  const data = {
    ...{ mou, act, title, kind: kind ?? null, parts, failure, id: values.id ?? randomUUID() },
    ...{
      summary: say(ACTS[act].summary),
      who: say(ACTS[act].who).replaceAll('`', ''),
      isSigned: state?.authorisation === 'signed',
      subject: state?.instrument.title ?? null,
    },
    modification: isModification && state ? textOfClause(state, values) : null,
    wrong: wrong.map((one) => ({ ...one, href: hrefOf(parts, one) })),
    today: new Date().toISOString().slice(0, 10),
  };
  return page(c, 'act', { title, ...(mou && { mou }), part: 'acts' }, data, status);
};

/** The input at which it stands; null where no input of the form is meant. */
const hrefOf = (parts: ReturnType<typeof partsOf>, { message }: Wrong): string | null => {
  const input = parts.flatMap(({ inputs }) => inputs).find(({ wrong }) => wrong?.includes(message));
  return input ? `#${input.id}` : null;
};

/** What the address fills in may be changed; nothing of it is recorded by looking at it. */
export const actPage = async (c: Context<Env>, desk: Desk): Promise<Response> => {
  const form = await formFrom(c, desk, valuesFrom(Object.entries(c.req.query())));
  const { id: _, ...values } = { ...suggested(form.act, form.state), ...form.values };
  const filled = { ...form, values };
  return kindNames(form.act).length > 0 && kindOf(filled) === undefined ? chooseKind(c, filled) : asForm(c, filled);
};

/** What is wrong with the fields, before anybody is asked. */
const checkedAct = async (form: Form): Promise<{ act: Record<string, unknown>; mou: string; wrong: Wrong[] }> => {
  const wrong: Wrong[] = [];
  const kind = kindOf(form);
  const fields = actOf(fieldsIn(form.act, kind), textAsPatch(form.values), wrong);
  const named = await withInstrument({ ...fields, do: form.act, ...(kind && { kind }) }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    wrong.push({ path: 'instrument', message: 'must be one of those in the list' });
    return { ...fields, do: form.act };
  });
  const act: Record<string, unknown> = { ...named, id: form.values.id ?? randomUUID() };
  const checked = ACTS[form.act].input.safeParse(act);
  if (!checked.success) {
    const known = new Set(wrong.map(({ path }) => path));
    wrong.push(...checked.error.issues.map((issue) => problemOf(issue, act)).filter(({ path }) => !known.has(path)));
  }
  const mou = form.mou ?? Slug.safeParse(act.mou).data ?? '';
  return { act, mou, wrong };
};

/** What was refused, at its field where it has one. */
const refused = (c: Context<Env>, form: Form, error: unknown): Response => {
  if (!(error instanceof EngineError)) throw error;
  const { detail, clause = null, field, status } = problemDocument(error);
  const wrong = field === undefined ? [] : [{ path: field, message: detail.slice(field.length + 2) }];
  return asForm(c, form, wrong, { message: detail, clause }, status);
};

/** First it is shown, then recorded: by the same id it is one act, however often the button is pressed. */
export const actPosted = async (c: Context<Env>, desk: Desk): Promise<Response> => {
  const values = valuesFrom(new URLSearchParams(await c.req.text()));
  const form = await formFrom(c, desk, { ...values, id: values.id ?? randomUUID() });
  if (values.step === 'change') return asForm(c, form);
  const { act, mou, wrong } = await checkedAct(form);
  if (wrong.length > 0) return asForm(c, form, wrong, null, 400);
  try {
    mustActFor(c.get('caller'), act);
    await desk.prepare();
    return values.step === 'record' ? await recorded(c, desk, mou, act) : await previewed(c, desk, { form, mou, act });
  } catch (error) {
    return refused(c, form, error);
  }
};

const recorded = async (c: Context<Env>, { source, streams }: Desk, mou: string, act: Record<string, unknown>): Promise<Response> => {
  const { receipt } = await source.client.record(mou, act);
  source.recorded(mou, receipt.seq);
  streams.wake();
  return c.redirect(`/memoranda/${mou}?recorded=${receipt.seq - receipt.events.length}`, 303);
};

type Previewed = { form: Form; mou: string; act: Record<string, unknown> };

const previewed = async (c: Context<Env>, { source }: Desk, { form, mou, act }: Previewed): Promise<Response> => {
  const preview = await source.client.preview(mou, act);
  const log = form.state ? await source.log(mou) : [];
  const { step: _, ...values } = form.values;
  const title = `Look before it is recorded: ${titleOf(form.act).toLowerCase()}`;
  const isSigned = form.state?.authorisation === 'signed';
  const data = {
    ...{ ...shownPreview(preview, log), values: Object.entries(values), title, mou, subject: form.state?.instrument.title ?? null },
    // A line of `mou apply`, which signs it: this page holds no key.
    toSign: isSigned ? JSON.stringify({ mou, ...act }) : null,
  };
  return page(c, 'preview', { title, ...(form.mou && { mou: form.mou }), part: 'acts' }, data);
};
