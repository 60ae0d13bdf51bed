"""Does the page for operators say what works? Its commands, run word for word on this machine's own loopback."""
