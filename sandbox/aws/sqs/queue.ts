// One queue as a pure machine: a state, a deed and a moment in; a state and what came of it out.
// Nothing here knows of other queues, of the wire or of a clock, so that its laws can be tested on any history.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Retention counts from here. */
  readonly sentAt: number;
  /** Not to be received before this moment: a delay, or the visibility timeout of who received it last. */
  readonly hiddenUntil: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  readonly receivedAt?: number;
  /** Changes with every receive, so that an old handle is known to be old. */
  readonly receipt?: string;
  readonly group?: string;
  readonly deduplication?: string;
  readonly sequence: number;
  readonly senderId?: string;
  /** The queue that gave it up, in a dead-letter queue. */
  readonly sourceArn?: string;
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

/** What the last five minutes saw of one deduplication id. */
interface Remembered {
  readonly deduplication: string;
  readonly id: string;
  readonly sequence: number;
  readonly at: number;
}

export interface Queue {
  readonly rules: QueueRules;
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly recent: readonly Remembered[];
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
  readonly senderId?: string;
}

export interface Sent {
  readonly queue: Queue;
  readonly id: string;
  readonly sequence: number;
  readonly isDouble: boolean;
}

/** Keeps the message, or answers with the one that it doubles. */
export const send = (queue: Queue, { delayMs, ...sending }: Sending, now: number): Sent => {
  const recent = queue.recent.filter(({ at }) => now - at < deduplicationMs);
  const { id, deduplication } = sending;
  const double =
    deduplication === undefined ? undefined : recent.find((seen) => seen.deduplication === deduplication);
  if (double !== undefined) {
    return { queue: { ...queue, recent }, id: double.id, sequence: double.sequence, isDouble: true };
  }
  const sequence = queue.nextSequence;
  const message: Message = {
    ...sending,
    sentAt: now,
    hiddenUntil: now + (delayMs ?? queue.rules.delayMs),
    receives: 0,
    sequence,
  };
  return {
    queue: {
      ...queue,
      messages: [...queue.messages, message],
      recent: deduplication === undefined ? recent : [...recent, { deduplication, id, sequence, at: now }],
      nextSequence: sequence + 1,
    },
    id,
    sequence,
    isDouble: false,
  };
};

/**
 * Takes over a message that another queue gave up. It is no double of anything, is seen at once, and in a standard
 * queue keeps the age it had; a FIFO queue starts its retention anew.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const bury = (queue: Queue, dead: Message, sourceArn: string, now: number): Queue => {
  const { receipt: _, receivedAt: __, ...rest } = dead;
  const message: Message = {
    ...rest,
    sentAt: queue.rules.isFifo ? now : dead.sentAt,
    hiddenUntil: now,
    sequence: queue.nextSequence,
    sourceArn,
  };
  return { ...queue, messages: [...queue.messages, message], nextSequence: queue.nextSequence + 1 };
};

export interface Received {
  readonly queue: Queue;
  readonly received: readonly Message[];
  readonly dead: readonly Message[];
}

/** Hands out up to `max` messages; those that were received too often come back as `dead` instead. */
export const receive = (
  queue: Queue,
  max: number,
  visibilityMs: number,
  now: number,
  receipts: (message: Message) => string,
): Received => {
  const alive = expire(queue, now);
  const { isFifo, maxReceives = Number.POSITIVE_INFINITY } = queue.rules;
  // A group waits while one of its messages is away, and none overtakes one that stands before it.
  const closed = new Set(
    alive.messages.filter((message) => isInFlight(message, now)).map(({ group }) => group),
  );
  const isOpen = (message: Message) => !isFifo || !closed.has(message.group);
  const received: Message[] = [];
  const dead: Message[] = [];
  const messages = alive.messages.flatMap((message): readonly Message[] => {
    const isReady = message.hiddenUntil <= now && isOpen(message);
    if (isReady && message.receives >= maxReceives) {
      dead.push(message);
      return [];
    }
    if (!isReady || received.length >= max) {
      closed.add(message.group);
      return [message];
    }
    const taken: Message = {
      ...message,
      hiddenUntil: now + visibilityMs,
      receives: message.receives + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
      receivedAt: now,
      receipt: receipts(message),
    };
    received.push(taken);
    return [taken];
  });
  return { queue: { ...alive, messages }, received, dead };
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

/** Takes out what can be seen, for a move task; what is in flight or delayed stays. */
export const drain = (
  queue: Queue,
  now: number,
): { readonly queue: Queue; readonly drained: readonly Message[] } => {
  const { messages, ...rest } = expire(queue, now);
  const isStaying = ({ hiddenUntil }: Message) => hiddenUntil > now;
  return {
    queue: { ...rest, messages: messages.filter(isStaying) },
    drained: messages.filter((message) => !isStaying(message)),
  };
};

/** Deletes everything, in flight or not. What was sent stays remembered, so its doubles are still dropped. */
export const purge = (queue: Queue): Queue => ({ ...queue, messages: [] });

/** Forgets what is older than the retention period, wherever it is. */
export const expire = (queue: Queue, now: number): Queue => ({
  ...queue,
  messages: queue.messages.filter(({ sentAt }) => now - sentAt < queue.rules.retentionMs),
});

export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** Of the visible ones, how many a receive would get now: a group waits for its first message. */
  readonly receivable: number;
}

export const depthOf = (queue: Queue, now: number): Depth => {
  const { messages } = expire(queue, now);
  const hidden = messages.filter(({ hiddenUntil }) => hiddenUntil > now).length;
  const inFlight = messages.filter((message) => isInFlight(message, now)).length;
  return {
    visible: messages.length - hidden,
    inFlight,
    delayed: hidden - inFlight,
    receivable: receive(queue, Number.POSITIVE_INFINITY, 0, now, () => "").received.length,
  };
};

/** When a message that is hidden now can next be received; undefined when none is hidden. */
export const nextVisibleAt = (queue: Queue, now: number): number | undefined => {
  const moments = queue.messages.map(({ hiddenUntil }) => hiddenUntil).filter((at) => at > now);
  return moments.length === 0 ? undefined : Math.min(...moments);
};

export const isInFlight = ({ receipt, hiddenUntil }: Message, now: number): boolean =>
  receipt !== undefined && hiddenUntil > now;
