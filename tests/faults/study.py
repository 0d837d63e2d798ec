"""A tiny study, its steps as commands, and what must hold of its project after anything that can happen to one of them."""
import array
import gzip
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess
import zlib

SIDE = 20
CASES = 6
SETTINGS = {"patch": "16,16,16", "filters": "2", "iterations": "8", "checkpoint-interval": "2", "validation-interval": "3",
            "validation-stride": "16,16,16", "test-stride": "16,16,16", "deterministic": "true", "device": "cpu",
            "labelled-batch": "1", "unlabelled-batch": "1", "ramp-iterations": "6", "method": "mutual-reliable"}


def write_nifti(path, values, code):
    """A cube of values ('B' or 'f') with edges of 1 mm, the first axis fastest."""
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, 3, SIDE, SIDE, SIDE, 1, 1, 1, 1)
    struct.pack_into("<2h", header, 70, {"B": 2, "f": 16}[code], 8 * values.itemsize)
    struct.pack_into("<8f", header, 76, *[1.0] * 8)
    struct.pack_into("<2f", header, 108, 352.0, 1.0)
    header[123] = 2
    struct.pack_into("<2h", header, 252, 0, 1)
    for row in range(3):
        struct.pack_into("<4f", header, 280 + 16 * row, *[float(column == row) for column in range(4)])
    header[344:348] = b"n+1\0"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(bytes(header) + values.tobytes(), compresslevel=1, mtime=0))


def make_volumes(folder):
    """A bright ball in noise, a little elsewhere in each case."""
    for number in range(CASES):
        chance = random.Random(number)
        centre = [SIDE / 2 + chance.uniform(-2, 2) for _ in range(3)]
        label, image = array.array("B"), array.array("f")
        for z in range(SIDE):
            for y in range(SIDE):
                for x in range(SIDE):
                    inside = sum((a - b) ** 2 for a, b in zip((x, y, z), centre)) < 36
                    label.append(inside)
                    image.append(100 * inside + chance.gauss(0, 20))
        write_nifti(folder / "imagesTr" / f"ball_{number}.nii.gz", image, "f")
        write_nifti(folder / "labelsTr" / f"ball_{number}.nii.gz", label, "B")


