"""What editors are told while an exercise file is written: a language server."""
