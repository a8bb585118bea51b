/**
 * The telephone by amazon-connect-streams: the same against Amazon Connect and against the centre
 * on a laptop.
 *
 * There is one for a document, since the library keeps all it has under one global name.
 */
import * as commands from '@/pages/agent/telephone/commands';
import { Frame } from '@/pages/agent/telephone/frame';
import { watchLink } from '@/pages/agent/telephone/link';
import {
  type Contact,
  SILENT,
  type Telephone,
  type TelephoneState,
} from '@/pages/agent/telephone/port';
import { ofSoftphone } from '@/pages/agent/telephone/problems';
import { agentOf, contactOf } from '@/pages/agent/telephone/reading';
import type { World } from '@/world';

export class StreamsTelephone implements Telephone {
  readonly setStatus = commands.setStatus;
  readonly accept = commands.accept;
  readonly reject = commands.reject;
  readonly leave = commands.leave;
  readonly hold = commands.hold;
  readonly resume = commands.resume;
  readonly dropLeg = commands.dropLeg;
  readonly press = commands.press;
  readonly mute = commands.mute;
  readonly quickConnects = commands.quickConnects;
  readonly consult = commands.consult;
  readonly swap = commands.swap;
  readonly conference = commands.conference;
  readonly call = commands.call;
  readonly pause = commands.pause;
  readonly continueTask = commands.continueTask;
  readonly complete = commands.complete;
  readonly clear = commands.clear;
  readonly openChat = commands.openChat;
  readonly #world: World;
  readonly #tenant: string;
  readonly #listeners = new Set<() => void>();
  #state: TelephoneState = SILENT;
  #frame: Frame | null = null;
  #popup: Window | null = null;
  #popupTimer: ReturnType<typeof setInterval> | undefined;
  #stopLooking: () => void = () => undefined;

  constructor(world: World, tenant: string) {
    this.#world = world;
    this.#tenant = tenant;
  }

  get state(): TelephoneState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    if (this.#frame === null) {
      this.#frame = new Frame(document);
      void this.#initialise(this.#frame);
    }
  }

  stop(): void {
    if (this.#frame !== null) {
      void this.#leave(this.#frame);
    }
  }

  /** Nobody is to be reached by who has gone: offline, and signed out of Amazon Connect too. */
  async #leave(frame: Frame): Promise<void> {
    const offline = this.#state.agent?.statuses.find(({ type }) => type === 'offline');
    if (offline !== undefined) {
      await commands.setStatus(offline.name).catch(() => undefined);
    }
    this.#stopLooking();
    frame.remove();
    const url = new URL('/connect/logout', this.#world.ccp.url);
    await fetch(url, { credentials: 'include', mode: 'no-cors' }).catch(() => undefined);
    // The library cannot begin a second time in one document: who signs in next loads it anew.
    location.reload();
  }

  async #initialise(frame: Frame): Promise<void> {
    try {
      await import('@/pages/agent/telephone/library');
    } catch {
      this.#change({ trouble: 'network_lost', link: 'exhausted' });
      return;
    }
    try {
      this.#begin(frame);
    } catch {
      this.#change({ trouble: 'refused', link: 'exhausted' });
    }
  }

  #begin(frame: Frame): void {
    const { ccp, chat, region } = this.#world;
    if (chat.endpoint !== null) {
      connect.ChatSession.setGlobalConfig({ endpoint: chat.endpoint } as connect.ChatGlobalConfig);
    }
    connect.core.initCCP(frame.element, {
      ccpUrl: ccp.url,
      loginUrl: this.#signInUrl(),
      // A page that opens by itself is one that browsers block: our panel has a button.
      loginPopup: false,
      region,
      softphone: { allowFramedSoftphone: true },
      pageOptions: { enableAudioDeviceSettings: true },
    });
    this.#stopLooking = watchLink((link) => {
      if (link === 'connected') {
        this.#popup?.close();
        this.#popup = null;
      }
      this.#change({ link, ...(link === 'connected' ? { isPopupBlocked: false } : {}) });
    });
    connect.agent((agent) => this.#follow(agent));
  }

  #follow(agent: connect.Agent): void {
    agent.onRefresh((fresh) => this.#read(fresh));
    agent.onMuteToggle(({ muted }) => this.#change({ isMuted: muted }));
    agent.onSoftphoneError((error) => this.#change({ trouble: ofSoftphone(error.errorType) }));
    agent.onWebSocketConnectionLost(() => this.#change({ trouble: 'network_lost' }));
    agent.onWebSocketConnectionGained(() => this.#gained());
    this.#read(agent);
  }

  #read(agent: connect.Agent): void {
    const contacts = agent
      .getContacts()
      .map((each) => contactOf(each, this.#tenant))
      .filter((each): each is Contact => each !== null);
    const isTalking = contacts.some((each) => each.channel === 'voice');
    commands.forgetChats(contacts);
    this.#change({
      agent: agentOf(agent),
      contacts,
      isMuted: isTalking && this.#state.isMuted,
    });
  }

  #gained(): void {
    if (this.#state.trouble === 'network_lost') {
      this.#change({ trouble: null });
    }
  }

  #signInUrl(): string {
    return this.#world.ccp.saml_url ?? this.#world.ccp.login_url;
  }

  signIn(): void {
    const popup = window.open(this.#signInUrl(), 'santral-connect', 'width=480,height=640');
    this.#popup = popup;
    this.#change({ isPopupBlocked: popup === null });
    clearInterval(this.#popupTimer);
    if (popup === null) {
      return;
    }
    this.#popupTimer = setInterval(() => {
      if (!popup.closed) {
        return;
      }
      clearInterval(this.#popupTimer);
      // Where the library has given up meanwhile, only loading it anew makes it try again.
      if (this.#state.link === 'exhausted') {
        location.reload();
      }
    }, 500);
  }

  forgetTrouble(): void {
    this.#change({ trouble: null });
  }

  showPanel(isShown: boolean): void {
    this.#frame?.show(isShown);
  }

  #change(change: Partial<TelephoneState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
