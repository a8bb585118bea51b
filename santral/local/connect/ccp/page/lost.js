// A server that begins anew knows nothing of the contacts of before. Whoever looks is shown that
// they have ended, so that the host page lets the agent finish her notes; then they are gone.

const OVER = new Set(['ended', 'missed', 'error', 'rejected']);

// What was known before, with all that is lost as ended; null where nothing is.
export function asEnded(before, now) {
  if (!before) return null;
  const there = new Set(now.snapshot.contacts.map((each) => each.contactId));
  const lost = before.snapshot.contacts.filter(
    (each) => !there.has(each.contactId) && !OVER.has(each.state.type),
  );
  if (!lost.length) return null;
  const at = new Date();
  const ended = { type: 'ended', timestamp: at };
  const contacts = lost.map((each) => ({
    ...each,
    state: ended,
    status: ended,
    connections: each.connections.map((line) => ({
      ...line,
      state: { type: 'disconnected', timestamp: at },
    })),
  }));
  const state = { agentStateARN: null, name: 'AfterCallWork', type: 'system', startTimestamp: at };
  return { ...now, snapshot: { ...now.snapshot, state, contacts } };
}
