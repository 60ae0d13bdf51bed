"""Site: what does the editors' desk call itself?"""

from django.contrib import admin

admin.site.site_header = admin.site.site_title = "Verzeichnis bearbeiten"
admin.site.index_title = "Was möchten Sie bearbeiten?"
admin.site.site_url = "/"
admin.site.enable_nav_sidebar = False  # forms and lists need the room
