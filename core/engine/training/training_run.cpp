#include "core/engine/training/training_run.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/checkpoint_files.h"
#include "core/engine/checkpoint/resume.h"
#include "core/engine/devices/device_choice.h"
#include "core/engine/devices/device_memory.h"
#include "core/engine/memory/training_memory.h"
#include "core/engine/network/partial_weights.h"
#include "core/engine/network/safetensors.h"
#include "core/engine/network/weights.h"
#include "core/engine/prediction/pinned_case.h"
#include "core/engine/training/validation.h"
#include "core/training_metrics.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace tandem {
namespace {

MutualVNet networkOn(const RunShape& shape, std::int64_t seed) {
    MutualVNet network(shape.network, static_cast<std::uint64_t>(seed));
    network->to(shape.device);
    network->train();
    return network;
}

std::vector<std::int64_t> idsOf(const std::vector<PreparedCase>& cases) {
    std::vector<std::int64_t> ids;
    for (const PreparedCase& one : cases) {
        ids.push_back(one.reference().caseId);
    }
    return ids;
}

BatchPart partOf(const RankGroup* ranks) {
    return ranks == nullptr ? BatchPart{} : BatchPart{.index = ranks->rank(), .parts = ranks->ranks()};
}

/// The parts too: the ramp may multiply an infinite part by zero.
bool areLossesFinite(const IterationMetrics& metrics) {
    return std::ranges::all_of(trainingMetrics(), [&](const TrainingMetric& one) {
        return one.group != MetricGroup::Losses || std::isfinite(one.of(metrics));
    });
}

}  // namespace

TrainingRun::TrainingRun(const TrainingPlan& plan, const RunSetup& setup, TrainingObserver& observer,
                         std::stop_token stop)
    : m_plan(plan),
      m_setup(setup),
      m_observer(observer),
      m_stop(std::move(stop)),
      m_caseIds{.labelled = idsOf(setup.cases.labelled), .unlabelled = idsOf(setup.cases.unlabelled)},
      m_network(networkOn(setup.shape, plan.settings.seed)),
      m_optimiser(m_network->parameters(), plan.settings.momentum, plan.settings.weightDecay) {
    BatchSampler sampler(plan.settings, setup.cases.sizes(), partOf(setup.ranks));
    m_sampler = sampler.state();
    if (plan.resumeFrom) {
        continueFrom(*plan.resumeFrom);
        sampler.setState(m_sampler);
    } else if (plan.initialWeights) {
        beginWith(*plan.initialWeights);
    }
    m_source = makeSource(std::move(sampler));
    if (setup.ranks != nullptr) {
        m_shared.emplace(*setup.ranks, m_network);
    }
}

void TrainingRun::beginWith(const std::filesystem::path& weights) {
    const TakenWeights taken =
        takeWeights(m_network, readSafetensors(weights), m_plan.classNames, weights.filename().string());
    if (const std::string told = taken.sentence(weights.filename().string()); !told.empty()) {
        m_observer.noticed(told);
    }
}

void TrainingRun::continueFrom(const std::filesystem::path& file) {
    const Checkpoint checkpoint = readCheckpoint(file);
    requireContinuable(checkpoint, m_plan, m_setup.cases.channels, m_caseIds);
    setWeights(m_network, checkpoint.weights, file.string());
    if (!checkpoint.run) {
        return;
    }
    const RunState& run = *checkpoint.run;
    takeThreadsOf(run);
    m_network->setDropoutState(run.dropout);
    m_optimiser.setBuffers(momentumFor(m_network, run));
    m_sampler = run.sampler;
    m_iteration = checkpoint.about.iteration;
    m_validatedIteration = run.validatedIteration;
    m_pinnedIteration = run.pinnedIteration;
    if (run.bestDice && bringBestCheckpoint(m_plan)) {
        m_bestDice = run.bestDice;
    }
}

void TrainingRun::takeThreadsOf(const RunState& run) {
    const int here = threadCount();
    if (!m_plan.settings.deterministic || !m_setup.shape.device.is_cpu() || run.threads == here) {
        return;
    }
    if (run.threads == 0) {
        m_observer.noticed("The checkpoint does not tell with how many threads the run was computed; if it was not " +
                           std::to_string(here) + ", its last digits differ from those of a run without a break.");
        return;
    }
    m_threads.emplace(run.threads);
    if (threadCount() == run.threads) {
        m_observer.noticed("The run goes on with as many threads as it began with, " + std::to_string(run.threads) +
                           " instead of " + std::to_string(here) + ", so that its numbers stay the same.");
    } else {
        m_observer.noticed("The run began with " + std::to_string(run.threads) + " threads and goes on with " +
                           std::to_string(threadCount()) +
                           ", so its last digits differ from those of a run without a break.");
    }
}

