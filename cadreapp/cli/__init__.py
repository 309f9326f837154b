"""The command line: one verb group a file, text or JSON out, the exit codes of the contract."""
