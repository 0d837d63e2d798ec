#include "storage/simulation/correction_round.h"

#include "core/base/error.h"
#include "core/base/temporary_folder.h"
#include "core/metrics/overlap.h"
#include "core/prepared/prepared_files.h"
#include "core/settings/preparation_settings.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/prediction/prediction_study.h"
#include "storage/prediction/stored_maps.h"
#include "storage/regions/prediction_regions.h"
#include "storage/reliability/trust_learning.h"
#include "storage/removal/run_removal.h"
#include "storage/review/case_review.h"
#include "storage/simulation/oracle_answers.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/training_study.h"
#include "storage/training/weights_origin.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace tandem {
namespace {

// Parts of a round's time.
constexpr double kAsked = 0.3;
constexpr double kTrained = 0.9;

constexpr std::uint64_t kSeeds = std::uint64_t{1} << 31;  // those that a training takes

/// "least-reliable, seed 42, round 2": of runs and splits, and of cases in brackets behind their names.
std::string nameOf(const SimulationArm& arm, std::int64_t seed, int round) {
    return std::format("{}, seed {}, round {}", nameOf(arm), seed, round);
}

/// Far apart for neighbouring seeds, as people choose them.
std::uint64_t seedOf(std::int64_t seed, int round) {
    constexpr std::uint64_t kApart = 1'000'003;
    return static_cast<std::uint64_t>(seed) * kApart + static_cast<std::uint64_t>(round);
}

bool isFullLabels(const SimulationArm& arm) {
    return !arm.strategy && arm.baseline == SimulationBaseline::FullLabels;
}

/// The round before, whose answers stand; what a stop left of this one is answered again.
RoundToDo before(RoundToDo todo) {
    --todo.round;
    return todo;
}

/// Tells how far the iterations are, and nothing else.
class IterationProgress : public TrainingObserver {
public:
    IterationProgress(const Progress& progress, std::string what, std::int64_t iterations)
        : m_progress(progress), m_what(std::move(what)), m_iterations(iterations) {}

    void iterationDone(const IterationMetrics& metrics) override {
        m_progress(static_cast<double>(metrics.iteration) / static_cast<double>(m_iterations), m_what);
    }
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string&) override {}

private:
    const Progress& m_progress;
    std::string m_what;
    std::int64_t m_iterations;
};

/// What came of asking.
struct Answered {
    std::vector<std::int64_t> copies;    ///< cases with what is known of them by now
    std::vector<std::int64_t> replaced;  ///< in whose place they are learnt from
    CorrectionEffort effort;
};

}  // namespace

struct CorrectionRounds::Parts {
    const Project& source;
    SimulationProject& simulation;
    Engine& engine;
    const SimulationSettings& settings;
    std::optional<std::vector<CandidateRegion>> ofStart;  ///< the same for all strategies and seeds

    [[nodiscard]] Project& project() const { return simulation.project; }
    [[nodiscard]] std::int64_t sourceIdOf(std::int64_t caseId) const {
        return std::ranges::find(simulation.corrected, caseId, &SimulatedCase::id)->sourceId;
    }
    [[nodiscard]] Weights weightsOfRun(std::int64_t runId) const {
        return weightsOf(presentCheckpoint(project(), runId, CheckpointKind::Last));
    }

