// The panel: passes on what the host page and the server say to one another, rings, carries the
// voice, and has a small face of its own.

import { AudioLine } from './audio.js';
import { Host, allows } from './host.js';
import { Link } from './link.js';
import { asEnded } from './lost.js';
import { Panel } from './panel.js';
import { Ring } from './ring.js';
import { TROUBLES } from './troubles.js';

const AUDIO = 'santral::audio'; // the topic whose master rings and speaks
const NOISE = new Set(['log', 'server_bound_internal_log', 'client_metric', 'click_stream_data', 'api_metric']);
const IGNORED = new Set([
  'outer_context_info', 'iframe_style', 'download_log_from_ccp', 'synchronize', 'configure',
]);
const AWAY_MS = 15 * 60_000; // as long as the server gives an agent her state back
const RINGS = new Set(['connecting', 'incoming']);
// Contact types and states in which somebody is, or is about to be, on the line.
const VOICES = new Set(['voice', 'queue_callback']);
const ON_THE_LINE = new Set(['incoming', 'pending', 'connecting', 'connected']);

const link = new Link();
const ring = new Ring();
const asking = new Map(); // of this page's own requests: id -> what takes the answer
const sent = new Map(); // requests of the host page that have no answer yet
let last = null; // the latest update
let run = null; // of the server
let anew = false; // whether the server has begun anew since
let portId = null;
let isMaster = false;
let settings = {}; // what the host page has configured
let closedAt = 0;
let isSignedOut = false;
let number = 0;

const audio = new AudioLine({
  send: (sdp) => link.send('audio', { sdp }),
  trouble: (code) => {
    const text = TROUBLES[code] ?? '';
    panel.warn(text);
    if (code) host.say('agent::softphone_error', { errorType: code, errorMessage: text, endPointUrl: '' });
  },
});
const host = new Host({ isAllowed: (origin) => allows(link.embed, origin), heard: fromHost, asked: (request) => link.send('sdk', request) });
const panel = new Panel({ api, setMuted: (mute) => link.send('broadcast', { event: 'mute', data: { mute } }) });

const unconnected = () => JSON.stringify({
  type: 'ConnectionException', message: 'The panel is not connected to its server.', stack: [],
  retryStatus: 'none', statusCode: 503,
});

// --- this page's own requests ---

function api(method, params = {}) {
  const requestId = `panel-${(number += 1)}`;
  if (method === 'acceptContact') takeAudio();
  return new Promise((resolve, reject) => {
    asking.set(requestId, ({ data, err }) => (err ? reject(new Error(err)) : resolve(data)));
    if (!link.send('api_request', { event: 'api_request', requestId, method, params })) {
      asking.delete(requestId);
      reject(new Error(unconnected()));
    }
  }).then((data) => {
    if (method === 'acceptContact') accepted(params.contactId);
    return data;
  });
}

// The library of a host page tells this by itself where it has accepted.
function accepted(contactId) {
  for (const event of ['contact::accepted', `contact::accepted::${contactId}`]) {
    link.send('broadcast', { event, data: { contactId } });
  }
}

// --- the host page ---

function fromHost(event, data) {
  if (event === 'synchronize') host.say('acknowledge');
  if (event === 'configure') configure(data);
  if (event === 'media_device_request') devices();
  if (IGNORED.has(event) || event === 'media_device_request') return;
  if (event === 'broadcast' && NOISE.has(data?.event)) return;
  if (event === 'broadcast' && data?.event === 'mute' && !data.data) data = { event: 'mute', data: { mute: true } };
  if (event === 'api_request') {
    if (data.method === 'acceptContact') takeAudio();
    sent.set(data.requestId, data);
  }
  if (!link.send(event, data) && event === 'api_request') fail(data);
}

function fail(request) {
  sent.delete(request.requestId);
  host.say('api_response', { event: request.event, requestId: request.requestId, data: null, err: unconnected() });
}

function configure(data) {
  settings = data ?? {};
  carry();
}

async function devices() {
  try {
    const found = await navigator.mediaDevices.enumerateDevices();
    host.say('media_device_response', found.map((each) => each.toJSON()));
  } catch {
    host.say('media_device_response', { error: 'no media devices' });
  }
}

// --- the server ---

