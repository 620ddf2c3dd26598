/** `mou deliveries`, `resend`, `contacts` and `bounces`, as a script runs them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newMou } from '../support/engine.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { mou, mouJson, startService } from '../support/service.ts';

const CONTACTS = 'us: [{ name: Desk, email: desk@us.example }]\nrok: [{ name: Desk, email: desk@rok.example }]\n';

describe('the command', () => {
  const id = newMou('mail-cli');
  let smtp: MailCapture;
  let worker: WorkerProcess;
  let folder = '';

  beforeAll(async () => {
    smtp = await MailCapture.start();
    smtp.answers.set('desk@rok.example', { code: 550, message: 'No such mailbox' });
    folder = await mkdtemp(join(tmpdir(), 'mou-mail-cli-'));
    await writeFile(join(folder, 'contacts.yaml'), CONTACTS);
    worker = await startService({ MOU_SMTP_URL: smtp.url, MOU_CONTACTS: join(folder, 'contacts.yaml'), MOU_DROP_FOLDER: folder });
    expect((await mouJson(['open', 'us-rok-tpd', '--mou', id])).exitCode).toBe(0);
  });
  afterAll(async () => {
    await worker.stop();
    await smtp.stop();
    await rm(folder, { recursive: true });
  });

  test('shows what happened to each message, and sends again what did not arrive', async () => {
    await expect.poll(async () => (await mouJson(['deliveries', id])).json.waiting, { interval: 500 }).toBe(0);
    const { json } = await mouJson(['deliveries', id]);
    const byKey = new Map(json.deliveries.map((one: { key: string }) => [one.key, one]));
    expect(byKey.get(`${id}/1/us`)).toMatchObject({ status: 'accepted', channel: 'email', detail: '250 OK: message queued' });
    expect(byKey.get(`${id}/1/rok`)).toMatchObject({ status: 'dead', detail: expect.stringContaining('550 No such mailbox') });
    // Without a register the server's own index tells, a moment later.
    const listed = async (): Promise<unknown[]> => (await mouJson(['list', '--dead-letters'])).json;
    await expect.poll(listed, { interval: 500 }).toContainEqual(expect.objectContaining({ mou: id, deadLetters: 1 }));
    const { stdout } = await mou(['deliveries', id]);
    expect(stdout).toContain('1 did not arrive. Accepted says that the other side took the message. It is never delivery of a notice.');
    smtp.answers.clear();
    expect((await mouJson(['resend', id, '--all'])).json).toEqual({ mou: id, resending: [`${id}/1/rok`] });
    await expect.poll(async () => (await mouJson(['deliveries', id])).json.dead, { interval: 500 }).toBe(0);
  });

  test('asks for one key or for all, and knows a key that was never used', async () => {
    expect((await mouJson(['resend', id])).exitCode).toBe(2);
    expect(await mouJson(['resend', id, '--key', `${id}/99/us`])).toMatchObject({ exitCode: 2, json: { error: { code: 'INVALID' } } });
    expect((await mouJson(['resend', 'never-opened', '--all'])).exitCode).toBe(4);
  });

  test('changes contacts by an act, and shows them', async () => {
    const contacts = [{ id: 'registry', channel: 'file', folder: 'us-registry' }];
    expect((await mouJson(['change-contacts', id, '--by', 'us', '--contacts', JSON.stringify(contacts)])).exitCode).toBe(0);
    expect((await mouJson(['contacts', id])).json).toEqual({ mou: id, contacts: { us: contacts, rok: [] } });
    expect((await mou(['contacts', id])).stdout).toMatch(/us +registry +file +us-registry/);
    const statuses = async () =>
      (await mouJson(['deliveries', id])).json.deliveries.find(({ key }: { key: string }) => key === `${id}/2/us/registry`);
    await expect.poll(statuses, { interval: 500 }).toMatchObject({ status: 'accepted', channel: 'file' });
  });

  test('reads bounces from a mailbox, and passes over those of others', async () => {
    // After it was accepted: a report of before would be of another attempt.
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const report = (key: string) =>
      [
        `Date: ${date}`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        '',
        '--B',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        '',
        'Final-Recipient: rfc822; desk@us.example',
        'Action: failed',
        'Status: 5.1.1',
        '',
        '--B',
        'Content-Type: text/rfc822-headers',
        '',
        `X-MOU-Idempotency-Key: ${key}`,
        '',
        '--B--',
        '',
      ].join('\r\n');
    await writeFile(join(folder, '1.eml'), report(`${id}/1/us`));
    await writeFile(join(folder, '2.eml'), report('elsewhere/1/us'));
    for (let again = 0; again < 2; again += 1) {
      expect((await mouJson(['bounces', folder])).json).toEqual({ reports: 2, recorded: [`${id}/1/us`] });
    }
    expect((await mouJson(['deliveries', id])).json).toMatchObject({ dead: 1 });
  });

  test('does not find a mailbox that is not there', async () => {
    const missing = join(folder, 'no-mailbox');
    expect(await mouJson(['bounces', missing])).toMatchObject({
      exitCode: 4,
      json: { error: { code: 'NOT_FOUND', message: `${missing}: no such file` } },
    });
  });
});
