"""Places that are not safe for an open project are recognised, on three systems; safe ones are left alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from core.storage.whereabouts import (
    Found,
    Kind,
    Mount,
    Surroundings,
    found_at,
    mounts_of_linux,
    mounts_of_macos,
    surroundings,
    told_by,
    whereabouts,
)

MOUNTINFO = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
36 22 0:32 / /proc rw,nosuid - proc proc rw
90 22 0:50 / /mnt/lab rw,relatime shared:2 - nfs4 server:/lab rw,vers=4.2
91 22 0:51 / /mnt/Our\040share rw - cifs //server/share rw
92 90 8:2 / /mnt/lab/local rw shared:3 - xfs /dev/sdb1 rw
93 22 0:52 / /users/ann/remote rw - fuse.sshfs ann@host:/ rw
94 22 0:53 / /users/ann/cloud rw - fuse.rclone drive: rw
95 22 0:54 / /data rw - ext4 /dev/sdc1 rw
96 95 0:55 / /data rw - nfs server:/data rw
97 22 0:56 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""
MOUNT = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ann@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by ann)
server:/lab on /Volumes/The lab (nfs)
"""
LINUX = Surroundings(mounts_of_linux(MOUNTINFO))
MACOS = Surroundings(mounts_of_macos(MOUNT))
WINDOWS = Surroundings(synced=told_by({"OneDrive": r"C:\Users\ann\Work files"}), remote=frozenset({"Z:"}))


def short(found: Found | None) -> tuple[str, str] | None:
    return (str(found.kind), found.name) if found else None


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/mnt/lab/study.rapporteur", "network", "NFS"),
        ("/mnt/lab/deep/er/study.rapporteur", "network", "NFS"),
        ("/mnt/Our share/study.rapporteur", "network", "Windows share"),
        ("/users/ann/remote/study.rapporteur", "network", "SSHFS"),
        ("/data/study.rapporteur", "network", "NFS"),
        ("/run/user/1000/gvfs/smb-share:server=s,share=x/study.rapporteur", "network", "file server"),
        ("/users/ann/cloud/study.rapporteur", "synchronised", "rclone"),
        ("/users/ann/Dropbox/study.rapporteur", "synchronised", "Dropbox"),
        ("/users/ann/Dropbox (Lab)/x/study.rapporteur", "synchronised", "Dropbox"),
        ("/users/ann/Nextcloud/study.rapporteur", "synchronised", "Nextcloud"),
        ("/users/ann/Nextcloud2/study.rapporteur", "synchronised", "Nextcloud"),
        ("/users/ann/OneDrive/study.rapporteur", "synchronised", "OneDrive"),
        ("/users/ann/google drive/study.rapporteur", "synchronised", "Google Drive"),
    ],
)
def test_linux(path: str, kind: str, name: str) -> None:
    assert short(found_at(PurePosixPath(path), LINUX)) == (kind, name)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/Volumes/share/study.rapporteur", "network", "Windows share"),
        ("/Volumes/The lab/study.rapporteur", "network", "NFS"),
        (
            "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/s.rapporteur",
            "synchronised",
            "iCloud Drive",
        ),
        ("/Users/ann/Library/CloudStorage/OneDrive-Personal/s.rapporteur", "synchronised", "OneDrive"),
        ("/Users/ann/Library/CloudStorage/Dropbox/s.rapporteur", "synchronised", "Dropbox"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-a@b.org/My Drive/s.x", "synchronised", "Google Drive"),
    ],
)
def test_macos(path: str, kind: str, name: str) -> None:
    assert short(found_at(PurePosixPath(path), MACOS)) == (kind, name)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        (r"\\server\share\study.rapporteur", "network", "Windows share"),
        (r"\\?\UNC\server\share\study.rapporteur", "network", "Windows share"),
        (r"Z:\study.rapporteur", "network", "Windows share"),
        (r"z:\study.rapporteur", "network", "Windows share"),
        (r"c:\users\ann\work files\x\study.rapporteur", "synchronised", "OneDrive"),
        (r"C:\Users\ann\OneDrive - University\study.rapporteur", "synchronised", "OneDrive"),
        (r"C:\Users\ann\iCloudDrive\study.rapporteur", "synchronised", "iCloud Drive"),
        (r"G:\My Drive\study.rapporteur", "synchronised", "Google Drive"),
    ],
)
def test_windows(path: str, kind: str, name: str) -> None:
    assert short(found_at(PureWindowsPath(path), WINDOWS)) == (kind, name)


@pytest.mark.parametrize(
    ("path", "known"),
    [
        (PurePosixPath("/users/ann/study.rapporteur"), LINUX),
        (PurePosixPath("/mnt/lab/local/study.rapporteur"), LINUX),  # a disk within a network drive
        (PurePosixPath("/mnt/laboratory/study.rapporteur"), LINUX),
        (PurePosixPath("/users/ann/Dropbox.rapporteur"), LINUX),  # the file's own name says nothing
        (PurePosixPath("/users/ann/Dropbox papers/study.rapporteur"), LINUX),
        (PurePosixPath("/users/ann/not OneDrive/study.rapporteur"), LINUX),
        (PurePosixPath("/Users/ann/Documents/study.rapporteur"), MACOS),
        (PureWindowsPath(r"C:\Users\ann\Documents\study.rapporteur"), WINDOWS),
        (PureWindowsPath(r"C:\Users\ann\Work files 2\study.rapporteur"), WINDOWS),
        (PureWindowsPath(r"\\?\C:\Users\ann\study.rapporteur"), WINDOWS),
    ],
)
def test_places_of_ones_own_are_left_in_peace(path: PurePath, known: Surroundings) -> None:
    assert found_at(path, known) is None


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_0123456789ab.db", "Nextcloud"),
        ("._sync_0123456789ab.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".dropbox", ""),
        ("sync.db", ""),
    ],
)
def test_a_renamed_folder_is_known_by_what_the_service_leaves_in_it(
    tmp_path: Path, mark: str, name: str
) -> None:
    (tmp_path / mark).write_text("")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    found = whereabouts(deep / "study.rapporteur")
    assert short(found) == (("synchronised", name) if name else None)
    assert found is None or found.at == str(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "Dropbox")
    assert short(whereabouts(tmp_path / "mine" / "study.rapporteur")) == ("synchronised", "Dropbox")
    assert whereabouts(tmp_path / "study.rapporteur") is None


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's mount table")
def test_the_real_mount_table_is_read() -> None:
    mounts = surroundings().mounts
    assert "/" in {mount.at for mount in mounts}
    assert Mount("/proc", "proc") in mounts
    assert len(mounts) == len(Path("/proc/self/mountinfo").read_text("utf-8").splitlines())


def test_nonsense_in_a_mount_table_is_passed_over() -> None:
    assert mounts_of_linux("\nx\n1 2 3 - \n - \n") == ()
    assert mounts_of_macos("something else\n") == ()
    assert found_at(PurePosixPath("/x/y"), Surroundings()) is None


def test_what_makers_tell_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "OneDriveCommercial", str(tmp_path))
    assert short(whereabouts(tmp_path / "study.rapporteur")) == (str(Kind.SYNCED), "OneDrive")