    /// Where trust is fitted on the same cases next, they are predicted once for both.
    [[nodiscard]] KeptMaps mapsToJudge(bool isAskedNext) const {
        return isAskedNext && settings.judgedBy == JudgedBy::Validation ? KeptMaps::All : KeptMaps::Label;
    }
    void predict(std::int64_t runId, const std::vector<std::int64_t>& cases, KeptMaps maps, const Progress& progress,
                 const std::stop_token& stop);
    [[nodiscard]] std::vector<DiceOfCase> judge(std::int64_t runId, KeptMaps maps, const Progress& progress,
                                                const std::stop_token& stop);
    [[nodiscard]] std::vector<CandidateRegion> findCandidates(std::int64_t runId, const Progress& progress,
                                                              const std::stop_token& stop);
    [[nodiscard]] std::vector<CandidateRegion> openCandidates(const RoundToDo& todo, const Progress& progress,
                                                              const std::stop_token& stop);
    [[nodiscard]] std::optional<CaseRecord> newestCopy(std::int64_t caseId, const RoundToDo& todo) const;
    [[nodiscard]] LabelOracle oracleOf(std::int64_t caseId, const RoundToDo& todo, const std::stop_token& stop) const;
    void keepCopy(std::int64_t caseId, const RoundToDo& todo, const LabelVolume& known) const;
    void keepAnswers(std::int64_t caseId, const LabelOracle& oracle, const RoundToDo& todo, Answered& answered) const;
    void askStrategy(const RoundToDo& todo, Answered& answered, const Progress& progress, const std::stop_token& stop);
    void askForAll(const RoundToDo& todo, Answered& answered, const Progress& progress, const std::stop_token& stop);
    [[nodiscard]] Answered answer(const RoundToDo& todo, const Progress& progress, const std::stop_token& stop);
    [[nodiscard]] std::vector<SplitAssignment> assignments(const RoundToDo& todo, const Answered& answered) const;
    [[nodiscard]] RunRecord runOf(const RoundToDo& todo, const Answered& answered);
    void train(const RunRecord& run, const Progress& progress, const std::stop_token& stop);
};

/// Those of the cases that are not predicted with so many maps.
void CorrectionRounds::Parts::predict(std::int64_t runId, const std::vector<std::int64_t>& cases, KeptMaps maps,
                                      const Progress& progress, const std::stop_token& stop) {
    const std::string hash = weightsOfRun(runId).hash;
    PredictionRequest request{.runId = runId,
                              .checkpoint = CheckpointKind::Last,
                              .caseIds = {},
                              .settings = {},
                              .caseDone = {},
                              .estimated = {}};
    for (const std::int64_t id : cases) {
        const auto made = project().predictions().find(runId, id, hash);
        if ((!made || made->maps < maps) && std::ranges::find(request.caseIds, id) == request.caseIds.end()) {
            request.caseIds.push_back(id);
        }
    }
    if (request.caseIds.empty()) {
        return;
    }
    request.settings.device = settings.training.device;
    request.settings.precision = settings.training.precision;
    request.settings.maps = maps;
    static_cast<void>(predictCases(project(), engine, request, progress, stop));
}

std::vector<DiceOfCase> CorrectionRounds::Parts::judge(std::int64_t runId, KeptMaps maps, const Progress& progress,
                                                       const std::stop_token& stop) {
    predict(runId, simulation.judged, maps, progress, stop);
    const std::string hash = weightsOfRun(runId).hash;
    const int classes = project().labels().scheme().count();
    std::vector<DiceOfCase> judged;
    for (const std::int64_t id : simulation.judged) {
        throwIfStopped(stop);
        const CaseRecord record = project().cases().get(id);
        const LabelVolume label = loadStoredLabel(project(), project().predictions().find(runId, id, hash).value());
        DiceOfCase one{.name = record.name, .dice = {}};
        const std::vector<Overlap> overlaps = measureOverlap(label, readCaseLabel(project(), record, stop), classes);
        for (auto overlap = overlaps.begin() + 1; overlap != overlaps.end(); ++overlap) {
            one.dice.push_back(overlap->dice);
        }
        judged.push_back(std::move(one));
    }
    return judged;
}

/// Of all cases that are corrected, whatever the strategy.
std::vector<CandidateRegion> CorrectionRounds::Parts::findCandidates(std::int64_t runId, const Progress& progress,
                                                                     const std::stop_token& stop) {
    std::vector<std::int64_t> cases = simulation.validation;
    for (const SimulatedCase& one : simulation.corrected) {
        cases.push_back(one.id);
    }
    predict(runId, cases, KeptMaps::All, progress, stop);
    const Weights weights = weightsOfRun(runId);
    const RunTrust trust = learnTrust(
        project(), [this]() -> const Engine& { return engine; },
        {.runId = runId, .weights = weights, .isToPredict = false, .caseDone = {}},
        [](TrustStep) -> Progress { return [](double, std::string_view) {}; }, stop);
    std::vector<CandidateRegion> found;
    for (const SimulatedCase& one : simulation.corrected) {
        const PredictionRecord prediction = project().predictions().find(runId, one.id, weights.hash).value();
        std::ranges::move(regionsOf(project(), prediction, trust.fitted, stop).candidates, std::back_inserter(found));
    }
    return found;
}

