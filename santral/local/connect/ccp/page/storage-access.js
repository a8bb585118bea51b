// Some releases of the library ask first whether a framed page may use its cookies. On one
// computer it may; the page then becomes the panel.
const say = (event, data) => parent.postMessage({ event, data }, '*');

addEventListener('message', (message) => {
  if (message.source !== parent || message.data?.event !== 'storageAccess::request') return;
  say('storageAccess::init', { hasAccess: true });
  say('storageAccess::granted', { hasAccess: true });
  const wanted = new URL(String(message.data.data?.landat ?? '/ccp-v2/'), location.href);
  const isPanel = wanted.origin === location.origin && wanted.pathname.includes('ccp-v2');
  location.replace(isPanel ? wanted.href : '/ccp-v2/');
});
