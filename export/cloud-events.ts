/** The log as a batch of CloudEvents 1.0 in JSON (media type `application/cloudevents-batch+json`), for event routers and stores. */
import { type CloudEvent, cloudEvent } from '../projections/cloud-events.ts';
import type { Dossier } from './dossier.ts';
import { headsOf } from './json.ts';

export const cloudEvents = ({ mou, log }: Dossier): CloudEvent[] => {
  const heads = headsOf(mou, log);
  return log.map((event, at) => cloudEvent(mou, event, heads[at]));
};