class Study:
    """The states of a project from new to predicted, as folders to copy, and the step from each to the next."""

    def __init__(self, root, cli, shim, reviewer):
        self.root, self.cli, self.shim, self.reviewer = pathlib.Path(root), cli, shim, reviewer
        self.environment = dict(os.environ, TANDEM_ENGINES=str(self.root / "engines"), OMP_NUM_THREADS="1", GOMP_SPINCOUNT="10000", LC_ALL="C.UTF-8")

    def state(self, name):
        return self.root / f"{name}.tandem"

    def make(self):
        make_volumes(self.root / "volumes")
        self.run(["new", self.state("new"), "--labels", "background,ball"])
        self.do("import", self.copied("new", "imported"))
        self.run(["split", self.state("imported"), "--labelled", "1", "--unlabelled", "2", "--validation", "2", "--test", "1",
                  "--seed", "1"])
        self.do("prepare", self.copied("imported", "prepared"))
        self.do("train", self.copied("prepared", "trained"))
        self.do("predict", self.copied("trained", "predicted"))
        self.do("edit", self.copied("predicted", "edited"))
        self.do("correct", self.copied("predicted", "corrected"))
        self.do("simulate", self.copied("trained", "simulated"))

    def copied(self, source, target):
        shutil.rmtree(self.state(target), ignore_errors=True)
        shutil.copytree(self.state(source), self.state(target), symlinks=True)
        return self.state(target)

    # The state that a step begins with.
    BEFORE = {"import": "new", "prepare": "imported", "train": "imported", "predict": "trained", "review": "edited",
              "correct": "predicted", "finish": "corrected", "export": "predicted", "model": "trained", "train-on": "trained",
              "simulate": "trained", "delete": "simulated"}

    def command(self, step, project):
        settings = [word for key, value in SETTINGS.items() for word in ("--set", f"{key}={value}")]
        if step in ("edit", "review", "correct", "finish"):
            return [self.reviewer, {"edit": "begin", "review": "take"}.get(step, step), project]
        return [self.cli] + {
            "import": ["import", project, self.root / "volumes"],
            "prepare": ["prepare", project],
            "train": ["train", project, *settings],
            "resume": ["resume", project, "--run", "1"],
            "train-on": ["train-on", project, "--run", "1", "--case", self.unlabelled_case(project)],
            "resume-on": ["resume", project, "--run", "2"],
            "predict": ["predict", project, "--run", "1", "--cases", "unlabelled", "--maps", "all",
                        "--set", "stride=16,16,16"],
            "export": ["export", project, "--run", "1", "--out", project / "exports" / "out", "--overwrite",
                       "--what", "all,surfaces,metrics,html,pdf"],
            "simulate": ["simulate", project, "--run", "1", "--out", project / "exports" / "simulation", "--rounds", "2",
                         "--seeds", "7", "--strategies", "least-reliable", "--budget", "5%", "--iterations", "4"],
            "delete": ["remove", project, "--simulation", project / "exports" / "simulation", "--yes"],
            "model": ["export-model", project, "--run", "1", "--out", project / "exports" / "model", "--overwrite"],
        }[step]

    @staticmethod
    def unlabelled_case(project):
        """The first in the split of the run; the other stays."""
        (name,), = rows(project, "SELECT min(name) FROM study_case JOIN split_assignment ON case_id = study_case.id "
                                 "WHERE role = 'unlabelled' AND split_id = 1")
        return name or "no split yet"

    def again(self, step, project):
        """What a person would do after the step has failed."""
        if step == "train" and rows(project, "SELECT 1 FROM run"):
            return "resume" if rows(project, "SELECT 1 FROM run WHERE status <> 'finished'") else None
        if step == "train-on" and rows(project, "SELECT 1 FROM run WHERE id > 1"):
            return "resume-on" if rows(project, "SELECT 1 FROM run WHERE id > 1 AND status <> 'finished'") else None
        if step in ("review", "finish") and rows(project, "SELECT 1 FROM review"):
            return None
        if step == "delete" and not (project / "exports" / "simulation").exists():
            return None
        return step

    def run(self, arguments, **faults):
        """faults: the variables of failing_files.c without their beginning."""
        environment = dict(self.environment)
        if faults:
            environment["LD_PRELOAD"] = str(self.shim)
            environment.update({f"FAULT_{name.upper()}": str(value) for name, value in faults.items()})
        if arguments[0] not in (self.cli, self.reviewer):
            arguments = [self.cli, *arguments]
        return subprocess.run([str(one) for one in arguments], capture_output=True, text=True, errors="replace",
                              env=environment, timeout=300, check=False)

    def do(self, step, project, **faults):
        done = self.run(self.command(step, project), **faults)
        if not faults and done.returncode != 0:
            raise SystemExit(f"{step} ended with {done.returncode}: {done.stderr}")
        return done


def rows(project, sql):
    database = sqlite3.connect(project / "project.sqlite")
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tensors_of_last(project):
    """Of the run's last checkpoint; its header tells times of nothing, but settings that an extension changes."""
    (file,), = rows(project, "SELECT file FROM checkpoint WHERE kind = 'last'")
    content = (project / file).read_bytes()
    return hashlib.sha256(content[24 + int.from_bytes(content[16:24], "little"):-64]).hexdigest()


def numbers_of_run(project):
    """Without those that time makes."""
    points = rows(project, "SELECT name, iteration, value FROM metric_point WHERE run_id = 1 AND name NOT IN "
                           "('iterations-per-second', 'memory-bytes') ORDER BY 1, 2")
    return points, rows(project, "SELECT iteration, full_protocol, case_id, class_index, dice FROM validation_score "
                                 "WHERE run_id = 1 ORDER BY 1, 2, 3, 4")


def rows_of_simulation(project):
    """Without those that time makes, and the numbers of runs, which a lost row may leave a gap in."""
    told = json.loads((project / "exports" / "simulation" / "simulation.json").read_text())
    return told["start"], [{key: value for key, value in row.items() if key not in ("seconds", "run")} for row in told["rows"]]


def is_whole_checkpoint(content):
    return content[:8] == b"TANDEMCK" and hashlib.sha256(content[:-64]).hexdigest().encode() == content[-64:]


def is_whole_nrrd(content):
    head, _, data = content.partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in head.decode("latin1").split("\n")[1:] if ": " in line)
    bytes_of = {"uint8": 1, "float": 4, "int32": 4}[fields["type"]]
    for size in fields["sizes"].split():
        bytes_of *= int(size)
    return len(gzip.decompress(data) if fields["encoding"] == "gzip" else data) == bytes_of


