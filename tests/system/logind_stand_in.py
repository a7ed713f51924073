#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Stands in for systemd-logind on a bus of its own: a Reboot makes the file named on its command line."""
import pathlib
import sys

from gi.repository import Gio, GLib

NODE = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.freedesktop.login1.Manager">
    <method name="Reboot"><arg name="interactive" type="b" direction="in"/></method></interface></node>""")


def on_call(_bus, _sender, _path, _interface, _method, _arguments, invocation):
    pathlib.Path(sys.argv[1]).touch()
    invocation.return_value(None)


def on_bus(bus, _name):
    bus.register_object("/org/freedesktop/login1", NODE.interfaces[0], on_call, None, None)


Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.login1", Gio.BusNameOwnerFlags.NONE, on_bus, None,
                 lambda *_: sys.exit(0))
GLib.MainLoop().run()
