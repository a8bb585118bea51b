// The panel's own face: her state, her contacts with what can be done with them, and a pad.
// Everything that comes from others is set as text.

import { actsFor } from './acts.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const KINDS = { voice: 'Call', queue_callback: 'Callback', chat: 'Chat', task: 'Task', email: 'E-mail' };
const STATES = {
  connecting: 'ringing', incoming: 'ringing', pending: 'being called', connected: 'connected', paused: 'paused',
  ended: 'wrap-up', missed: 'missed', rejected: 'declined', error: 'not reached',
};
const RINGS = new Set(['connecting', 'incoming']);

const $ = (id) => document.getElementById(id);

function element(tag, text, members = {}) {
  const made = Object.assign(document.createElement(tag), members);
  if (text !== undefined) made.textContent = text;
  return made;
}

function who(line) {
  const at = line.endpoint;
  return line.chatMediaInfo?.customerName ?? at?.name ?? at?.phoneNumber ?? (line.type === 'agent' ? 'You' : 'Customer');
}

export class Panel {
  #cards = new Map(); // contact id -> {card, key}
  #update = null;
  #mute = false;
  #quick = null; // endpoints, once they were asked for

  constructor({ api, setMuted }) {
    this.api = api;
    this.setMuted = setMuted;
    $('state').onchange = () => this.#choose();
    $('pad').onsubmit = (event) => {
      event.preventDefault();
      this.#call();
    };
    $('dial').ontoggle = () => $('dial').open && this.#askForQuick();
    for (const key of KEYS) {
      const button = element('button', key, { type: 'button' });
      button.onclick = () => this.#key(key);
      $('keys').append(button);
    }
  }

  // --- what she is told ---

  warn(text) {
    $('banner').textContent = text;
    $('banner').hidden = !text;
  }

  connected(is) {
    this.warn(is ? '' : 'The server does not answer. Trying again…');
    $('state').disabled = !is;
    for (const button of document.querySelectorAll('main button')) button.disabled = !is;
  }

  signedOut() {
    $('doing').textContent = 'Signed out';
    const link = element('a', 'Sign in', { href: '/ccp-v2/login', target: '_blank', rel: 'opener' });
    $('contacts').replaceChildren(link);
    this.#cards.clear();
    this.#update = null;
  }

  muted(is) {
    this.#mute = is;
    if (this.#update) this.show(this.#update);
  }

  show(update) {
    const { snapshot, configuration } = update;
    if (!this.#update) $('contacts').replaceChildren();
    this.#update = update;
    $('name').textContent = configuration.name;
    const next = snapshot.nextState ? `, then ${snapshot.nextState.name}` : '';
    $('doing').textContent = snapshot.state.name + next;
    this.#states(snapshot, configuration);
    $('call').disabled = !configuration.permissions.includes('outboundCall');
    this.#contacts(snapshot.contacts);
  }

  #states(snapshot, configuration) {
    const now = snapshot.nextState?.name ?? snapshot.agentAvailabilityState.state;
    $('state').replaceChildren(
      ...configuration.agentStates.map((each) =>
        element('option', each.name, { value: each.agentStateARN, selected: each.name === now })),
    );
  }

  #contacts(contacts) {
    const there = new Set(contacts.map((each) => each.contactId));
    for (const [id, { card }] of this.#cards) {
      if (!there.has(id)) {
        card.remove();
        this.#cards.delete(id);
      }
    }
    for (const contact of contacts) this.#contact(contact);
  }

