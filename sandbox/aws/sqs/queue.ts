// One queue as a pure machine: state and a deed in, state and what came of it out. Time is handed in.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly sentAt: number;
  /** Not to be received before this moment: a delay, or the visibility timeout of who received it last. */
  readonly hiddenUntil: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  /** Changes with every receive, so that an old handle is known to be old. */
  readonly receipt?: string;
  readonly group?: string;
  readonly deduplication?: string;
  readonly sequence: number;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

export interface QueueRules {
  readonly isFifo: boolean;
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly maxReceives?: number;
}

export interface Queue {
  readonly rules: QueueRules;
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Deduplication ids of the last five minutes → the message that was kept, and when. */
  readonly recent: readonly { readonly deduplication: string; readonly id: string; readonly at: number }[];
  readonly nextSequence: number;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const deduplicationMs = 5 * 60_000;

export const emptyQueue = (rules: QueueRules): Queue => ({
  rules,
  messages: [],
  recent: [],
  nextSequence: 1,
});

export interface Sending {
  readonly id: string;
  readonly body: string;
  readonly attributes: Message["attributes"];
  readonly delayMs?: number;
  readonly group?: string;
  readonly deduplication?: string;
}

/** Keeps the message, or the id of the one that it doubles. */
export const send = (
  queue: Queue,
  sending: Sending,
  now: number,
): { readonly queue: Queue; readonly id: string; readonly isDouble: boolean } => {
  const recent = queue.recent.filter(({ at }) => now - at < deduplicationMs);
  const double = recent.find(({ deduplication }) => deduplication === sending.deduplication);
  if (double !== undefined) return { queue: { ...queue, recent }, id: double.id, isDouble: true };
  const { id, body, attributes, group, deduplication } = sending;
  const message: Message = {
    id,
    body,
    attributes,
    sentAt: now,
    hiddenUntil: now + (sending.delayMs ?? queue.rules.delayMs),
    receives: 0,
    sequence: queue.nextSequence,
    ...(group === undefined ? {} : { group }),
    ...(deduplication === undefined ? {} : { deduplication }),
  };
  return {
    queue: {
      ...queue,
      messages: [...queue.messages, message],
      recent: deduplication === undefined ? recent : [...recent, { deduplication, id, at: now }],
      nextSequence: queue.nextSequence + 1,
    },
    id,
    isDouble: false,
  };
};

/** Hands out up to `max` messages; those that were received too often come back as `dead` instead. */
export const receive = (
  queue: Queue,
  max: number,
  visibilityMs: number,
  now: number,
  receipts: () => string,
): { readonly queue: Queue; readonly received: readonly Message[]; readonly dead: readonly Message[] } => {
  const alive = expire(queue, now);
  const isWorn = (message: Message) =>
    queue.rules.maxReceives !== undefined && message.receives >= queue.rules.maxReceives;
  const visible = alive.messages.filter(({ hiddenUntil }) => hiddenUntil <= now);
  const dead = visible.filter(isWorn);
  const rest = alive.messages.filter((message) => !dead.includes(message));
  const taken = new Map<string, Message>();
  // A group waits for its first message: none behind it is handed out while that one is away.
  const blocked = new Set<string>();
  for (const message of rest) {
    const isReady =
      message.hiddenUntil <= now && !(message.group !== undefined && blocked.has(message.group));
    if (isReady && taken.size < max) {
      taken.set(message.id, {
        ...message,
        hiddenUntil: now + visibilityMs,
        receives: message.receives + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
        receipt: receipts(),
      });
    } else if (message.group !== undefined) {
      blocked.add(message.group);
    }
  }
  return {
    queue: { ...alive, messages: rest.map((message) => taken.get(message.id) ?? message) },
    received: [...taken.values()],
    dead,
  };
};

/** Deletes by the newest receipt; an old one, or one of a deleted message, deletes nothing. */
export const remove = (queue: Queue, receipt: string): Queue => ({
  ...queue,
  messages: queue.messages.filter((message) => message.receipt !== receipt),
});

/** Hides or shows a message that is out; undefined when it is not. */
export const changeVisibility = (
  queue: Queue,
  receipt: string,
  visibilityMs: number,
  now: number,
): Queue | undefined => {
  const found = queue.messages.find((message) => message.receipt === receipt && message.hiddenUntil > now);
  if (found === undefined) return undefined;
  const changed = { ...found, hiddenUntil: now + visibilityMs };
  return { ...queue, messages: queue.messages.map((message) => (message === found ? changed : message)) };
};

export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Of the visible ones, how many a receive would get now: a group waits for its first message. */
  readonly receivable: number;
}

export const depthOf = (queue: Queue, now: number): Depth => {
  const hidden = queue.messages.filter(({ hiddenUntil }) => hiddenUntil > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  return {
    visible: queue.messages.length - hidden.length,
    inFlight,
    delayed: hidden.length - inFlight,
    receivable: receive(queue, Number.POSITIVE_INFINITY, 0, now, () => "").received.length,
  };
};

/** When a message that is hidden now can next be received; undefined when none is hidden. */
export const nextVisibleAt = (queue: Queue, now: number): number | undefined => {
  const moments = queue.messages.map(({ hiddenUntil }) => hiddenUntil).filter((at) => at > now);
  return moments.length === 0 ? undefined : Math.min(...moments);
};

const expire = (queue: Queue, now: number): Queue => ({
  ...queue,
  messages: queue.messages.filter(({ sentAt }) => now - sentAt < queue.rules.retentionMs),
});
