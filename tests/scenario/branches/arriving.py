"""Stories of callers on their way to a queue: identified, asked for a key and for consent."""

from __future__ import annotations

from collections.abc import Mapping

from functions.flow_files import ENTRY
from santral.engine.starting import Particulars
from santral.engine.timeline import SECOND
from santral.local.network import ANSWERED, FAILED, UNANSWERED, Reply
from santral.local.testing.participants import Call
from tests.scenario.branches.shop import TO_SALES, VOICES, ShopOfStubs, broken
from tests.scenario.branches.stories import in_each, story

OUTSIDE = "+905350009999"


# --- what identify_contact says ---


@story
def a_caller_is_answered_and_hangs_up(shop: ShopOfStubs) -> None:
    call = shop.talks()
    call.hang_up()


@story
def nobody_knows_who_calls(shop: ShopOfStubs) -> None:
    shop.answers("identify_contact", None)
    shop.rings()


@story
def it_is_closed(shop: ShopOfStubs) -> None:
    shop.identified(next="closed")
    shop.rings()


@story
def there_is_a_message_only(shop: ShopOfStubs) -> None:
    shop.identified(next="message")
    shop.rings()


@story
def an_answer_that_no_flow_knows(shop: ShopOfStubs) -> None:
    shop.identified(next="tea")
    shop.rings()


def _without_a_function(shop: ShopOfStubs, code: str) -> None:
    shop.answers("identify_contact", None)
    shop.rings(language=code)


in_each("nobody knows who calls in", VOICES, _without_a_function)


@story
def a_chat_goes_straight_to_a_queue(shop: ShopOfStubs) -> None:
    shop.identified(next="queue")
    shop.rings(channel="CHAT")
    shop.centre.wait(minutes=3)


@story
def a_chat_cannot_press_keys(shop: ShopOfStubs) -> None:
    shop.rings(channel="CHAT")


def _chosen_before(shop: ShopOfStubs, choice: str) -> None:
    """A chat's page has asked what it is about; the attribute is the page's."""
    entry = shop.centre.directory.flow(f"{ENTRY}_klima_tr")
    assert entry is not None
    attributes = {"page_choice": choice}
    shop.centre.switchboard.chats.start(entry, particulars=Particulars(attributes=attributes))
    shop.centre.wait(seconds=3)


in_each("before the chat its customer chose", ("2", "nothing"), _chosen_before)


@story
def a_chosen_key_that_nobody_can_tell_the_meaning_of(shop: ShopOfStubs) -> None:
    shop.key_does(None, TO_SALES)
    _chosen_before(shop, "2")


# --- VIPs ---


def _vip(shop: ShopOfStubs, **other: str) -> Call:
    arn = shop.deniz.agent.arn
    shop.identified(next="queue", vip="yes", agent="deniz", agent_arn=arn, **other)
    shop.chosen(agent_arn=arn)
    call = shop.rings()
    shop.centre.wait(seconds=10)
    return call


@story
def a_vip_talks_to_her_manager(shop: ShopOfStubs) -> None:
    shop.deniz.becomes("Available")
    _vip(shop)
    if any(offer.is_open for offer in shop.deniz.offers):  # else a test broke the way to her
        shop.deniz.accepts()
    shop.centre.wait(seconds=20)


@story
def the_manager_is_away(shop: ShopOfStubs) -> None:
    _vip(shop)


@story
def the_manager_does_not_answer(shop: ShopOfStubs) -> None:
    shop.deniz.becomes("Available")
    _vip(shop)
    shop.centre.wait(minutes=2)


@story
def the_manager_does_not_answer_and_the_queue_is_full(shop: ShopOfStubs) -> None:
    shop.deniz.becomes("Available")
    shop.sales.capacity = 0
    _vip(shop)
    shop.centre.wait(minutes=2)


@story
def a_manager_whom_nobody_knows(shop: ShopOfStubs) -> None:
    shop.identified(next="queue", agent="ghost", agent_arn="arn:instance/agent/ghost")
    shop.rings()


@story
def with_the_manager_there_no_queue_can_be_chosen(shop: ShopOfStubs) -> None:
    shop.deniz.becomes("Available")
    shop.answers("choose_queue", None)
    shop.identified(next="queue", agent_arn=shop.deniz.agent.arn)
    shop.rings()
    shop.centre.wait(seconds=20)


@story
def without_the_manager_no_queue_can_be_chosen(shop: ShopOfStubs) -> None:
    shop.answers("choose_queue", None)
    shop.identified(next="queue", agent_arn=shop.deniz.agent.arn)
    shop.rings()


# --- the menu ---


def _key_does(shop: ShopOfStubs, *answers: Mapping[str, str] | None) -> Call:
    shop.key_does(*answers)
    call = shop.waits()
    shop.centre.wait(minutes=3)
    return call


@story
def the_menu_is_asked_in_vain(shop: ShopOfStubs) -> None:
    _key_does(shop, None)


@story
def the_second_key_is_asked_in_vain(shop: ShopOfStubs) -> None:
    _key_does(shop, {"action": "menu", "menu": "more", "menu_text": "1 ya da 2."}, None)


