"""A screen saver as a desktop has one: ``org.freedesktop.ScreenSaver`` on the session's message bus.

Run by the system's Python, which has GLib; prints ``ready``, each wish, and whose wish ended with its connection.
"""

from gi.repository import Gio, GLib

NAME, PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
METHODS = """<node><interface name="org.freedesktop.ScreenSaver">
<method name="Inhibit">
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="u" direction="out"/>
</method>
</interface></node>"""


def told(*words: object) -> None:
    print(*words, flush=True)


def answer(link, sender, _path, _interface, method, arguments, call) -> None:
    told(method, *arguments)
    Gio.bus_watch_name_on_connection(link, sender, 0, None, lambda *_: told("gone"))
    call.return_value(GLib.Variant("(u)", (7,)))


def main() -> None:
    """Answer until the bus is gone."""
    link = Gio.bus_get_sync(Gio.BusType.SESSION)
    interface = Gio.DBusNodeInfo.new_for_xml(METHODS).interfaces[0]
    link.register_object(PATH, interface, answer, None, None)
    Gio.bus_own_name_on_connection(link, NAME, 0, lambda *_: told("ready"), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