void TrainingRun::tellStart() const {
    const c10::Device& device = m_setup.shape.device;
    m_observer.trainingStarted({.device = nameOf(device),
                                .precision = nameOf(m_setup.shape.precision),
                                .threads = device.is_cpu() ? threadCount() : 0});
}

std::unique_ptr<PatchSource> TrainingRun::makeSource(BatchSampler sampler) const {
    const TrainingSettings& settings = m_plan.settings;
    const c10::Device& device = m_setup.shape.device;
    const Placement placement = placementOf(settings, m_setup.shape, memoryOf(device).freeBytes);
    if (placement == Placement::Device) {
        return residentPatches(m_setup.cases, std::move(sampler), settings.patch, device);
    }
    if (settings.placement == AskedPlacement::Auto) {
        m_observer.noticed("The volumes do not fit on the device beside the network and are streamed from the cache.");
    }
    return streamedPatches(m_setup.cases, std::move(sampler), settings.patch, device, settings.prefetchThreads);
}

TrainingSummary TrainingRun::run() {
    TrainingSummary summary;
    tellStart();
    try {
        validateStart();
        while (true) {
            if (isValidationDue()) {
                tellSaved(true);  // the file is there long before the validation ends
                validateOnTheWay();
            }
            if (isPinnedDue()) {
                tellSaved(true);
                lookAtPinned();
            }
            if (isDone()) {
                break;
            }
            throwIfAllStop();
            iterate();
        }
        save(CheckpointKind::Last);
        tellSaved(true);
        validateFully();
    } catch (const Error& error) {
        if (m_shared && m_setup.ranks->isBroken()) {
            throwRankLost();
        }
        if (error.code() != ErrorCode::Cancelled) {
            tellWhatWas();
            throw;
        }
        tellStep();
        save(CheckpointKind::Last);
        summary.stopped = true;
    } catch (...) {
        tellWhatWas();
        throw;
    }
    tellSaved(true);
    summary.iteration = m_iteration;
    summary.bestValidationDice = m_bestDice;
    return summary;
}

void TrainingRun::iterate() {
    if (!m_queued) {
        m_speed.begin();
    }
    QueuedStep queued = m_shared ? sharedStep(m_iteration + 1) : queueStep(m_iteration + 1);
    m_iteration += 1;
    m_isSaved = false;
    // A device computes by itself: it has the next step to do while the numbers of the one before are read.
    tellStep();
    m_queued.emplace(std::move(queued));
    const bool isSaveNow = isSaveDue() && !isDone();
    if (!m_setup.shape.device.is_cuda() || isSaveNow || isValidationDue() || isPinnedDue() || isDone()) {
        tellStep();
    }
    tellSaved(false);
    if (isSaveNow) {
        save(CheckpointKind::Last);
    }
}

QueuedStep TrainingRun::queueStep(std::int64_t iteration) {
    const TrainingSettings& settings = m_plan.settings;
    IterationMetrics metrics;
    metrics.iteration = iteration;
    metrics.ramp = settings.rampAt(iteration);
    metrics.learningRate = settings.learningRateAt(iteration);
    Batch batch = m_source->next();
    m_setup.cases.requireWhole();  // before anything is learnt from what was made up
    StepResult result;
    {
        const AutocastGuard autocast(m_setup.shape.device, m_setup.shape.precision);
        result = m_setup.method.step(m_network, {.images = std::move(batch.images),
                                                 .labels = std::move(batch.labels),
                                                 .hasUnknown = batch.hasUnknown,
                                                 .ramp = metrics.ramp,
                                                 .supervisedWeight = settings.supervisedWeight,
                                                 .ranks = m_setup.ranks});
    }
    // The activations are all there now: nearly the most that an iteration needs.
    metrics.memoryBytes = bytesInUse(m_setup.shape.device);
    result.loss.backward();
    if (m_shared) {
        m_shared->sumGradients(m_stop);
    }
    m_optimiser.step(metrics.learningRate);
    m_optimiser.zeroGrad();
    m_sampler = std::move(batch.after);
    return {.metrics = metrics, .numbers = StepNumbers(result)};
}

