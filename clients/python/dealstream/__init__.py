"""Follows Dealstream's event streams, and makes records for its topics (`dealstream.events`).

    for event in Dealstream("https://events.example", key=key).deal(42):
        print(event.type, event.data)

The asynchronous form is `dealstream.aio.AsyncDealstream`; it needs httpx.
"""

from .client import Dealstream, Stream
from .effects import Event
from .place import Keeper
from .refusal import Refusal
from .session import Page

__all__ = ["Dealstream", "Event", "Keeper", "Page", "Refusal", "Stream"]