  // Made anew where something has changed, so that a button under a finger stays.
  #contact(contact) {
    const known = this.#cards.get(contact.contactId);
    const key = JSON.stringify([contact, this.#mute, this.#quick]);
    if (known?.key === key) return;
    if (known?.state !== contact.state.type && RINGS.has(contact.state.type)) {
      $('live').textContent = `${KINDS[contact.type]} ringing`;
    }
    const act = document.activeElement?.dataset?.act;
    const card = this.#card(contact);
    if (known) known.card.replaceWith(card);
    else $('contacts').append(card);
    if (act && known?.card.contains(document.activeElement) === false) {
      card.querySelector(`[data-act="${act}"]`)?.focus();
    }
    this.#cards.set(contact.contactId, { card, key, state: contact.state.type });
  }

  #card(contact) {
    const card = element('article', undefined, { className: RINGS.has(contact.state.type) ? 'rings' : '' });
    card.append(element('h2', `${KINDS[contact.type] ?? contact.type}: ${STATES[contact.state.type]}`));
    if (contact.queue?.name) card.append(element('small', contact.queue.name));
    if (contact.name) card.append(element('p', contact.name));
    const lines = element('ul');
    for (const line of contact.connections.filter((each) => each.type !== 'agent')) {
      lines.append(element('li', `${who(line)} (${line.state.type}${line.mute ? ', muted' : ''})`));
    }
    const acts = element('div', undefined, { className: 'acts' });
    for (const each of actsFor(contact, { mute: this.#mute })) acts.append(this.#button(contact, each));
    card.append(lines, acts);
    if (contact.state.type === 'connected' && contact.initiationMethod !== 'monitor') card.append(this.#transfer(contact));
    return card;
  }

  #button(contact, { name, label, kind, method, params, mute }) {
    const button = element('button', label, { className: kind ?? '' });
    button.dataset.act = `${contact.contactId}-${name}`;
    button.onclick = () => (method ? this.#do(method, { contactId: contact.contactId, ...params }) : this.setMuted(mute));
    return button;
  }

  #transfer(contact) {
    const acts = element('div', undefined, { className: 'acts' });
    const select = element('select');
    select.setAttribute('aria-label', 'Pass on to');
    select.append(element('option', this.#quick ? 'Pass on to…' : 'Quick connects…', { value: '' }));
    (this.#quick ?? []).forEach((each, at) => select.append(element('option', each.name, { value: at })));
    select.onfocus = () => this.#askForQuick();
    select.dataset.act = `${contact.contactId}-transfer`;
    select.onchange = () => {
      if (select.value === '') return;
      const { endpointId, ...endpoint } = this.#quick[Number(select.value)];
      this.#do('createAdditionalConnection', { contactId: contact.contactId, endpoint });
    };
    acts.append(select);
    return acts;
  }

  // --- what she does ---

  async #do(method, params) {
    try {
      await this.api(method, params);
      this.warn('');
    } catch (error) {
      this.warn(sentence(error));
    }
  }

  #choose() {
    const state = this.#update.configuration.agentStates.find((each) => each.agentStateARN === $('state').value);
    this.#do('putAgentState', { state, enqueueNextState: true });
  }

  #call() {
    const wanted = $('number').value.trim();
    const quick = this.#quick?.find((each) => each.name === wanted);
    const endpoint = quick ?? { type: 'phone_number', phoneNumber: wanted.replace(/[\s()-]/g, '') };
    if (wanted) this.#do('createOutboundContact', { endpoint });
  }

  #key(key) {
    const call = this.#update?.snapshot.contacts.find(
      (each) => ['voice', 'queue_callback'].includes(each.type) && each.state.type === 'connected',
    );
    if (!call) {
      $('number').value += key;
      return;
    }
    const to = call.connections.find((each) => each.initial);
    this.#do('sendDigits', { contactId: call.contactId, connectionId: to.connectionId, digits: key });
  }

  async #askForQuick() {
    if (this.#quick || !this.#update) return;
    const queueARNs = this.#update.configuration.routingProfile.queues.map((each) => each.queueARN);
    try {
      const { endpoints } = await this.api('getEndpoints', { queueARNs, maxResults: 500 });
      this.#quick = endpoints;
      $('quick').replaceChildren(...endpoints.map((each) => element('option', undefined, { value: each.name })));
      this.show(this.#update);
    } catch (error) {
      this.warn(sentence(error));
    }
  }
}

function sentence(error) {
  try {
    return JSON.parse(error.message).message;
  } catch {
    return 'It did not work.';
  }
}
