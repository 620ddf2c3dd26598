/** The log as CloudEvents: accepted by the official SDK, and nothing of an event is lost. */
import { HTTP, CloudEvent as Official, ValidationError } from 'cloudevents';
import { expect, test } from 'vitest';
import { cloudEvents } from '../../export/cloud-events.ts';
import { headsOf } from '../../export/json.ts';
import { dossier, rich } from '../support/dossiers.ts';
import { fullLives } from '../support/lives.ts';

const batch = cloudEvents(dossier(rich.log));

test('each is valid by the SDK of the specification', () => {
  for (const { log } of [rich, ...fullLives()]) {
    for (const event of cloudEvents(dossier(log))) expect(new Official(event).validate()).toBe(true);
  }
  expect(() => new Official({ ...batch[0], 'mou-head': 'not a name of an attribute' }).validate()).toThrow(ValidationError);
});

test('the batch is read as one', () => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const read = HTTP.toEvent<unknown>({ headers, body: JSON.stringify(batch) }) as Official<unknown>[];
  expect(read.map(({ id }) => id)).toEqual(rich.log.map(({ seq }) => `us-rok-tpd/${seq}`));
  expect(read.map(({ data }) => data)).toEqual(rich.log);
});

test('says what happened, when it was recorded, and what it is about', () => {
  expect(batch.find(({ type }) => type.endsWith('notice-delivered'))).toMatchObject({
    specversion: '1.0',
    source: '/mou/us-rok-tpd',
    type: 'alt.mou-engine.notice-delivered',
    subject: 'notice/n1',
    time: '2027-04-26T02:00:00Z',
  });
  expect(batch[0]).toMatchObject({ subject: 'us-rok-tpd', sequence: '0000000001' });
  expect(batch.map(({ mouhead }) => mouhead)).toEqual(headsOf('us-rok-tpd', rich.log));
});
