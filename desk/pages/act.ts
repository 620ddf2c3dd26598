/** An act as a form: entered, looked at before it is recorded, and recorded. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { ACTS, type ActName, isActName } from '../../domain/acts/index.ts';
import { EngineError } from '../../domain/engine-error.ts';
import { check, problemOf } from '../../domain/issues.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Slug } from '../../domain/values.ts';
import type { State } from '../../domain/state.ts';
import { type Kind, MEANINGS } from '../../domain/decision-kinds.ts';
import { speak } from '../../domain/speak.ts';
import { formIn } from '../body.ts';
import { mustActFor } from '../callers.ts';
import { DeskError } from '../errors.ts';
import { problemOf as problemDocument } from '../problem.ts';
import type { Desk, Env } from '../route.ts';
import { asInForm, titleOf } from './acts.ts';
import { choicesOf, fieldsIn, kindNames, suggested } from './choices.ts';
import { actOf, type Option, type Part, partsOf, placeIn, type Values, valuesFrom, type Wrong } from './form.ts';
import { mouOf } from './memorandum.ts';
import { textAsPatch, textOfClause } from './modification.ts';
import { instrumentOptions, OWN_TEXT, openingOf, pairsOf, readingOf } from './opening.ts';
import { shownPreview } from './preview.ts';
import { page } from './reply.ts';

/** Which form it is, of which memorandum. Before it is opened `state` is undefined, and there are instruments to choose from. */
type Form = { act: ActName; mou: string | null; state: State | undefined; values: Values; instruments: Option[] };
/** What stands above the form where it was not taken. */
type Failure = { message: string; clause: string | null };

const formFrom = async (c: Context<Env>, { source }: Desk, values: Values): Promise<Form> => {
  if (c.req.path === '/open') return { act: 'open', mou: null, state: undefined, values, instruments: await instrumentOptions() };
  const act = c.req.param('act');
  if (!isActName(act) || act === 'open') throw new DeskError('NOT_FOUND', 'There is no such act');
  const mou = mouOf(c);
  return { act, mou, state: (await source.look(mou)).state, values, instruments: [] };
};

const kindOf = ({ act, values }: Form): string | undefined => kindNames(act).find((kind) => kind === values.kind);

/** Several kinds are several forms: the first page asks which. */
const chooseKind = (c: Context<Env>, { act, mou, state }: Form): Response => {
  const say = (text: string): string => (state ? speak(state.instrument, text) : text);
  const title = say(titleOf(act));
  const says = (kind: string): string | undefined => (act === 'propose' ? say(MEANINGS[kind as Kind]) : undefined);
  const kinds = kindNames(act).map((kind) => ({ kind, href: `?kind=${kind}`, says: says(kind) }));
  return page(c, 'kinds', { title, ...(mou && { mou }), part: 'acts' }, { title, kinds, summary: say(ACTS[act].summary), mou });
};

/** What is said of the act, in the memorandum's own words. */
const wordsOf = ({ act, state }: Form) => {
  const say = (text: string): string => (state ? speak(state.instrument, text) : text);
  return {
    title: say(act === 'open' ? 'Open a memorandum' : titleOf(act)),
    summary: say(asInForm(ACTS[act].summary)),
    who: say(asInForm(ACTS[act].who)),
    isSigned: state?.authorisation === 'signed',
    subject: state?.instrument.title ?? null,
  };
};

const asForm = (c: Context<Env>, form: Form, wrong: readonly Wrong[] = [], failure: Failure | null = null, status = 200): Response => {
  const { act, mou, state, values, instruments } = form;
  const words = wordsOf(form);
  const kind = kindOf(form);
  const parts = partsOf(fieldsIn(act, kind), { values, wrong, choices: choicesOf(act, { state, instruments, caller: c.get('caller') }) });
  const data = {
    ...{ ...words, mou, act, kind: kind ?? null, parts, failure, id: values.id ?? randomUUID() },
    modification: act === 'propose' && kind === 'modify' && state ? textOfClause(state, values) : null,
    opening: act === 'open' ? { text: values[OWN_TEXT] ?? '' } : null,
    wrong: wrong.map((one) => ({ ...one, ...placeOf(parts, one.path) })),
  };
  // A title is what a screen reader says first.
  const title = failure !== null || wrong.length > 0 ? `Not recorded: ${words.title}` : words.title;
  return page(c, 'act', { title, ...(mou && { mou }), part: 'acts' }, data, status);
};

/** The input at which it stands, by its label and the legend above it; by the field's own name where no input of the form is meant. */
const placeOf = (parts: readonly Part[], path: string): { href: string | null; label: string } => {
  if (path.startsWith('Line ')) return { href: '#instrument-text', label: path };
  const place = placeIn(parts, path);
  if (!place) return { href: null, label: path };
  const { legend, input } = place;
  // It is given in one of three places.
  if (path === 'instrument') return { href: `#${input.id}`, label: path };
  return { href: `#${input.id}`, label: legend === null ? input.label : `${legend}, ${input.label}` };
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
  const whole = form.act === 'open' ? await openingOf(fields, form.values, wrong) : fields;
  const act: Record<string, unknown> = { ...whole, do: form.act, ...(kind && { kind }), id: form.values.id ?? randomUUID() };
  const checked = check(ACTS[form.act].input, act);
  if (!checked.success) {
    // Why there is no instrument is told already.
    const known = new Set([...wrong.map(({ path }) => path), ...(wrong.length > 0 ? ['instrument', 'mou'] : [])]);
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

/** A form with a file comes in parts. */
const sent = async (c: Context<Env>, wrong: Wrong[]): Promise<Iterable<[string, string]>> => {
  if (!/^multipart\/form-data\b/i.test(c.req.header('Content-Type') ?? '')) return new URLSearchParams(await c.req.text());
  return await pairsOf(await formIn(c), wrong);
};

/** First it is shown, then recorded: by the same id it is one act, however often the button is pressed. */
export const actPosted = async (c: Context<Env>, desk: Desk): Promise<Response> => {
  const unread: Wrong[] = [];
  const values = valuesFrom(await sent(c, unread));
  const form = await formFrom(c, desk, { ...values, id: values.id ?? randomUUID() });
  if (unread.length > 0) return asForm(c, form, unread, null, 400);
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
  const { preview, log } = await source.client.previewed(mou, act);
  const { step: _, ...values } = form.values;
  const title = `Look before it is recorded: ${wordsOf(form).title.toLowerCase()}`;
  const isSigned = form.state?.authorisation === 'signed';
  const data = {
    ...{ ...shownPreview(preview, log), values: Object.entries(values), title, mou, subject: form.state?.instrument.title ?? null },
    // A line of `mou apply`, which signs it: this page holds no key.
    toSign: isSigned ? JSON.stringify({ mou, ...act }) : null,
    reading: form.act === 'open' ? readingOf(act.instrument as Instrument) : null,
  };
  return page(c, 'preview', { title, ...(form.mou && { mou: form.mou }), part: 'acts' }, data);
};
