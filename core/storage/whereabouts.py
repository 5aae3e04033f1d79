"""Where a file lies: on a disk of this computer, on a network drive, or in a folder that a cloud copies.

SQLite needs locks that hold and a log beside the file that others see at once. Network file systems promise
neither (https://www.sqlite.org/useovernet.html), and a folder that is synchronised copies file and log apart.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from string import ascii_uppercase


class Kind(StrEnum):
    """What is wrong with a place."""

    NETWORK = "network"
    SYNCED = "synchronised"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that is not safe for an open project. ``name``: what people call it; ``at``: its top folder."""

    kind: Kind
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of a mount table: the folder, and the type of the file system there."""

    at: str
    type: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a computer knows of its folders.

    ``mounts``: the mount table, later ones over earlier ones; ``synced``: folders the makers of clouds tell
    of, with their names; ``remote``: letters of network drives ("Z:"); ``listing``: the names in a folder.
    """

    mounts: tuple[Mount, ...] = ()
    synced: tuple[tuple[str, str], ...] = ()
    remote: frozenset[str] = frozenset()
    listing: Callable[[PurePath], Iterable[str]] = field(default=lambda _folder: ())


_REMOTE = 4  # of GetDriveTypeW
_LISTED = 10_000  # names of a folder that are looked at
_NETWORK = {
    **dict.fromkeys(("nfs", "nfs4"), "NFS"),
    **dict.fromkeys(("cifs", "smb2", "smb3", "smbfs"), "Windows share"),
    **dict.fromkeys(("fuse.sshfs", "sshfs", "macfuse.sshfs"), "SSHFS"),
    **dict.fromkeys(("davfs", "davfs2", "fuse.davfs", "webdav"), "WebDAV"),
    **dict.fromkeys(("afpfs", "afs", "ncpfs"), "file server"),
    **dict.fromkeys(("ceph", "fuse.ceph", "lustre", "beegfs", "gpfs"), "cluster file system"),
    **dict.fromkeys(("glusterfs", "fuse.glusterfs", "ocfs2", "gfs2"), "cluster file system"),
    **dict.fromkeys(("fuse.gvfsd-fuse", "fuse.kio-fuse"), "file server"),
    **dict.fromkeys(("vboxsf", "fuse.vmhgfs-fuse", "vmhgfs", "prl_fs"), "folder of another machine"),
}
_CLOUDS = {
    "fuse.rclone": "rclone",
    "fuse.onedriver": "OneDrive",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.drive": "Google Drive",
    "fuse.dbxfs": "Dropbox",
    "fuse.s3fs": "S3",
}
# Names of folders as the programs of the clouds make them, on all systems.
_NAMES = (
    (r"OneDrive( - .+|-.+)?", "OneDrive"),
    (r"Dropbox( \(.+\))?|Dropbox-.+", "Dropbox"),
    (r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents|iCloud~.+", "iCloud Drive"),
    (r"Google ?Drive( \(.+\))?|GoogleDrive-.+|My Drive|Shared drives", "Google Drive"),
    (r"Nextcloud\d*", "Nextcloud"),
    (r"ownCloud\d*", "ownCloud"),
    (r"Seafile", "Seafile"),
    (r"MEGAsync( .+)?", "MEGA"),
    (r"pCloud ?Drive", "pCloud"),
    (r"Box Sync|Box-Box", "Box"),
    (r"Proton ?Drive(-.+)?", "Proton Drive"),
)
_FOLDERS = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in _NAMES)
# What they leave in the top folder, also where a person has given it another name.
_MARKS = (
    (re.compile(r"\.dropbox\.cache"), "Dropbox"),  # “.dropbox” is in the person's own folder, too
    (re.compile(r"\.(owncloud|nextcloud)sync\.log|\._?sync_[0-9a-f]+\.db"), "Nextcloud"),
    (re.compile(r"\.stfolder"), "Syncthing"),
    (re.compile(r"\.tmp\.drive(download|upload)"), "Google Drive"),
)


def found_at(path: PurePath, known: Surroundings) -> Found | None:
    """What is wrong with the place of a file with an absolute path; ``None``: nothing that can be seen.

    A computer of its own kind is asked of by its own kind of path (`PureWindowsPath`, `PurePosixPath`).
    """
    return _told(path, known) or _on_network(path, known) or _named(path) or _marked(path, known)


