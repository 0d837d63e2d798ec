// A small simulation on phantoms from end to end: what it leaves alone, what it never corrects, and that it goes on
// where it was stopped to the same rows.
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/simulation/run_simulation.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/simulation/simulation_estimate.h"
#include "storage/simulation/simulation_folder.h"
#include "tests/core/expect_error.h"
#include "tests/ui/training/phantom_training.h"

#include <QtTest>
#include <algorithm>
#include <fstream>
#include <memory>
#include <set>

using namespace tandem;

namespace {

constexpr auto kSilent = [](double, std::string_view) {};
constexpr auto kAlone = [](const Simulation&) {};
constexpr std::int64_t kBudget = 3000;

/// But for how long they took, and the numbers of their runs.
std::vector<SimulationRow> comparable(const Simulation& simulation) {
    std::vector<SimulationRow> rows = simulation.rows;
    for (SimulationRow& row : rows) {
        row.seconds = 0;
        row.runId = 0;
    }
    return rows;
}

}  // namespace

class TestSimulation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_engine = openEngine();
        m_phantoms = std::make_unique<PhantomProject>();
        m_run = trainPhantoms(*m_phantoms, 12, "first");
    }
    void aWholeSimulation();
    void trainingsDoNotJudgeThemselves();
    void takesNoMoreRoomThanEstimated();
    void whatDoesNotFitTheDiskIsRefused();
    void aStopIsGoneOnFrom();
    void moreSeedsAreAdded();
    void allMayBeAnsweredBeforeTheBudgetIsSpent();
    void otherSettingsAreRefused();
    void aForeignFolderIsLeftAlone();
    void onlyHiddenLabelsAreSimulated();
    void aLinkIsNotFollowed();
    void whatCannotBeSimulatedIsTold();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] std::filesystem::path out(const char* name) { return m_phantoms->parent() / name; }
    [[nodiscard]] SimulationSettings settings() {
        SimulationSettings wanted = suggestedSimulation(project(), m_run);
        wanted.strategies = {RegionStrategy::LeastReliable, RegionStrategy::ForegroundRandom};
        wanted.seeds = {7};
        wanted.rounds = 2;
        wanted.budgetVoxels = kBudget;
        wanted.training.iterations = 6;
        wanted.training.deterministic = true;
        return wanted;
    }
    [[nodiscard]] Simulation simulate(const SimulationSettings& wanted, const char* name,
                                      const SimulationGrew& grew = kAlone, const Progress& progress = kSilent,
                                      const std::stop_token& stop = {}) {
        return runSimulation(project(), *m_engine, wanted, out(name), grew, progress, stop);
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PhantomProject> m_phantoms;
    std::int64_t m_run = 0;
};