/// Tells of the step that was queued last, if it was not told; waits for its numbers.
void TrainingRun::tellStep() {
    const std::optional<QueuedStep> queued = std::exchange(m_queued, std::nullopt);
    if (!queued) {
        return;
    }
    IterationMetrics metrics = queued->numbers.read(queued->metrics);
    if (!areLossesFinite(metrics)) {
        tellSaved(true);
        throwNotFinite("The loss", metrics.iteration);
    }
    metrics.iterationsPerSecond = m_speed.end();
    m_speed.begin();
    m_observer.iterationDone(metrics);
}

QueuedStep TrainingRun::sharedStep(std::int64_t iteration) {
    m_shared->beginStep();
    try {
        return queueStep(iteration);
    } catch (...) {
        m_shared->undoStep();
        throw;
    }
}

void TrainingRun::throwIfAllStop() const {
    if (!m_shared) {
        throwIfStopped(m_stop);
    } else if (m_shared->isStopping()) {
        throw Error(ErrorCode::Cancelled, "The training was stopped.");
    }
}

bool TrainingRun::isValidationDue() const noexcept {
    const std::int64_t interval = m_plan.settings.validationInterval;
    return interval > 0 && !m_setup.cases.validation.empty() && m_iteration > 0 &&
           m_iteration != m_validatedIteration && (m_iteration % interval == 0 || isDone());
}

void TrainingRun::validateOnTheWay() {
    const ValidationMetrics metrics = validateWith(m_plan.settings.effectiveValidationStride(), false);
    m_validatedIteration = m_iteration;
    m_isSaved = false;
    m_observer.validationDone(metrics);
    takeIfBest(metrics.meanDice);
}

/// It chooses no checkpoint: there is none yet, and the strides differ.
void TrainingRun::validateStart() {
    if (m_plan.validatesStart && m_iteration == 0 && !m_setup.cases.validation.empty()) {
        m_observer.validationDone(validateWith(m_plan.settings.testStride, true));
    }
}

void TrainingRun::validateFully() {
    if (m_setup.cases.validation.empty()) {
        return;
    }
    const ValidationMetrics metrics = validateWith(m_plan.settings.testStride, true);
    m_observer.validationDone(metrics);
    // Strides are not to be mixed in one comparison: this one only chooses where no other did.
    if (!m_bestDice) {
        takeIfBest(metrics.meanDice);
        m_isSaved = false;
        save(CheckpointKind::Last);
    }
}

void TrainingRun::takeIfBest(double dice) {
    if (!m_bestDice || dice > *m_bestDice) {
        m_bestDice = dice;
        save(CheckpointKind::Best);
    }
}

bool TrainingRun::isPinnedDue() const noexcept {
    const std::int64_t interval = m_plan.settings.validationInterval;
    return isWriting() && m_setup.cases.pinned && !m_isPinnedGivenUp && m_iteration > 0 &&
           m_iteration != m_pinnedIteration && ((interval > 0 && m_iteration % interval == 0) || isDone());
}

void TrainingRun::lookAtPinned() {
    const SlidingWindow window = windowAt(m_plan.settings.effectiveValidationStride());
    try {
        m_observer.pinnedPredicted(predictPinned(*m_network, *m_setup.cases.pinned, window, m_iteration, m_stop));
    } catch (const Error& error) {
        if (m_shared && error.code() == ErrorCode::Cancelled) {
            m_isPinnedGivenUp = true;  // until the run goes on; when to stop is for all ranks to agree upon
            return;
        }
        // A look at a case is not worth the run.
        if (error.code() != ErrorCode::OutOfMemory) {
            throw;
        }
        m_isPinnedGivenUp = true;
        m_observer.noticed(std::string(error.what()) + " The training goes on without it.");
        return;
    }
    m_pinnedIteration = m_iteration;
    m_isSaved = false;
}

SlidingWindow TrainingRun::windowAt(const Index3& stride) const {
    return {.patch = m_plan.settings.patch,
            .stride = stride,
            .windowBatch = m_plan.settings.labelledBatch,
            .precision = m_setup.shape.precision};
}

ValidationMetrics TrainingRun::validateWith(const Index3& stride, bool fullProtocol) {
    ValidationMetrics metrics = validate(*m_network, m_setup.cases.validation, windowAt(stride), m_stop, m_setup.ranks);
    metrics.iteration = m_iteration;
    metrics.fullProtocol = fullProtocol;
    return metrics;
}