/// Those of which something is still unknown: what was answered whole is not asked for again, nor counted for the
/// shares of a strategy.
std::vector<CandidateRegion> CorrectionRounds::Parts::openCandidates(const RoundToDo& todo, const Progress& progress,
                                                                     const std::stop_token& stop) {
    if (todo.fromRun == simulation.runId) {
        if (!ofStart) {
            ofStart = findCandidates(todo.fromRun, progress, stop);
        }
        return *ofStart;
    }
    std::vector<CandidateRegion> candidates = findCandidates(todo.fromRun, progress, stop);
    for (const SimulatedCase& one : simulation.corrected) {
        const auto copy = newestCopy(one.id, before(todo));
        if (!copy) {
            continue;
        }
        const LabelVolume known = readCaseLabel(project(), *copy, stop);
        const auto isUnknown = [&](std::int64_t at) {
            return known.voxels()[static_cast<std::size_t>(at)] == kUnknownClass;
        };
        std::erase_if(candidates, [&](const CandidateRegion& region) {
            return region.caseId == one.id && runsWhere(known.geometry().size, region.box, isUnknown).empty();
        });
    }
    return candidates;
}

/// With what is known of the case since an earlier round.
std::optional<CaseRecord> CorrectionRounds::Parts::newestCopy(std::int64_t caseId, const RoundToDo& todo) const {
    const std::string name = project().cases().get(caseId).name;
    for (int round = todo.round; round >= 1; --round) {
        auto copy = project().cases().find(name + " (" + nameOf(todo.arm, todo.seed, round) + ")");
        if (copy && copy->label) {
            return copy;
        }
    }
    return std::nullopt;
}

LabelOracle CorrectionRounds::Parts::oracleOf(std::int64_t caseId, const RoundToDo& todo,
                                              const std::stop_token& stop) const {
    const auto copy = newestCopy(caseId, before(todo));
    const auto predicted = project().predictions().find(todo.fromRun, caseId, weightsOfRun(todo.fromRun).hash);
    return {hiddenLabel(source, source.cases().get(sourceIdOf(caseId)), stop),
            loadStoredLabel(project(), predicted.value()),
            copy ? readCaseLabel(project(), *copy, stop) : LabelVolume()};
}

/// A label that a split uses stays, so that each round has copies of its own of the cases that it learns more about.
void CorrectionRounds::Parts::keepCopy(std::int64_t caseId, const RoundToDo& todo, const LabelVolume& known) const {
    CaseRecord record = project().cases().get(caseId);
    record.name += " (" + nameOf(todo.arm, todo.seed, todo.round) + ")";
    const auto made = project().cases().find(record.name);
    if (made && made->label) {
        return;  // before a stop
    }
    if (!made) {
        record.id = 0;
        record = project().cases().add(std::move(record));
    }
    static_cast<void>(acceptLabel(project(), {.caseId = made ? made->id : record.id,
                                              .prediction = nullptr,
                                              .label = known,
                                              .decision = ReviewDecision::Edited,
                                              .note = "Answered by the oracle of a simulation.",
                                              .editor = {},
                                              .correction = nullptr}));
}

void CorrectionRounds::Parts::keepAnswers(std::int64_t caseId, const LabelOracle& oracle, const RoundToDo& todo,
                                          Answered& answered) const {
    const CorrectionEffort effort = oracle.effort();
    if (effort.lookedAt > 0) {
        keepCopy(caseId, todo, oracle.known());
        answered.effort += effort;
    }
}

