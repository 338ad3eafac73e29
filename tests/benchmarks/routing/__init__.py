"""Public routing instances: read, solved by us and by others on equal terms, checked, compared with the best known."""
