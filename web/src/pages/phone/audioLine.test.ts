import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AudioLine } from '../../../../santral/local/connect/ccp/page/audio.js';

class FakeTrack {
  enabled = true;
  onended: (() => void) | null = null;
  isOpen = true;
  stop() {
    this.isOpen = false;
  }
}

class FakeConnection {
  iceGatheringState = 'complete';
  signalingState = 'have-local-offer';
  connectionState = 'new';
  localDescription = { sdp: 'an offer' };
  addTrack() {}
  addTransceiver() {}
  async setLocalDescription() {}
  close() {}
}

const tracks: FakeTrack[] = [];
const devices = Object.assign(new EventTarget(), {
  async getUserMedia() {
    const track = new FakeTrack();
    tracks.push(track);
    return { getTracks: () => [track], getAudioTracks: () => [track] };
  },
});

beforeEach(() => {
  tracks.length = 0;
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'mediaDevices');
});

function newLine() {
  const offers: string[] = [];
  const troubles: (string | null)[] = [];
  const line = new AudioLine({
    send: (sdp) => offers.push(sdp),
    trouble: (code) => troubles.push(code),
  });
  return { line, offers, troubles };
}

it('keeps no microphone open where the server has no voices', async () => {
  const { line, offers, troubles } = newLine();
  line.talk(true);
  await vi.waitFor(() => expect(offers).toEqual(['an offer']));

  line.receive({ error: 'no_voice' });

  expect(troubles).toEqual(['no_voice']);
  expect(tracks.map(({ isOpen }) => isOpen)).toEqual([false]);
  await line.ready();
  devices.dispatchEvent(new Event('devicechange'));
  expect(tracks).toHaveLength(1);
});

it('lets go of a microphone that is given after nobody wants it any more', async () => {
  const { line, offers } = newLine();
  line.talk(true);
  line.talk(false);

  await vi.waitFor(() => expect(tracks.map(({ isOpen }) => isOpen)).toEqual([false]));
  expect(offers).toEqual([]);
});
