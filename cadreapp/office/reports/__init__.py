"""The official figures: asked for, frozen, corrected, put on paper and into the tables of a superior."""