def is_whole_nifti(content):
    data = gzip.decompress(content)
    sizes = struct.unpack_from("<8h", data, 40)
    voxels = struct.unpack_from("<h", data, 72)[0] // 8
    for size in sizes[1:1 + sizes[0]]:
        voxels *= size
    return len(data) == int(struct.unpack_from("<f", data, 108)[0]) + voxels


def is_whole_prepared(path):
    header = path.with_suffix(".json")
    if not header.exists():
        return True  # without a header it does not count
    told = json.loads(header.read_text())
    voxels = 1
    for size in told["geometry"]["size"]:
        voxels *= size
    return path.stat().st_size == voxels * (4 * told["channels"] if path.suffix == ".image" else 1)


def is_whole_journal(path):
    """As far as its header; steps may be cut off. Without the label that it began with it tells nothing."""
    content = path.read_bytes()
    told = json.loads(content[24:24 + int.from_bytes(content[8:16], "little")])
    return content[:8] == b"TandemCJ" and told["version"] == 2 and path.with_name("start.nrrd").exists()


def is_whole(path):
    """Whether a file is what its name says, as far as it tells."""
    endings = {".ckpt": lambda: is_whole_checkpoint(path.read_bytes()), ".nrrd": lambda: is_whole_nrrd(path.read_bytes()),
               ".gz": lambda: is_whole_nifti(path.read_bytes()), ".json": lambda: json.loads(path.read_text()) is not None,
               ".image": lambda: is_whole_prepared(path), ".label": lambda: is_whole_prepared(path),
               ".html": lambda: path.read_text().rstrip().endswith("</html>"),
               ".pdf": lambda: path.read_bytes().rstrip().endswith(b"%%EOF")}
    try:
        if path.name == "journal":
            return is_whole_journal(path)
        return endings.get(path.suffix, lambda: True)()
    except (OSError, ValueError, KeyError, struct.error, EOFError, zlib.error):
        return False


def wrong_files(project):
    wrong = [f"half of {path}" for path in project.rglob("*")
             if path.is_file() and not any(part.startswith(".tmp-") for part in path.parts) and not is_whole(path)]
    wrong += [f"run {run} has no config.json" for run, folder in rows(project, "SELECT id, folder FROM run")
              if not (project / folder / "config.json").exists()]
    wrong += [f"run {run} has lost the weights that it began with" for run, folder, told in rows(
        project, "SELECT id, folder, initial_weights FROM run WHERE initial_weights <> ''")
        if not (weights := project / folder / "initial.safetensors").exists() or sha256(weights) != told]
    for file, told in rows(project, "SELECT file, content_hash FROM checkpoint UNION ALL SELECT file, content_hash FROM artifact "
                                    "UNION ALL SELECT relative_path, content_hash FROM source_file "
                                    "WHERE relative_path LIKE 'labels/%'"):
        path = project / file
        if not path.exists():
            wrong.append(f"a row tells of {file}, which is not there")
        elif sha256(path) != told:
            wrong.append(f"{file} is not what its row tells of")
    model = project / "exports" / "model"
    wrong += [f"a model has lost {file}" for file in ("model.json", "models/model.ts", "check/label.nii.gz")
              if model.exists() and not (model / file).exists()]
    wrong += [f"a prediction has lost {folder}/{file}" for folder, file in rows(
        project, "SELECT folder, file FROM prediction_file JOIN prediction ON prediction.id = prediction_id")
        if not (project / folder / file).exists()]
    return wrong


def wrong_rows(project):
    wrong = []
    if rows(project, "PRAGMA integrity_check") != [("ok",)] or rows(project, "PRAGMA foreign_key_check"):
        wrong.append("the database is damaged")
    for what, sql in {"a case is there twice": "SELECT content_hash FROM source_file WHERE kind = 'image' GROUP BY 1 "
                                               "HAVING count(*) > 1",
                      "a case has no files": "SELECT 1 FROM study_case WHERE id NOT IN (SELECT case_id FROM source_file)",
                      "a run that goes on from another does not tell": "SELECT 1 FROM run WHERE initial_weights <> '' AND id "
                                                                       "NOT IN (SELECT run_id FROM run_ancestor)",
                      "a split was made for no run": "SELECT 1 FROM split WHERE name LIKE '% after run %' AND id NOT IN "
                                                     "(SELECT split_id FROM run)",
                      "a case was reviewed twice": "SELECT case_id FROM review GROUP BY 1 HAVING count(*) > 1"}.items():
        if rows(project, sql):
            wrong.append(what)
    return wrong


def wrong(project):
    """Sentences on what does not hold; none when all is well."""
    return wrong_rows(project) + wrong_files(project)