link.addEventListener('open', ({ detail }) => {
  anew = run !== null && run !== detail.run;
  run = detail.run;
  isSignedOut = false;
  panel.connected(true);
  host.openChannel();
  // It was the server that went, not she: without this her callers would find nobody, and she would
  // not know why.
  if (anew && last && Date.now() - closedAt <= AWAY_MS) link.send('resume', { state: chosen(last) });
});

link.addEventListener('closed', () => {
  closedAt = Date.now();
  isMaster = false;
  carry();
  panel.connected(false);
  for (const request of [...sent.values()]) fail(request);
  for (const [requestId, answer] of [...asking]) {
    asking.delete(requestId);
    answer({ err: unconnected() });
  }
});

link.addEventListener('signed-out', () => {
  if (!host.isFramed) {
    location.replace('/ccp-v2/login');
    return;
  }
  panel.signedOut();
  if (!last || isSignedOut) return;
  isSignedOut = true;
  // Of what was in her hands nothing more will be heard; the host page opens the log-in.
  const ended = asEnded(last, { ...last, snapshot: { ...last.snapshot, contacts: [] } });
  if (ended) tell(ended);
  host.say('terminated');
});

link.addEventListener('frame', ({ detail: { event, data } }) => {
  const own = OWN[event];
  if (!own || own(data)) host.say(event, data ?? undefined);
});

function chosen({ snapshot, configuration }) {
  const name = snapshot.nextState?.name ?? snapshot.agentAvailabilityState.state;
  return configuration.agentStates.find((each) => each.name === name)?.agentStateARN ?? null;
}

// By event: what this page does with it, and whether the host page is told.
const OWN = {
  acknowledge(data) {
    if (portId !== data?.id) {
      portId = data.id;
      link.send('master_request', { requestId: `panel-${(number += 1)}`, method: 'checkMaster', params: { topic: AUDIO } });
    }
    return true;
  },
  'agent::update'(data) {
    const ended = anew ? asEnded(last, data) : null;
    anew = false;
    if (ended) show(ended);
    show(data);
    return false;
  },
  api_response(data) {
    sent.delete(data.requestId);
    const answer = asking.get(data.requestId);
    asking.delete(data.requestId);
    answer?.(data);
    return !answer;
  },
  master_response({ requestId, data }) {
    if (data.topic !== AUDIO) return true;
    isMaster = data.masterId === portId;
    carry();
    return !String(requestId).startsWith('panel-');
  },
  update_connected_ccps() {
    // Whoever carried the voice may have been closed.
    if (!isMaster && portId) {
      link.send('master_request', { requestId: `panel-${(number += 1)}`, method: 'checkMaster', params: { topic: AUDIO } });
    }
    return true;
  },
  mute({ mute }) {
    audio.mute(mute);
    panel.muted(mute);
    host.say('agent::mute_toggle', { muted: mute });
    return true;
  },
  audio(data) {
    audio.receive(data);
    return false;
  },
  sdk(data) {
    host.answer(data);
    return false;
  },
  terminated() {
    setTimeout(() => location.reload(), 500);
    return true;
  },
};

function tell(update) {
  const { snapshot } = update;
  snapshot.localTimestamp = Date.now();
  snapshot.skew = snapshot.snapshotTimestamp - snapshot.localTimestamp;
  last = update;
  host.say('agent::update', update);
}

function show(update) {
  tell(update);
  panel.show(update);
  carry();
}

// --- what is heard ---

// The tab in which she answers is the one in which she speaks.
function takeAudio() {
  if (!isMaster) {
    link.send('master_request', { requestId: `panel-${(number += 1)}`, method: 'becomeMaster', params: { topic: AUDIO } });
  }
}

function carry() {
  const softphone = settings.softphone ?? {};
  // As in Amazon Connect, a framed panel speaks where its host page has allowed it.
  const speaks = isMaster && link.isOpen && (!host.isFramed || softphone.allowFramedSoftphone === true);
  const contacts = last?.snapshot.contacts ?? [];
  audio.talk(speaks && contacts.some(isOnTheLine));
  const rings = contacts.some((each) => RINGS.has(each.state.type) && !isOutbound(each));
  ring.set(rings && isMaster && link.isOpen && softphone.disableRingtone !== true);
}

const isOnTheLine = ({ type, state }) => VOICES.has(type) && ON_THE_LINE.has(state?.type);
const isOutbound = (contact) => contact.initiationMethod === 'outbound';

link.open();
