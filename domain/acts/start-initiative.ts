import { endOf } from '../end.ts';
import { askForDispositions, beginCooperation, isListed, mustBeInArea } from '../rules/initiative.ts';
import { mustBeNew } from '../rules/recording.ts';
import { Day, Line } from '../values.ts';
import { defineAct } from './define.ts';
import { by, funds, initiative, UNDER } from './fields.ts';

/** In an area of the instrument, or in a further one named by `areaTitle` where the list is not exhaustive (II). */
export const startInitiative = defineAct({
  name: 'start-initiative',
  command: 'initiative start',
  summary: 'Starts an initiative in an area of cooperation.',
  who: 'Any Participant.',
  term: 'cooperation',
  examples: ['initiative start MOU --by us --initiative i1 --area II.B.4 --title "Quantum test bed"'],
  fields: {
    by,
    initiative,
    area: Line.describe('the area of cooperation, such as II.B.4'),
    areaTitle: Line.optional().describe('title of an area that the instrument does not list'),
    title: Line.describe("the initiative's title"),
    startedOn: Day.optional().describe('when (default: today at the seat)'),
    ...funds,
  },
  events: ['InitiativeStarted', 'DispositionRequested'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'AREA_UNKNOWN', 'COMMITS_FUNDS', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ startedOn }) => startedOn,
  rule: (recording, act) => {
    const begun = beginCooperation(recording, act, 'startedOn', act.startedOn);
    const { clause, on, text } = begun;
    const { state } = recording;
    mustBeNew(state.initiatives, 'initiative', act.initiative, clause);
    const { initiative, area, areaTitle, title, by } = act;
    mustBeInArea(state, act, begun);
    const data = { initiative, area, title, ...(areaTitle && !isListed(text, area) && { areaTitle }) };
    recording.record('InitiativeStarted', { on, by, clause, data });
    // Of before the end, and recorded after it: what becomes of it is asked all the same.
    const { endedOn } = endOf(state);
    if (endedOn !== null) askForDispositions(recording, endedOn);
  },
});
