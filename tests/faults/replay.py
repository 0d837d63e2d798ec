"""What a disk holds when the power fails: replays what a program did to files (FAULT_RECORD of failing_files.c) up to some
call, and makes a folder of what had been waited for by then.

A file has the bytes that were there when it was last synchronised; a folder has the names that were there when it was. That
is the least that a disk may keep. The most is all that was done, which is what a killed program leaves; both are made.
"""
import pathlib


class Node:
    """A file (bytes) or a folder (names), as it is and as the disk has it."""

    def __init__(self, now):
        self.now, self.kept = now, type(now)()

    def synchronise(self):
        self.kept = self.now.copy()


def loaded(path):
    """Of what lies there, all of it on the disk."""
    node = Node({one.name: loaded(one) for one in path.iterdir()} if path.is_dir() else bytearray(path.read_bytes()))
    node.synchronise()
    return node


def is_left_out(name):
    return name.endswith("-shm")  # in memory alone; SQLite makes it anew


class Replay:
    def __init__(self, before, folder):
        """before: a copy of the folder as the program found it."""
        self.top, self.folder = loaded(before), pathlib.PurePath(folder)

    def parent_of(self, path):
        node = self.top
        relative = pathlib.PurePath(path).relative_to(self.folder)
        for part in relative.parts[:-1]:
            node = node.now[part]
        return node, relative.name

    def node_at(self, path):
        """A file that nobody was seen to make, C's own files did."""
        if pathlib.PurePath(path) == self.folder:
            return self.top
        parent, name = self.parent_of(path)
        return parent.now.setdefault(name, Node(bytearray()))

    def apply(self, what, path, other, number, data):
        if is_left_out(path) or path.endswith(" (deleted)"):
            return
        if what in ("make", "empty"):
            parent, name = self.parent_of(path)
            node = parent.now.setdefault(name, Node(bytearray()))
            if what == "empty":
                node.now = bytearray()
        elif what == "folder":
            parent, name = self.parent_of(path)
            parent.now[name] = Node({})
        elif what == "write":
            content = self.node_at(path).now
            content.extend(bytes(max(0, number - len(content))))
            content[number:number + len(data)] = data
        elif what == "cut":
            content = self.node_at(path).now
            content.extend(bytes(max(0, number - len(content))))
            del content[number:]
        elif what == "sync":
            self.node_at(path).synchronise()
        elif what == "remove":
            parent, name = self.parent_of(path)
            parent.now.pop(name, None)
        else:
            source, name = self.parent_of(path)
            target, new = self.parent_of(other)
            node = source.now[name]
            if what == "rename":
                del source.now[name]
            target.now[new] = node

    def write(self, folder, only_kept):
        def put(node, path):
            content = node.kept if only_kept else node.now
            if isinstance(content, dict):
                path.mkdir()
                for name, one in content.items():
                    if not is_left_out(name):
                        put(one, path / name)
            else:
                path.write_bytes(content)
        put(self.top, folder)


def recorded(file):
    content = pathlib.Path(file).read_bytes()
    at = 0
    while at < len(content):
        end = content.index(b"\n", at)
        what, path, other, number, length = content[at:end].decode().split("\t")
        at = end + 1 + int(length)
        yield what, path, other, int(number), content[end + 1:at]