def whereabouts(path: Path) -> Found | None:
    """`found_at` on this computer; follows links. What can't be found out is taken for safe."""
    known = surroundings()
    plain = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links, which comes second
    places = dict.fromkeys((plain, Path(os.path.realpath(path))))
    return next(filter(None, (found_at(place, known) for place in places)), None)


def surroundings() -> Surroundings:
    """What this computer knows of its folders."""
    mounts: tuple[Mount, ...] = ()
    if sys.platform == "linux":
        mounts = mounts_of_linux(_text(Path("/proc/self/mountinfo")))
    elif sys.platform == "darwin":
        mounts = mounts_of_macos(_said_by("/sbin/mount"))
    return Surroundings(mounts, told_by(os.environ), _remote_drives(), _names_in)


def told_by(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The folders that OneDrive names in the environment of Windows."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return tuple((environment[name], "OneDrive") for name in names if environment.get(name))


def mounts_of_linux(text: str) -> tuple[Mount, ...]:
    """The lines of ``/proc/self/mountinfo`` (proc_pid_mountinfo(5)); spaces in paths are octal there."""
    out = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, of_system = before.split(" "), after.split(" ")
        if len(fields) > 4 and of_system[0]:
            out.append(Mount(_unescaped(fields[4]), of_system[0]))
    return tuple(out)


def mounts_of_macos(text: str) -> tuple[Mount, ...]:
    """What ``mount`` prints: ``//ann@server/share on /Volumes/share (smbfs, nodev, nosuid)``."""
    lines = (re.fullmatch(r".+? on (/.*) \(([^,()]+).*\)", line) for line in text.splitlines())
    return tuple(Mount(line[1], line[2]) for line in lines if line)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _said_by(program: str) -> str:
    try:
        done = subprocess.run([program], capture_output=True, text=True, timeout=5, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _remote_drives() -> frozenset[str]:
    """The letters of Windows that stand for network drives (GetDriveTypeW, DRIVE_REMOTE)."""
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW
        return frozenset(f"{letter}:" for letter in ascii_uppercase if kind(f"{letter}:\\") == _REMOTE)
    else:  # noqa: RET505  # mypy reads the other branch on Windows only
        return frozenset()


def _names_in(folder: PurePath) -> Iterable[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, _LISTED)]
    except OSError:
        return ()


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _told(path: PurePath, known: Surroundings) -> Found | None:
    for folder, name in known.synced:
        if path.is_relative_to(type(path)(folder)):
            return Found(Kind.SYNCED, name, folder)
    return None


def _on_network(path: PurePath, known: Surroundings) -> Found | None:
    if isinstance(path, PureWindowsPath):
        share = path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\"))
        share = share or path.drive.upper().startswith("\\\\?\\UNC\\")
        if share or path.drive.upper() in known.remote:
            return Found(Kind.NETWORK, "Windows share", path.anchor)
        return None
    at = _mounted(path, known.mounts)
    if at is None:
        return None
    if at.type in _CLOUDS:
        return Found(Kind.SYNCED, _CLOUDS[at.type], at.at)
    return Found(Kind.NETWORK, _NETWORK[at.type], at.at) if at.type in _NETWORK else None


def _mounted(path: PurePath, mounts: tuple[Mount, ...]) -> Mount | None:
    """The mount a path is on: the deepest, and of several at one folder the last."""
    best: Mount | None = None
    for mount in mounts:
        deeper = best is None or len(PurePosixPath(mount.at).parts) >= len(PurePosixPath(best.at).parts)
        if deeper and path.is_relative_to(mount.at):
            best = mount
    return best


def _named(path: PurePath) -> Found | None:
    for folder in reversed(path.parents):
        for pattern, name in _FOLDERS:
            if pattern.fullmatch(folder.name):
                return Found(Kind.SYNCED, name, str(folder))
    return None


def _marked(path: PurePath, known: Surroundings) -> Found | None:
    for folder in path.parents:
        for here in known.listing(folder):
            name = next((name for pattern, name in _MARKS if pattern.fullmatch(here)), "")
            if name:
                return Found(Kind.SYNCED, name, str(folder))
    return None
