#!/usr/bin/env python3
"""faults.py CLI SHIM REVIEWER [--long] [STEP ...]: does a study's steps while the program is killed, while the n-th call to the file
system fails, on a disk that is full, while the power fails, and in several processes at once. After each, and after the
step was done again, what study.wrong() looks at must hold; a run that was continued has the very weights and numbers of one
that was left in peace. Prints what it did and exits 1 where something did not hold.

SHIM is failing_files.c as a library, REVIEWER the program review_step. --long tries ten times as much. STEP: import, prepare,
train, predict, review, correct, finish, export, model, train-on, simulate or delete; all where none is named.
"""
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # beside the sources
import replay
import study

KILLS = {"import": 3, "prepare": 3, "train": 5, "predict": 3, "review": 3, "correct": 3, "finish": 3, "export": 3, "model": 2,
         "train-on": 4, "simulate": 3, "delete": 3}
FAILURES = {"import": 1, "prepare": 1, "train": 2, "predict": 1, "review": 3, "correct": 2, "finish": 2, "export": 2, "model": 1,
            "train-on": 2, "simulate": 1, "delete": 1}  # of each kind
STATES = {"train": 12, "predict": 4, "review": 8, "correct": 6, "finish": 6}  # of a disk after the power failed
CROWDS = {"import": 3, "prepare": 3, "train": 2}  # processes at once


