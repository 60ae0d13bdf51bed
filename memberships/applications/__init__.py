"""Applications for membership: form, actions, who decides, reminders, retention."""