@story
def a_submenu_leads_to_a_queue(shop: ShopOfStubs) -> None:
    _key_does(shop, {"action": "menu", "menu": "more", "menu_text": "1 ya da 2."}, TO_SALES)


@story
def wrong_keys_for_ever(shop: ShopOfStubs) -> None:
    _key_does(shop, {"action": "repeat", "menu": "main", "menu_text": "Yine."})


@story
def a_message_and_the_menu_again(shop: ShopOfStubs) -> None:
    message = {"action": "message", "text": "Buradayız.", "after": "repeat", "menu_text": "Yine."}
    _key_does(shop, message, TO_SALES)


@story
def a_message_and_goodbye(shop: ShopOfStubs) -> None:
    _key_does(shop, {"action": "message", "text": "Buradayız.", "after": "end"})


@story
def a_key_that_does_what_no_flow_knows(shop: ShopOfStubs) -> None:
    _key_does(shop, {"action": "tea"})


def _calls_outside(shop: ShopOfStubs, outcome: str) -> None:
    shop.centre.network.expect(OUTSIDE, Reply(outcome, after_us=3 * SECOND))
    call = _key_does(shop, {"action": "transfer", "text": "Bağlıyorum.", "number": OUTSIDE})
    shop.centre.switchboard.third_parties.hang_up(call.contact)


in_each("a call outside is", (ANSWERED, UNANSWERED, FAILED), _calls_outside)


# --- choosing a queue ---


def _priority(shop: ShopOfStubs, priority: str) -> None:
    shop.chosen(priority=priority)
    shop.waits()


in_each("a priority of", "12345", _priority)


@story
def another_queue_is_chosen_and_announced(shop: ShopOfStubs) -> None:
    shop.chosen(overflowed="yes", text="Başka bir arkadaşıma bağlıyorum.")
    shop.waits()


@story
def a_queue_is_chosen_that_is_not_there(shop: ShopOfStubs) -> None:
    shop.chosen(queue_arn="arn:queue/none")
    shop.waits()


@story
def the_menu_names_a_queue_that_is_not_there(shop: ShopOfStubs) -> None:
    shop.answers("choose_queue", None)
    shop.key_does({**TO_SALES, "queue_arn": "arn:queue/none"})
    shop.waits()


# --- the customer's card ---


@story
def a_business_with_a_crm(shop: ShopOfStubs) -> None:
    shop.identified(crm="yes")
    shop.waits()


@story
def a_crm_that_fails(shop: ShopOfStubs) -> None:
    shop.identified(crm="yes")
    shop.answers("look_up_customer", None)
    shop.waits()


# --- consent ---


def _policy(shop: ShopOfStubs, policy: str) -> None:
    shop.identified(consent=policy)
    shop.talks()


in_each("the consent policy is", ("none", "announce", "unheard-of"), _policy)


def _asked_for_consent(shop: ShopOfStubs, keys: str) -> None:
    shop.identified(consent="ask")
    call = shop.rings()
    call.press("1")
    shop.centre.wait(seconds=3)
    for key in keys:
        call.press(key)
        shop.centre.wait(seconds=3)
    shop.centre.wait(minutes=1)


in_each("asked for consent she presses", ("1", "2", "91", ""), _asked_for_consent)


# --- full queues ---


@story
def one_queue_is_full(shop: ShopOfStubs) -> None:
    shop.sales.capacity = 0
    shop.waits()
    shop.centre.wait(seconds=20)


@story
def every_queue_is_full(shop: ShopOfStubs) -> None:
    shop.sales.capacity = shop.reception.capacity = 0
    shop.waits()
    shop.centre.wait(minutes=1)


@story
def only_the_queue_is_closed_down(shop: ShopOfStubs) -> None:
    shop.chosen(queue_arn="")
    shop.sales.enabled = shop.reception.enabled = False
    shop.waits()
    shop.centre.wait(minutes=1)


# --- the entry flow alone ---


@story
def inbound_is_gone(shop: ShopOfStubs) -> None:
    with broken("entry", "go to inbound"):
        shop.rings()
        shop.centre.wait(seconds=20)


def _entry_alone_and_full(shop: ShopOfStubs, language: str) -> None:
    shop.reception.capacity = 0
    with broken("entry", "go to inbound"):
        shop.rings(language=language)
        shop.centre.wait(seconds=20)


in_each("inbound is gone and the reception is full in", VOICES, _entry_alone_and_full)


@story
def inbound_is_gone_and_the_reception_closed_down(shop: ShopOfStubs) -> None:
    shop.reception.enabled = False
    with broken("entry", "go to inbound"):
        shop.rings()
        shop.centre.wait(seconds=20)


def _without_phrases(shop: ShopOfStubs, flow: str) -> None:
    shop.sales.capacity = shop.reception.capacity = 0
    with (
        broken("entry", "go to inbound" if flow == "entry" else "set voice"),
        broken("entry", "get phrases again"),
        broken("inbound", "get phrases for the end"),
    ):
        shop.waits()
        shop.centre.wait(minutes=1)


in_each(
    "without phrases nobody can be reached by",
    ("entry", "inbound"),
    _without_phrases,
)
