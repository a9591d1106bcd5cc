"""Text ground: normal forms with a way back, and check digits."""
