// A window that the library has opened closes itself; in a tab of its own the panel follows.
if (window.opener) window.close();
else location.replace('/ccp-v2/');
