"""One window a user: a second start hands its files over and ends.

The first start listens on a local socket that only its user may open; what goes over
it are paths, NUL between them.
"""

import getpass
import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from redactor.resources import config_dir

__all__ = ["SingleInstance"]

_log = logging.getLogger(__name__)
_WAIT_MS = 1500
_MOST_BYTES = 1 << 20
_DONE = b"\0\0"


def _name() -> str:
    whose = f"{getpass.getuser()}\0{config_dir()}"
    return f"yinmo-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"


class SingleInstance(QObject):
    """Hands files over, or takes those of later starts.

    Signals:
        asked: Another start came (a list of paths, maybe empty): come to the front.
    """

    asked = Signal(object)

    def __init__(self, name: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name or _name()
        self._server: QLocalServer | None = None
        self._parts: dict[QLocalSocket, bytearray] = {}

    def hand_over(self, paths: Iterable[Path]) -> bool:
        """Give the paths to the window that is open; False when there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        data = b"\0".join(str(p).encode("utf-8", "surrogateescape") for p in paths)
        socket.write(data + _DONE)
        socket.waitForBytesWritten(_WAIT_MS)
        # the answer says that the other one is alive, not a socket left by a crash
        taken = socket.waitForReadyRead(_WAIT_MS)
        socket.disconnectFromServer()
        return taken

    def listen(self) -> bool:
        """Take what later starts hand over; False when the system does not allow it."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left by a crash
            if not server.listen(self._name):
                _log.warning("a second start cannot be noticed on this system")
                return False
        server.newConnection.connect(self._on_connection)
        self._server = server
        return True

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._parts[socket] = bytearray()
            socket.readyRead.connect(lambda s=socket: self._on_data(s))
            socket.disconnected.connect(lambda s=socket: self._on_gone(s))

    def _on_data(self, socket: QLocalSocket) -> None:
        part = self._parts.get(socket)
        if part is None:
            return
        part += socket.readAll().data()
        if len(part) > _MOST_BYTES:
            self._parts.pop(socket)
            socket.abort()
        elif part.endswith(_DONE):
            socket.write(b"1")
            socket.flush()
            names = bytes(part[: -len(_DONE)]).split(b"\0")
            paths = [n.decode("utf-8", "surrogateescape") for n in names if n]
            part.clear()
            self.asked.emit([Path(path) for path in paths])

    def _on_gone(self, socket: QLocalSocket) -> None:
        self._parts.pop(socket, None)
        socket.deleteLater()
