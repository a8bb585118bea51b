// What can be done with a contact in the state in which it is.
// An act: {name, label, kind, method, params}, or {name, label, mute} for her own microphone.

const VOICES = new Set(['voice', 'queue_callback']);
const ACTIVE = new Set(['connected', 'hold']);

export function actsFor(contact, { mute }) {
  switch (contact.state.type) {
    case 'connecting':
    case 'incoming':
      return contact.initiationMethod === 'outbound' ? [end(contact)] : [
        { name: 'accept', label: 'Accept', kind: 'main', method: 'acceptContact' },
        { name: 'reject', label: 'Reject', kind: 'bad', method: 'rejectContact' },
      ];
    case 'pending':
      return [end(contact)];
    case 'paused':
      return [{ name: 'resume', label: 'Resume', kind: 'main', method: 'resumeContact' }, end(contact)];
    case 'connected':
      return connected(contact, mute);
    default:
      return [{ name: 'close', label: 'Close contact', kind: 'main', method: 'clearContact' }];
  }
}

function connected(contact, mute) {
  const agent = contact.connections.find((each) => each.type === 'agent');
  if (agent?.monitorStatus) return [...monitoring(agent), end(contact)];
  if (!VOICES.has(contact.type)) {
    const pause = contact.type === 'task' ? [{ name: 'pause', label: 'Pause', method: 'pauseContact' }] : [];
    return [...pause, end(contact)];
  }
  const customer = contact.connections.find((each) => each.initial);
  const third = contact.connections.find((each) => !each.initial && each.type === 'outbound');
  return [
    hold(customer),
    { name: 'mute', label: mute ? 'Unmute' : 'Mute', mute: !mute },
    ...(third ? others(third) : []),
    end(contact),
  ];
}

function hold(line) {
  const waits = line.state.type === 'hold';
  return {
    name: 'hold', label: waits ? 'Resume' : 'Hold', method: waits ? 'resumeConnection' : 'holdConnection',
    params: { connectionId: line.connectionId },
  };
}

function others(third) {
  const reached = ACTIVE.has(third.state.type);
  const both = reached ? [
    { name: 'join', label: 'Join all', method: 'conferenceConnections' },
    { name: 'swap', label: 'Swap', method: 'toggleActiveConnections' },
  ] : [];
  const params = { connectionId: third.connectionId };
  return [...both, { name: 'take-back', label: 'Hang up the other', method: 'destroyConnection', params }];
}

function monitoring(agent) {
  const barges = agent.monitorStatus === 'BARGE';
  if (!agent.monitorCapabilities?.includes('BARGE')) return [];
  return [{
    name: 'barge', label: barges ? 'Only listen' : 'Join in', method: 'updateMonitorParticipantState',
    params: { targetMonitorMode: barges ? 'SILENT_MONITOR' : 'BARGE' },
  }];
}

function end(contact) {
  const agent = contact.connections.find((each) => each.type === 'agent');
  return {
    name: 'end', label: 'End', kind: 'bad', method: 'destroyConnection',
    params: { connectionId: agent?.connectionId },
  };
}
