"""Tracking parameters: which parameters do other sites hang on our addresses to follow readers? They are dropped
without a word.
"""

import re

from django.http import HttpRequest, QueryDict

TRACKS = re.compile(
    r"(utm|mtm|matomo|pk|piwik|hsa|mc|wt|at|ns|sfmc|oly|vero|ga|stm)_\w*"
    r"|_ga|_gl|_hs\w+|__hs\w+|__twitter_impression|__cft__.*|__tn__|[a-z]{1,3}clid|msclkid|gclsrc|[gw]braid|srsltid"
    r"|igshi?d?|li_fat_id|mkt_tok|s_kwcid|ef_id|epik|irclickid|wickedid|twclid|cmpid|cvid|wtmc|xtor|fb_\w+|ref_src|ref_url"
    r"|_openstat|_branch_\w+|dm_i|et_rid|trk\w*|spm|smid|icid",
    re.IGNORECASE,
)


def is_tracking(name: str) -> bool:
    """Whether a parameter says nothing to us but where somebody came from."""
    return bool(TRACKS.fullmatch(name))


def forget(request: HttpRequest) -> None:
    """Go on as if the address had been asked for without them: pages neither mention them nor hand them on."""
    if any(is_tracking(name) for name in request.GET):
        kept = QueryDict(mutable=True)
        for name, values in request.GET.lists():
            if not is_tracking(name):
                kept.setlist(name, values)
        kept._mutable = False
        request.GET = kept  # type: ignore[assignment]
        request.META["QUERY_STRING"] = kept.urlencode()
