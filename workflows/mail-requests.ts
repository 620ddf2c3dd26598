/** What is asked of a memorandum's messages: what became of them, to send one again, to record that one bounced. */
import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { problemOf } from '../domain/report.ts';
import { pageOf } from './log-carrier.ts';
import { bounceUpdate, deliveriesQuery, resendUpdate } from './messages.ts';
import type { Outbox } from './outbox.ts';

const refused = (code: string, message: string): ApplicationFailure =>
  ApplicationFailure.create({ message, type: code, nonRetryable: true, details: [{ code, message }] });

const mustBeKnown = ({ deliveries }: Outbox, key: string): void => {
  if (!deliveries.find(key)) throw refused('INVALID', `key: no message ${key} was sent or given up; one still on its way is tried anyway`);
};

const mustBeServed = (outbox: Outbox, key: string): void => {
  mustBeKnown(outbox, key);
  const { recipient } = outbox.deliveries.find(key) ?? { recipient: '' };
  if (!outbox.isServed(recipient)) throw refused('INVALID', `key: ${recipient} is a contact no longer, and is not told of anything`);
};

export const listenForMail = (outbox: Outbox): void => {
  const { deliveries } = outbox;
  setHandler(deliveriesQuery, (after) => pageOf(deliveries.all, after));
  const resendable = (keys: string[] | null) =>
    keys ?? deliveries.deadKeys().filter((key) => outbox.isServed(deliveries.find(key)?.recipient ?? ''));
  setHandler(
    resendUpdate,
    (keys) => {
      const all = resendable(keys);
      for (const key of all) deliveries.resend(key);
      outbox.start();
      return all;
    },
    {
      validator: (keys) => {
        for (const key of resendable(keys)) mustBeServed(outbox, key);
      },
      description: 'Sends messages again',
    },
  );
  setHandler(bounceUpdate, (bounce) => deliveries.bounce(bounce), {
    validator: (bounce) => {
      const problem = problemOf(bounce);
      if (problem !== undefined) throw refused('INVALID', problem);
      mustBeKnown(outbox, bounce.key);
    },
    description: 'Records what a mail server reported of a message',
  });
};