class Faults:
    def __init__(self, made, factor):
        self.study, self.factor, self.chance = made, factor, random.Random(7)
        self.calls, self.faults, self.tried = {}, [], 0
        trained = made.state("trained")
        self.simulated = study.rows_of_simulation(made.state("simulated"))
        self.expected = (study.tensors_of_last(trained), study.numbers_of_run(trained))

    def begin(self, step):
        return self.study.copied(study.Study.BEFORE[step], "tried")

    def count(self, step):
        if step not in self.calls:
            project = self.begin(step)
            told = self.study.root / "count"
            self.study.do(step, project, folder=project, count=told)
            self.calls[step] = int(told.read_text())
            if self.calls[step] == 0:
                raise SystemExit(f"{step}: no call to a file was seen, so nothing would be tried.")
        return self.calls[step]

    def places(self, step, number):
        calls = self.count(step)
        return sorted(self.chance.sample(range(1, calls + 1), min(calls, number * self.factor)))

    def complain(self, where, sentences):
        for sentence in sentences:
            self.faults.append(f"{where}: {sentence}")
            print(self.faults[-1], flush=True)

    def look(self, where, project):
        self.tried += 1
        self.complain(where, study.wrong(project))

    def count_cases(self, where, step, project):
        if step == "import" and len(study.rows(project, "SELECT 1 FROM study_case")) != study.CASES:
            self.complain(where, ["not every case is there once"])

    def go_on(self, where, step, project):
        """The step once more, as a person would."""
        again = self.study.again(step, project)
        if again is not None:
            done = self.study.do(again, project, at=0)
            if done.returncode != 0:
                self.complain(where, [f"done again, it ended with {done.returncode}: {done.stderr.strip()[-300:]}"])
                return
        self.look(f"{where}, and done again", project)
        left = [path.name for path in project.rglob(".tmp-*")]
        if left:
            self.complain(where, [f"left over: {left}"])
        self.count_cases(where, step, project)
        if step == "train" and (study.tensors_of_last(project), study.numbers_of_run(project)) != self.expected:
            self.complain(where, ["the run is not the one that was left in peace"])
        if step == "simulate" and study.rows_of_simulation(project) != self.simulated:
            self.complain(where, ["the simulation is not the one that was left in peace"])
        if step == "delete" and (project / "exports" / "simulation").exists():
            self.complain(where, ["what was deleted is still there"])

    def kill(self, step):
        for call in self.places(step, KILLS[step]):
            project = self.begin(step)
            self.study.do(step, project, folder=project, at=call, act="kill")
            self.look(f"{step} killed at call {call}", project)
            self.go_on(f"{step} killed at call {call}", step, project)

    def fail(self, step, error):
        for call in self.places(step, FAILURES[step]):
            where = f"{step} with {error} at call {call}"
            project = self.begin(step)
            edits = {path: study.sha256(path) for path in [*project.glob("labels/editing/*/label.nii.gz"),
                                                           *project.glob("labels/corrections/*/journal")]
                     if step != "correct"}
            done = self.study.do(step, project, folder=project, at=call, act=error)
            if done.returncode < 0 or "not foreseen" in done.stderr:
                self.complain(where, [f"it ended with {done.returncode}: {done.stderr.strip()[-300:]}"])
            if not study.rows(project, "SELECT 1 FROM review"):
                self.complain(where, [f"{path} is lost" for path, told in edits.items()
                                      if not path.exists() or study.sha256(path) != told])
            self.look(where, project)
            self.go_on(where, step, project)

    def lose_power(self, step):
        project = self.begin(step)
        before = self.study.copied(study.Study.BEFORE[step], "before")
        record = self.study.root / "record"
        record.unlink(missing_ok=True)
        self.study.do(step, project, folder=project, record=record)
        calls = list(replay.recorded(record))
        ends = [index for index, call in enumerate(calls) if call[0] != "write"]
        if not ends:
            raise SystemExit(f"{step}: no call to a file was recorded, so nothing would be tried.")
        chosen = set(ends if self.factor > 1 else self.chance.sample(ends, min(len(ends), STATES[step])))
        disk = replay.Replay(before, project)
        state = self.study.state("state")
        for index, call in enumerate(calls):
            disk.apply(*call)
            for only_kept in (True, False) if index in chosen else ():
                shutil.rmtree(state, ignore_errors=True)
                disk.write(state, only_kept)
                self.look(f"{step}, the power off after call {index + 1} of {len(calls)} ({call[0]} {call[1]}, "
                          f"{'only what was waited for' if only_kept else 'all'})", state)
        shutil.rmtree(state, ignore_errors=True)
        disk.write(state, True)
        self.complain(f"{step}, the power off when it had ended", [
            f"strokes of {path.parent.name} are lost" for path in project.glob("labels/corrections/*/journal")
            if (state / path.relative_to(project)).read_bytes() != path.read_bytes()])

    def fill(self, step):
        """A really full disk; without the right to mount one it is left out."""
        disk = self.study.root / "disk"
        disk.mkdir(exist_ok=True)
        size = sum(path.stat().st_size for path in self.study.state(study.Study.BEFORE[step]).rglob("*")) // 1024 + 400
        for room in self.chance.sample(range(0, 2400, 80), 2 * self.factor):
            if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + 20000}k", "tmpfs", disk], capture_output=True,
                              check=False).returncode != 0:
                print("No disk can be mounted here; a full one is not tried.")
                return
            try:
                project = disk / "tried.tandem"
                shutil.copytree(self.study.state(study.Study.BEFORE[step]), project)
                shutil.copytree(self.study.root / "volumes", disk / "volumes")  # found by their paths from the project
                filler = disk / "filler"
                free = shutil.disk_usage(disk).free
                filler.write_bytes(bytes(max(0, free - room * 1024)))
                self.fill_while_it_works(f"{step} with {room} KiB of room", step, project, filler)
            finally:
                subprocess.run(["umount", "-l", disk], check=True)

    def fill_while_it_works(self, where, step, project, filler):
        """A training waits until there is room; the others say what is wrong and can be done again."""
        command = [str(one) for one in self.study.command(step, project)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=self.study.environment) as process:
            try:
                process.wait(15 if step.startswith("train") else 60)
            except subprocess.TimeoutExpired:
                self.look(f"{where}, waiting", project)
            filler.unlink()
            _, told = process.communicate(timeout=120)
        if process.returncode < 0:
            self.complain(where, [f"it ended with {process.returncode}: {told.strip()[-300:]}"])
        self.look(where, project)
        self.go_on(where, step, project)

    def crowd(self, step, number):
        project = self.begin(step)
        command = [str(one) for one in self.study.command(step, project)]
        processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                      env=self.study.environment) for _ in range(number)]
        for process in processes:
            _, told = process.communicate(timeout=300)
            if process.returncode != 0:
                self.complain(f"{number} times {step} at once", [told.strip()[-300:]])
        self.look(f"{number} times {step} at once", project)
        self.count_cases(f"{number} times {step} at once", step, project)


def main(cli, shim, reviewer, *options):
    factor = 10 if "--long" in options else 1
    steps = [one for one in options if one != "--long"] or list(KILLS)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tandem-faults-") as root:
        made = study.Study(root, cli, shim, reviewer)
        made.make()
        faults = Faults(made, factor)
        for step in steps:
            faults.kill(step)
            for error in ("EIO", "ENOSPC"):
                faults.fail(step, error)
            if step in STATES:
                faults.lose_power(step)
            if step in CROWDS:
                faults.crowd(step, CROWDS[step])
            if factor > 1:
                faults.fill(step)
            print(f"{step}: {faults.tried} looks after {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{faults.tried} looks at a project in {time.monotonic() - begun:.0f} s; {len(faults.faults)} faults.")
    return 1 if faults.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
