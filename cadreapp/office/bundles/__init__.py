"""Between levels: partners, what is gathered and sealed for them, what comes in and is taken."""
