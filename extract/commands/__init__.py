"""The commands of the command line, a module each; what they have in common is in `options` and `ending`."""
