/** All routes of the API, in the order of the document. */
import type { Route } from '../route.ts';
import { act, resend } from './acts.ts';
import * as all from './all.ts';
import { atom, calendar } from './feeds.ts';
import * as memorandum from './memorandum.ts';
import * as record from './record.ts';
import * as streams from './streams.ts';

export const ROUTES: readonly Route[] = [
  act,
  all.list,
  memorandum.state,
  record.events,
  streams.one,
  memorandum.text,
  memorandum.diff,
  memorandum.explained,
  memorandum.awaited,
  memorandum.deadlines,
  record.deliveries,
  resend,
  record.report,
  record.exported,
  record.proof,
  all.awaited,
  all.deadlines,
  streams.all,
  calendar,
  atom,
];