void CorrectionRounds::Parts::askStrategy(const RoundToDo& todo, Answered& answered, const Progress& progress,
                                          const std::stop_token& stop) {
    const std::uint64_t seed = seedOf(todo.seed, todo.round);
    const std::vector<CandidateRegion> candidates = openCandidates(todo, progress, stop);
    const auto order = orderRegions(candidates, todo.arm.strategy.value(),
                                    {.seed = seed, .beta = scheduledBeta(todo.round - 1, settings.rounds)});
    const auto oracles = answersTo(candidates, order, {.unit = settings.unit, .seed = seed},
                                   {.left = settings.budgetVoxels, .of = settings.budgetOf},
                                   [&](std::int64_t caseId) { return oracleOf(caseId, todo, stop); });
    for (const auto& [caseId, oracle] : oracles) {
        throwIfStopped(stop);
        keepAnswers(caseId, oracle, todo, answered);
    }
}

void CorrectionRounds::Parts::askForAll(const RoundToDo& todo, Answered& answered, const Progress& progress,
                                        const std::stop_token& stop) {
    for (const SimulatedCase& one : simulation.corrected) {
        predict(todo.fromRun, {one.id}, KeptMaps::Label, progress, stop);
        LabelOracle oracle = oracleOf(one.id, todo, stop);
        const Index3& size = oracle.label().geometry().size;
        EffortBudget everything{.left = oracle.label().geometry().voxelCount()};
        oracle.answer(runsWhere(size, {.first = {}, .size = size}, [](std::int64_t) { return true; }), everything);
        keepAnswers(one.id, oracle, todo, answered);
    }
}

Answered CorrectionRounds::Parts::answer(const RoundToDo& todo, const Progress& progress, const std::stop_token& stop) {
    Answered answered;
    if (todo.arm.strategy) {
        askStrategy(todo, answered, progress, stop);
    } else if (isFullLabels(todo.arm) && todo.round == 1) {
        askForAll(todo, answered, progress, stop);
    }
    for (const SimulatedCase& one : simulation.corrected) {
        if (const auto copy = newestCopy(one.id, todo)) {
            answered.copies.push_back(copy->id);
            // Of a case that is known whole nothing is left to learn without labels; for a method that needs such
            // cases it stays one of them, too.
            if (copy->unknownVoxels > 0) {
                answered.replaced.push_back(one.id);
            }
        }
    }
    return answered;
}

std::vector<SplitAssignment> CorrectionRounds::Parts::assignments(const RoundToDo& todo,
                                                                  const Answered& answered) const {
    // Trust is fitted on validation cases for the next round, and only on those of the run's own split.
    const bool isAskedAgain = todo.arm.strategy && todo.round < settings.rounds;
    std::vector<SplitAssignment> all;
    for (const SplitAssignment& one : project().splits().get(simulation.splitId).assignments) {
        const bool isReplaced = std::ranges::find(answered.replaced, one.caseId) != answered.replaced.end();
        const bool isTraining = one.role == SplitRole::TrainingLabelled || one.role == SplitRole::TrainingUnlabelled;
        if (isTraining ? !isReplaced : one.role == SplitRole::Validation && isAskedAgain) {
            all.push_back(one);
        }
    }
    for (const std::int64_t copy : answered.copies) {
        all.push_back({copy, SplitRole::TrainingLabelled});
    }
    std::ranges::sort(all, {}, &SplitAssignment::caseId);
    return all;
}

/// The one that a stop cut off, else a new one.
RunRecord CorrectionRounds::Parts::runOf(const RoundToDo& todo, const Answered& answered) {
    const std::string name = nameOf(todo.arm, todo.seed, todo.round);
    const std::vector<RunRecord> runs = project().runs().list();
    if (const auto found = std::ranges::find(runs, name, &RunRecord::name); found != runs.end()) {
        return *found;
    }
    const TemporaryFolder folder("tandem-simulation-", "free some room there and simulate again");
    const std::filesystem::path weights = folder.path() / "weights.safetensors";
    const CheckpointRecord from = presentCheckpoint(project(), todo.fromRun, CheckpointKind::Last);
    exportRecorded(project(), engine, from, weights);
    TrainingRequest request{
        .training = settings.training,
        .preparation =
            storedSettings<PreparationSettings>(project().runs().get(simulation.runId).preparationJson).forWork(),
        .name = name,
        .initialWeights = weights,
        .pinnedCase = {},
        .acceptsLeak = true,  // the run that is simulated on was trained with it
        .goesOnFrom = ancestorBy(project().runs().get(from.runId), from)};
    request.training.seed = static_cast<std::int64_t>(seedOf(todo.seed, todo.round) % kSeeds);
    RunRecord run;
    project().transaction([&] {
        request.splitId = project().splits().add({.name = name, .assignments = assignments(todo, answered)}).id;
        run = queueTraining(project(), engine, request);
    });
    return run;
}

