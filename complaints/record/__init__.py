"""The record: events, the op_id of each call, the outbox, the access log. Every other room writes through it."""
