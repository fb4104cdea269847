"""The complaints desk: one package a room, each with its models, services and pages."""