Checkpoint TrainingRun::state() const {
    return {.about = {.settings = m_plan.settings,
                      .classNames = m_plan.classNames,
                      .channels = m_setup.cases.channels,
                      .iteration = m_iteration},
            .weights = weightsOf(m_network),
            .run = RunState{.cases = m_caseIds,
                            .sampler = m_sampler,
                            .validatedIteration = m_validatedIteration,
                            .pinnedIteration = m_pinnedIteration,
                            .bestDice = m_bestDice,
                            .threads = m_setup.shape.device.is_cpu() ? threadCount() : 0,
                            .dropout = m_network->dropoutState(),
                            .momentum = momentumOf(m_network, m_optimiser.buffers())}};
}

bool TrainingRun::isSaveDue() const {
    const TrainingSettings& settings = m_plan.settings;
    const auto passed = std::chrono::steady_clock::now() - m_lastSave;
    return m_iteration % settings.checkpointInterval == 0 ||
           (settings.checkpointSeconds > 0 && passed >= std::chrono::seconds(settings.checkpointSeconds));
}

void TrainingRun::save(CheckpointKind kind) {
    if (!isWriting() || (kind == CheckpointKind::Last && m_isSaved)) {
        return;
    }
    tellSaved(true);
    m_writer.begin({.kind = kind,
                    .file = freeCheckpointFile(m_plan.runFolder, kind, m_iteration),
                    .contentHash = {},
                    .iteration = m_iteration,
                    .validationDice = kind == CheckpointKind::Best ? m_bestDice : std::nullopt},
                   state());
    if (kind == CheckpointKind::Last) {
        m_isSaved = true;
        m_lastSave = std::chrono::steady_clock::now();
    }
}

std::optional<CheckpointWriter::Outcome> TrainingRun::savedMeanwhile(bool wait) {
    std::optional<CheckpointWriter::Outcome> outcome;
    bool isAgain = false;
    onceThereIsRoom(
        [&] {
            if (std::exchange(isAgain, true)) {
                m_writer.beginAgain();
                wait = true;
            }
            outcome = m_writer.collect(wait);
        },
        [this](const std::string& sentence) { m_observer.noticed(sentence); }, m_stop);
    return outcome;
}

void TrainingRun::tellSaved(bool wait) {
    const auto outcome = savedMeanwhile(wait);
    if (!outcome) {
        return;
    }
    if (!outcome->isFinite) {
        throwNotFinite("A weight", outcome->saved.iteration);
    }
    const CheckpointSaved& saved = outcome->saved;
    if (saved.kind == CheckpointKind::Last) {
        m_savedFile = saved.file;
    }
    m_observer.checkpointSaved(saved);
    removeOtherCheckpoints(m_plan.runFolder, saved.kind, saved.file);
}

void TrainingRun::tellWhatWas() {
    try {
        tellStep();
        tellSaved(true);
    } catch (const std::exception&) {
        // What ends the run came first, and is told.
    }
}

/// Nobody else is needed to save what all ranks had before.
void TrainingRun::throwRankLost() {
    tellStep();
    save(CheckpointKind::Last);
    tellSaved(true);
    const RankLost lost = m_setup.ranks->whyBroken();
    if (!isWriting()) {
        throw lost;
    }
    const std::filesystem::path file = m_savedFile.empty() ? m_plan.resumeFrom.value_or("") : m_savedFile;
    throw RankLost(std::string(lost.what()) + "; " + file.filename().string() + " keeps the state after iteration " +
                       std::to_string(m_iteration) + ", and the same command goes on from it.",
                   false);
}

std::string TrainingRun::adviceForFiniteNumbers() const {
    // The lowest that the setting may be is not worth a try.
    constexpr double kLowestRate = 1e-7;
    const double rate = m_plan.settings.learningRate;
    std::string advice = "start a new run";
    if (rate > kLowestRate) {
        advice += " with learning-rate lowered from " + textOf(rate) + " to " + textOf(rate / 10);
    }
    if (m_setup.shape.precision == Precision::BFloat16) {
        return advice + (rate > kLowestRate ? ", or" : "") + " with precision float32 instead of bfloat16";
    }
    return advice + (rate > kLowestRate ? ", or" : "") +
           " with images whose intensities are limited (clip and normalisation of the preparation)";
}

void TrainingRun::throwNotFinite(const std::string& what, std::int64_t iteration) const {
    const std::filesystem::path file = m_savedFile.empty() ? m_plan.resumeFrom.value_or("") : m_savedFile;
    const std::string kept = file.empty() ? "" : "; " + file.filename().string() + " keeps the state before it";
    throw Error(ErrorCode::Internal, what + " is no longer a finite number at iteration " + std::to_string(iteration) +
                                         "; " + adviceForFiniteNumbers() + kept + ".");
}

}  // namespace tandem
