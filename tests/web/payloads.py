"""Texts that would run if they were ever taken for markup or for an address.

Made from parts: the elements, handlers, spellings and addresses that the OWASP cheat sheets on XSS
and its filter evasion name. Each that runs calls `ran()`, which a test puts there.
"""

from __future__ import annotations

from itertools import product
from typing import Final

_CALL: Final = "ran()"
_SELF_FIRING: Final = (
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<script>{}</script>",
    "<body onload={}>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<iframe onload={}></iframe>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}></audio>",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>d</details>",
    "<marquee onstart={}>m</marquee>",
    "<object data=x onerror={}></object>",
    "<embed src=x onerror={}>",
    "<link rel=stylesheet href=x onerror={}>",
    "<style onload={}></style>",
    "<math><mtext><img src=x onerror={}></mtext></math>",
    "<table background=x><tr><td><img src=x onerror={}></td></tr></table>",
    "<select autofocus onfocus={}></select>",
    "<textarea autofocus onfocus={}></textarea>",
    "<button autofocus onfocus={}>b</button>",
    "<a href=# autofocus onfocus={}>a</a>",
    "<form><button formaction=javascript:{} autofocus>f</button></form>",
    "<image src=x onerror={}>",
    "<p style='animation-name:x' onanimationstart={}>p</p>",
)
# How the call is written: plain, quoted, encoded, spaced, and through other functions.
_WRITTEN: Final = (
    _CALL,
    f'"{_CALL}"',
    f"'{_CALL}'",
    "&#114;an()",
    "&#x72;an&#40;&#41;",
    "window['ra'+'n']()",
    "`${ran()}`",
    "setTimeout('ran()')",
    "eval('ran()')",
)
# What would leave an attribute, a comment, a script or another element first.
_BREAKING_OUT: Final = (
    '"><img src=x onerror=ran()>',
    "'><img src=x onerror=ran()>",
    "` onmouseover=ran() x=`",
    '" onfocus=ran() autofocus x="',
    "' onfocus=ran() autofocus x='",
    "--><img src=x onerror=ran()>",
    "]]><img src=x onerror=ran()>",
    "</script><script>ran()</script>",
    "</style><script>ran()</script>",
    "</textarea><script>ran()</script>",
    "</title><script>ran()</script>",
    "<<script>ran()</script>",
    "<scr<script>ipt>ran()</scr</script>ipt>",
    "<IMG SRC=x OnErRoR=ran()>",
    "<img/src=x/onerror=ran()>",
    "<img\tsrc=x\tonerror=ran()>",
    "<img\nsrc=x\nonerror=ran()>",
    "<img src=x onerror\x0b=ran()>",
    "<svg/onload=ran()//",
    "{{constructor.constructor('ran()')()}}",
    "${ran()}",
    "#{ran()}",
    "<%= ran() %>",
    "{% ran() %}",
    "\u2028ran()\u2029",
    "\ufeff<img src=x onerror=ran()>",
    "&lt;img src=x onerror=ran()&gt;",
    "%3Cimg%20src%3Dx%20onerror%3Dran()%3E",
    "\\u003cimg src=x onerror=ran()\\u003e",
    "<noscript><p title='</noscript><img src=x onerror=ran()>'>",
    "<template><img src=x onerror=ran()></template>",
    "<svg><a xlink:href=javascript:ran()><text>x</text></a></svg>",
    "<math href=javascript:ran()>m</math>",
    "<base href=javascript:ran()//>",
    "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
)
_SCHEMES: Final = (
    "javascript:ran()",
    "JaVaScRiPt:ran()",
    " javascript:ran()",
    "\tjavascript:ran()",
    "java\nscript:ran()",
    "java\tscript:ran()",
    "javascript\t:ran()",
    "javascript://%0aran()",
    "javascript:/*--></title></style>*/ran()",
    "data:text/html,<script>parent.ran()</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQucmFuKCk8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.ran()'/>",
    "vbscript:ran()",
    "view-source:javascript:ran()",
    "blob:ran()",
    "//127.0.0.1/\\ran()",
)

ADDRESSES: Final = _SCHEMES
MARKUP: Final = (
    *(form.format(call) for form, call in product(_SELF_FIRING, _WRITTEN)),
    *_BREAKING_OUT,
    *(f'<a href="{each}">a</a>' for each in _SCHEMES),
    *(f"<iframe src='{each}'></iframe>" for each in _SCHEMES),
)
PAYLOADS: Final = (*MARKUP, *ADDRESSES)
EVERYTHING: Final = " ".join(MARKUP)
