"""What happens after planning: lifecycles, promises and permissions, without any framework."""
