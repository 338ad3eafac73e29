"""What the services need from outside, as protocols; gateways and storage supply it."""