void CorrectionRounds::Parts::train(const RunRecord& run, const Progress& progress, const std::stop_token& stop) {
    if (run.status == RunStatus::Finished) {
        return;
    }
    IterationProgress observer(progress, run.name, settings.training.iterations);
    const TrainingSummary summary =
        runTraining(project(), engine, run.id, observer, [](double, std::string_view) {}, stop, Validating::Never);
    if (summary.stopped) {
        throw Error(ErrorCode::Cancelled, "The simulation was stopped; simulate again and it goes on from there.");
    }
}

CorrectionRounds::CorrectionRounds(const Project& source, SimulationProject& simulation, Engine& engine,
                                   const SimulationSettings& settings)
    : m_parts(new Parts{.source = source, .simulation = simulation, .engine = engine, .settings = settings}) {}

CorrectionRounds::~CorrectionRounds() = default;

std::vector<DiceOfCase> CorrectionRounds::judgeStart(const Progress& progress, const std::stop_token& stop) {
    return m_parts->judge(m_parts->simulation.runId, m_parts->mapsToJudge(true), progress, stop);
}

SimulationRow CorrectionRounds::doRound(const RoundToDo& todo, const Progress& progress, const std::stop_token& stop) {
    const auto begun = std::chrono::steady_clock::now();
    const std::string name = nameOf(todo.arm, todo.seed, todo.round);
    const auto part = [&](double from, double to) -> Progress {
        return [&progress, &name, from, to](double fraction, std::string_view) {
            progress(from + (to - from) * fraction, name);
        };
    };
    const Answered answered = m_parts->answer(todo, part(0, kAsked), stop);
    const RunRecord run = m_parts->runOf(todo, answered);
    m_parts->train(run, part(kAsked, kTrained), stop);
    const bool isAskedAgain = todo.arm.strategy && todo.round < m_parts->settings.rounds;
    SimulationRow row{.arm = todo.arm,
                      .seed = todo.seed,
                      .round = todo.round,
                      .effort = answered.effort,
                      .total = todo.before,
                      .runId = run.id,
                      .judged = m_parts->judge(run.id, m_parts->mapsToJudge(isAskedAgain), part(kTrained, 1), stop)};
    row.total += row.effort;
    row.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return row;
}

void CorrectionRounds::clearStart() {
    Parts& parts = *m_parts;
    if (parts.project().predictions().hasAny(parts.simulation.runId)) {
        removePredictions(parts.project(), parts.simulation.runId);
    }
}

void CorrectionRounds::clearAfter(const SimulationRow& row, std::int64_t fromRun) {
    const Project& project = m_parts->project();
    const std::vector<RunRecord> runs = project.runs().list();
    if (fromRun != m_parts->simulation.runId && std::ranges::find(runs, fromRun, &RunRecord::id) != runs.end()) {
        removeRun(project, fromRun);
    }
    const auto preparation =
        storedSettings<PreparationSettings>(project.runs().get(m_parts->simulation.runId).preparationJson).forWork();
    const RoundToDo done{.arm = row.arm, .seed = row.seed, .round = row.round, .before = {}};
    for (const SimulatedCase& one : m_parts->simulation.corrected) {
        const auto copy = m_parts->newestCopy(one.id, done);
        if (const auto prepared = copy ? findPrepared(project, *copy, preparation) : std::nullopt) {
            removePreparedCase(prepared->stem);
        }
    }
}

}  // namespace tandem
