"""Sealed bundles between levels: identities, signatures, the envelope, what is in it, receipts, and how both sides judge."""