void TestSimulation::aWholeSimulation() {
    const std::vector<CaseRecord> cases = project().cases().list();
    std::vector<int> grown;
    const Simulation done =
        simulate(settings(), "whole", [&](const Simulation& one) { grown.push_back(one.roundsDone()); });
    QCOMPARE(grown, (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
    QVERIFY(done.isDone());
    QCOMPARE(done.start.size(), std::size_t{1});
    QCOMPARE(done.corrected.size(), std::size_t{2});
    for (const SimulationRow& row : done.rows) {
        QCOMPARE(row.judged.size(), std::size_t{1});
        QCOMPARE(row.judged.front().name, done.start.front().name);
        QCOMPARE(row.effort.lookedAt, row.arm.strategy ? kBudget : 0);
        QCOMPARE(row.total.lookedAt, row.effort.lookedAt * row.round);
        QVERIFY(row.effort.changed <= row.effort.lookedAt);
        QCOMPARE(row.effort.units > 0, row.arm.strategy.has_value());
    }
    // A voxel in a hundred is wrong of so short a training, at the very least, and doubt is where it is.
    QVERIFY(done.find({.strategy = RegionStrategy::LeastReliable}, 7, 1)->effort.changed > kBudget / 100);
    QVERIFY(readSimulation(out("whole")).rows == done.rows);

    // The project is as it was.
    QVERIFY(project().cases().list() == cases);
    QCOMPARE(project().runs().list().size(), std::size_t{1});

    // The simulation's own has hidden labels only as far as an oracle answered, and they are right.
    const Project made = Project::open(out("whole") / "simulation.tandem", ProjectAccess::ReadOnly);
    int copies = 0;
    for (const CaseRecord& record : made.cases().list()) {
        const bool isCopy = record.name.find("seed 7") != std::string::npos;
        if (std::ranges::find(done.corrected, record.name) != done.corrected.end()) {
            QVERIFY2(!record.label, record.name.c_str());
        }
        if (!isCopy) {
            continue;
        }
        ++copies;
        const LabelVolume known = readCaseLabel(made, record, {});
        const CaseRecord source = project().cases().find(record.name.substr(0, record.name.find(" ("))).value();
        const LabelVolume truth = readCaseLabel(project(), source, {});
        std::int64_t voxels = 0;
        for (std::size_t at = 0; at < known.voxels().size(); ++at) {
            if (known.voxels()[at] != kUnknownClass) {
                QCOMPARE(known.voxels()[at], truth.voxels()[at]);
                ++voxels;
            }
        }
        QVERIFY(voxels > 0 && voxels <= 2 * kBudget);
        QCOMPARE(record.unknownVoxels, known.geometry().voxelCount() - voxels);
    }
    QVERIFY(copies >= 4);
    // Of each strategy and of no correction the last run, and the one that all began with.
    QCOMPARE(made.runs().list().size(), std::size_t{4});
}

/// Of a run that trust is fitted on before the next round its split has validation cases, which only the judging
/// predicts.
void TestSimulation::trainingsDoNotJudgeThemselves() {
    SimulationSettings wanted = settings();
    wanted.strategies = {RegionStrategy::LeastReliable};
    int looked = 0;
    std::int64_t ofStart = 0;
    const auto look = [&](const Simulation& one) {
        if (one.roundsDone() < 3) {  // what the start was judged by serves its trust, too
            const Project made = Project::open(out("judging") / "simulation.tandem", ProjectAccess::ReadOnly);
            const std::int64_t judged = made.cases().find(one.start.front().name)->id;
            const PredictionRecord prediction = made.predictions().list(1, judged).at(0);
            QCOMPARE(prediction.maps, KeptMaps::All);
            QVERIFY(ofStart == 0 || prediction.id == ofStart);
            ofStart = prediction.id;
        }
        if (one.rows.empty() || one.rows.back().round != 1 || !one.rows.back().arm.strategy) {
            return;
        }
        const Project made = Project::open(out("judging") / "simulation.tandem", ProjectAccess::ReadOnly);
        const std::int64_t run = one.rows.back().runId;
        const std::int64_t split = made.runs().get(run).splitId.value();
        QCOMPARE(made.splits().casesFor<SplitRole::Validation>(split).size(), std::size_t{1});
        QVERIFY(made.validationScores().list(run).empty());
        QVERIFY(!made.checkpoints().find(run, CheckpointKind::Best));
        ++looked;
    };
    static_cast<void>(simulate(wanted, "judging", look));
    QCOMPARE(looked, 1);
}

void TestSimulation::takesNoMoreRoomThanEstimated() {
    const SimulationDisk disk = estimateSimulation(project(), *m_engine, settings(), out("room")).disk;
    QVERIFY(disk.fits());
    QCOMPARE(disk.thereBytes, 0U);
    std::uint64_t most = 0;
    const Simulation done = simulate(settings(), "room", kAlone, [&](double, std::string_view) {
        most = std::max(most, simulationBytes(out("room")));
    });
    const std::string figures = std::to_string(most) + " of " + std::to_string(disk.neededBytes());
    QVERIFY2(most <= disk.neededBytes(), figures.c_str());
    QVERIFY2(most > disk.neededBytes() / 4, figures.c_str());
    const SimulationDisk again = estimateSimulation(project(), *m_engine, settings(), out("room")).disk;
    QCOMPARE(again.thereBytes, simulationBytes(out("room")));
    QCOMPARE(again.neededBytes(), disk.neededBytes());
}

void TestSimulation::whatDoesNotFitTheDiskIsRefused() {
    SimulationSettings huge = settings();
    huge.training.filters = 64;  // two gigabytes a checkpoint
    huge.seeds.clear();
    for (std::int64_t seed = 0; seed < 100'000; ++seed) {
        huge.seeds.push_back(seed);
    }
    const auto error = errorOf([&] { return simulate(huge, "huge"); });
    QVERIFY(error && error->code() == ErrorCode::Io);
    QVERIFY2(mentions(error, "The simulation needs up to ") && mentions(error, "are free; make room"), error->what());
    QVERIFY(!std::filesystem::exists(out("huge")));
}

void TestSimulation::aStopIsGoneOnFrom() {
    const Simulation whole = simulate(settings(), "whole");  // as the test before has left it, where that was run
    // In the first round of the first strategy, in the midst of its training, and in the last round of all.
    for (const char* const stopping : {"least-reliable, seed 7, round 1", "foreground-random, seed 7, round 2"}) {
        std::stop_source stop;
        int iterations = 0;
        const auto error = errorOf([&] {
            return simulate(
                settings(), "stopped", kAlone,
                [&](double, std::string_view what) {
                    iterations += what == stopping ? 1 : 0;
                    if (iterations > 8) {
                        stop.request_stop();
                    }
                },
                stop.get_token());
        });
        QVERIFY(error && error->code() == ErrorCode::Cancelled);
        QVERIFY(!readSimulation(out("stopped")).isDone());
    }
    const Simulation goneOn = simulate(settings(), "stopped");
    QVERIFY(goneOn.isDone());
    QVERIFY(goneOn.start == whole.start);
    QVERIFY(comparable(goneOn) == comparable(whole));
    // Once more, there is nothing to do.
    const Simulation again = simulate(settings(), "stopped");
    QVERIFY(again.rows == goneOn.rows);
}

void TestSimulation::moreSeedsAreAdded() {
    SimulationSettings more = settings();
    more.seeds = {7, 8};
    more.rounds = 1;
    more.strategies = {RegionStrategy::ClassBalanced};
    SimulationSettings first = more;
    first.seeds = {7};
    const Simulation before = simulate(first, "more");
    const Simulation after = simulate(more, "more");
    QCOMPARE(before.rows.size(), std::size_t{2});
    QCOMPARE(after.rows.size(), std::size_t{4});
    QVERIFY(std::ranges::equal(before.rows, std::span(after.rows).first(2)));
    // Slices, and full labels on top, in a folder of their own.
    SimulationSettings slices = first;
    slices.unit = CorrectionUnit::Slices;
    slices.withFullLabels = true;
    const Simulation other = simulate(slices, "slices");
    const SimulationRow& asked = *other.find({.strategy = RegionStrategy::ClassBalanced}, 7, 1);
    // Of 32 x 32 voxels, the last one in part.
    QCOMPARE(asked.effort.lookedAt, kBudget);
    QCOMPARE(asked.effort.slices, 3);
    QCOMPARE(asked.effort.units, 3);
    const SimulationArm full{.strategy = {}, .baseline = SimulationBaseline::FullLabels};
    QCOMPARE(other.find(full, 7, 1)->effort.lookedAt, other.correctableVoxels);
}

/// Then there is no unlabelled case left, which the method needs all the same.
void TestSimulation::allMayBeAnsweredBeforeTheBudgetIsSpent() {
    SimulationSettings all = settings();
    all.strategies = {RegionStrategy::LeastReliable};
    all.budgetOf = BudgetOf::Changed;
    all.budgetVoxels = 1'000'000;
    const Simulation done = simulate(all, "all");
    QVERIFY(done.isDone());
    const SimulationArm arm{.strategy = RegionStrategy::LeastReliable};
    QCOMPARE(done.find(arm, 7, 1)->effort.lookedAt, done.correctableVoxels);
    QVERIFY(done.find(arm, 7, 2)->effort == CorrectionEffort{});
    QCOMPARE(done.find(arm, 7, 2)->total.lookedAt, done.correctableVoxels);
    // Nothing is kept of what the start predicted.
    const Project made = Project::open(out("all") / "simulation.tandem", ProjectAccess::ReadOnly);
    QVERIFY(!made.predictions().hasAny(1));
}

void TestSimulation::aForeignFolderIsLeftAlone() {
    std::filesystem::create_directories(out("foreign"));
    std::ofstream(out("foreign") / "simulation.csv") << "mine";
    const auto error = errorOf([&] { return simulate(settings(), "foreign"); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY(mentions(error, "has something in it that is no simulation"));
}

void TestSimulation::otherSettingsAreRefused() {
    SimulationSettings other = settings();
    other.rounds = 1;
    other.strategies = {RegionStrategy::LeastReliable};
    static_cast<void>(simulate(other, "kind"));
    other.budgetVoxels += 1;
    const auto error = errorOf([&] { return simulate(other, "kind"); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY(mentions(error, "holds a simulation with other settings, weights or cases"));
}

void TestSimulation::onlyHiddenLabelsAreSimulated() {
    std::set<std::string> corrected;
    for (const CaseRecord& one : casesToSimulate(project(), m_run)) {
        corrected.insert(one.name);
    }
    QCOMPARE(corrected.size(), std::size_t{2});
    for (const CaseRecord& one : casesToJudgeBy(project(), m_run, JudgedBy::Validation)) {
        QVERIFY2(!corrected.contains(one.name), one.name.c_str());
    }
    const auto error = errorOf([&] { return casesToJudgeBy(project(), m_run, JudgedBy::Test); });
    QVERIFY(mentions(error, "The split of run 1 has no test case to measure Dice on"));
    const SimulationEstimate estimate = estimateSimulation(project(), *m_engine, settings(), out("none"));
    QCOMPARE(estimate.trainings, 6);
    QCOMPARE(estimate.iterations, 36);
    // Two cases corrected and one that trust is fitted on, of the start and of two strategies; that one is judged by,
    // too, and of the other four runs alone.
    QCOMPARE(estimate.predictions, 3 * 3 + 4);
    SimulationSettings once = settings();
    once.rounds = 1;
    QCOMPARE(estimateSimulation(project(), *m_engine, once, out("none")).predictions, 3 + 3);
    QVERIFY(estimate.seconds && *estimate.seconds > 0);
}

/// The folder may come from a stranger.
void TestSimulation::aLinkIsNotFollowed() {
    SimulationSettings wanted = settings();
    wanted.rounds = 1;
    for (const char* const name : {"simulation.tandem", "simulation.lock"}) {
        const std::filesystem::path folder = out("linked");
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        std::ofstream(folder / (name == std::string("simulation.lock") ? "simulation.tandem" : "simulation.lock"));
        std::filesystem::create_symlink(m_phantoms->folder() / "project.sqlite", folder / name);
        const auto error = errorOf([&] { return simulate(wanted, "linked"); });
        QVERIFY2(error && error->code() == ErrorCode::Corrupt, name);
    }
}

void TestSimulation::whatCannotBeSimulatedIsTold() {
    for (const CaseRecord& one : casesToSimulate(project(), m_run)) {
        CaseRecord bare = one;
        bare.label.reset();
        bare.labelVoxels.clear();
        bare.state = CaseState::Unlabelled;
        project().cases().update(bare);
    }
    const auto error = errorOf([&] { return suggestedSimulation(project(), m_run); });
    QVERIFY(error && error->code() == ErrorCode::NotFound);
    QVERIFY(mentions(error, "No unlabelled case of run 1 has a label that could be hidden from it"));
    SimulationSettings empty;
    QVERIFY(mentions(errorOf([&] {
                         empty.check();
                         return 0;
                     }),
                     "No strategy is to be simulated"));
}

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
