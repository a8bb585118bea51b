// Replaced by the chat widget.
export {};
