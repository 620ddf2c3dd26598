/** The overview is narrowed by what people call the Participants, and offers them to choose from. */
import { describe, expect, it } from 'vitest';
import type { ListAsked, Named } from '../../register/port.ts';
import { deskInMemory } from '../support/desk-in-memory.ts';

const NAMED: Named[] = [
  { id: 'jp', name: 'Japan' },
  { id: 'a', name: 'Ministry' },
  { id: 'b', name: 'Ministry' },
  { id: 'rok', name: 'Republic of Korea' },
  { id: 'uk', name: 'United Kingdom' },
  { id: 'us', name: 'United States' },
];

/** What the register is asked for by a page of the overview, and what the page says. */
const overview = async (query: string) => {
  const asked: ListAsked[] = [];
  const register = {
    participants: async () => await Promise.resolve(NAMED),
    participantNames: async () => await Promise.resolve(new Map()),
    awaited: async () => await Promise.resolve([]),
    deadlines: async () => await Promise.resolve([]),
    list: async (given: ListAsked = {}) => {
      asked.push(given);
      return await Promise.resolve({ memoranda: [], next: null });
    },
  };
  const { app } = deskInMemory({ register });
  const answer = await app.request(`http://127.0.0.1:8080/?${query}`, { headers: { Authorization: 'Bearer reader' } });
  const { limit: _, ...filters } = asked[0] ?? {};
  return { status: answer.status, text: await answer.text(), filters };
};

describe('The filters of the overview', () => {
  it.each([
    ['participant=rok', { participant: 'rok' }],
    ['participant=Republic+of+Korea', { participant: 'rok' }],
    ['participant=united+STATES', { participant: 'us' }],
    ['participant=korea', { participant: 'rok' }],
    ['participant=Ministry+(b)', { participant: 'b' }],
    ['participant=new-one', { participant: 'new-one' }],
    ['awaiting=Japan', { awaiting: 'jp' }],
    ['awaiting=Japan&what=signature', { awaiting: 'jp:signature' }],
    ['awaiting=rok:consent', { awaiting: 'rok:consent' }],
    ['participant=+&status=open', { status: 'open' }],
  ])('take %s for %o', async (query, filters) => {
    expect(await overview(query)).toMatchObject({ status: 200, filters });
  });

  it.each([
    ['participant=united', '#participant">Participant</a>: several are meant: United Kingdom, United States'],
    ['participant=Ministry', '#participant">Participant</a>: several are meant: Ministry (a), Ministry (b)'],
    ['participant=Nowhere+Land', '#participant">Participant</a>: no Participant is called'],
    ['awaiting=united', '#awaiting">Awaited of</a>: several are meant'],
    ['what=signature', '#awaiting">Awaited of</a>: of whom is the signature awaited?'],
    ['status=gone', '#status">Status</a>: '],
    ['expectedBefore=2027', '#expectedBefore">Discontinued before</a>: must be a civil date'],
    ['colour=red', '<li>colour: is not a field here'],
  ])('say what is wrong with %s, and narrow nothing', async (query, message) => {
    const { status, text, filters } = await overview(query);
    expect([status, filters]).toEqual([400, {}]);
    expect(text).toContain(message);
    const [, marked] = /<(?:input|select) id="(\w+)"[^>]* aria-invalid="true"/.exec(text) ?? [];
    expect(marked).toBe(/#(\w+)/.exec(message)?.[1]);
  });

  it('offer the Participants by name, those of the same name with their ids, and what can be awaited', async () => {
    const { text } = await overview('participant=Japan&what=consent&awaiting=rok');
    const offered = /<datalist id="participants">(.*?)<\/datalist>/.exec(text)?.[1] ?? '';
    const values = [...offered.matchAll(/value="([^"]+)"/g)].map(([, value]) => value);
    expect(values).toEqual(['Japan', 'Ministry (a)', 'Ministry (b)', 'Republic of Korea', 'United Kingdom', 'United States']);
    expect(text).toContain('name="participant" maxlength="200" list="participants" value="Japan"');
    expect(text).toContain('<option selected>consent</option>');
  });
});

describe('The list of the overview', () => {
  it('says of a date that has passed that something is overdue', async () => {
    const listed = (mou: string, nextDate: string) => ({
      ...{ mou, title: mou, status: 'operative', participants: [], deadLetters: 0, nextDate },
    });
    const register = {
      participants: async () => await Promise.resolve(NAMED),
      participantNames: async () => await Promise.resolve(new Map()),
      list: async () => await Promise.resolve({ memoranda: [listed('a', '2020-01-01'), listed('b', '8000-01-01')] as never[], next: null }),
    };
    const { app } = deskInMemory({ register });
    const page = await (
      await app.request('http://127.0.0.1:8080/?status=operative', { headers: { Authorization: 'Bearer reader' } })
    ).text();
    expect(page).toContain('overdue since <span class="date">2020-01-01');
    expect(page).toContain('next date <span class="date">8000-01-01');
  });

  it('says how many more are stuck than it shows', async () => {
    const register = {
      participants: async () => await Promise.resolve(NAMED),
      participantNames: async () => await Promise.resolve(new Map()),
      awaited: async () => await Promise.resolve([]),
      deadlines: async () => await Promise.resolve([]),
      list: async () => await Promise.resolve({ memoranda: [], next: null }),
    };
    const stuck = new Map(Array.from({ length: 23 }, (_, n) => [`m${n}`, 'why']));
    const { app } = deskInMemory({ register, stuck });
    const page = await (await app.request('http://127.0.0.1:8080/', { headers: { Authorization: 'Bearer reader' } })).text();
    expect([page.match(/is stuck: why/g)?.length, page.includes('And 3 more are stuck.')]).toEqual([20, true]);
  });
});
