"""Amazon Connect's participant service: what customers and agents of chats ask, and are told."""
