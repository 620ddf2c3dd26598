/** The committee's meetings with their actions, and the initiatives by area (III.5, II). */
import { nameOf } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import { plain } from '../../projections/words.ts';

export type Committee = {
  name: string;
  clause: string;
  meetings: {
    id: string;
    status: string;
    on: string;
    place: string;
    agenda: string[];
    minutes: string | null;
    actions: { id: string; what: string; owner: string; dueOn: string; status: string }[];
  }[];
};

export type Initiatives = { id: string; title: string; area: string; by: string; status: string; startedOn: string; reports: number }[];

export const committeeOf = ({ instrument, meetings }: State): Committee => ({
  name: instrument.terms.committee?.name ?? 'Meetings',
  clause: instrument.terms.committee?.clause ?? '–',
  meetings: Object.entries(meetings).map(([id, { status, on, heldOn, place, agenda, minutes, actions }]) => ({
    id,
    status,
    on: heldOn ?? on,
    place: plain(place),
    agenda: agenda.map((item) => plain(item)),
    minutes: minutes ? `minutes ${minutes.approved ? 'approved' : 'recorded'}` : null,
    actions: Object.entries(actions).map(([action, one]) => ({
      id: action,
      what: plain(one.what),
      owner: nameOf(instrument, one.owner),
      dueOn: one.dueOn,
      status: one.status === 'completed' ? `completed on ${one.completedOn}` : 'open',
    })),
  })),
});

export const initiativesOf = ({ instrument, initiatives }: State): Initiatives =>
  Object.entries(initiatives).map(([id, { title, area, areaTitle, by, status, startedOn, concludedOn, reports, disposition }]) => {
    const known = areaTitle ?? instrument.areas.find((one) => one.id === area)?.title;
    const state = concludedOn ? `concluded on ${concludedOn}` : disposition ? 'a disposition is asked for' : status;
    return {
      id,
      title: plain(title),
      area: known ? `${area} ${plain(known)}` : area,
      by: nameOf(instrument, by),
      status: state,
      startedOn,
      reports: reports.length,
    };
  });
