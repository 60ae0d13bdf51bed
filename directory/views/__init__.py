"""What answers each address. Views spell out their context and hold no rules."""
