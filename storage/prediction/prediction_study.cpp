#include "storage/prediction/prediction_study.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/number_text.h"
#include "core/study/label_scheme.h"
#include "storage/cases/leak_notices.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_files.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/stored_maps.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/run_settings.h"
#include "storage/training/window_time.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

namespace tandem {
namespace {

constexpr double kPreparing = 0.1;  // of the time for all cases
constexpr double kStoring = 0.1;    // of the time for a case

/// predictions/0001/0003-1a2b3c4d: run, case and the start of the checkpoint's hash; and a number where that is taken.
std::filesystem::path freeFolder(const Project& project, const PredictionRecord& record) {
    const std::filesystem::path name = std::filesystem::path("predictions") / std::format("{:04}", record.runId) /
                                       std::format("{:04}-{}", record.caseId, record.checkpointHash.substr(0, 8));
    std::filesystem::path free = name;
    for (int number = 2; isThere(project.inside(free)); ++number) {
        free = std::format("{}-{}", name.string(), number);
    }
    return free;
}

/// The work of one request: what it means, and what is needed for it.
class Predicting {
public:
    Predicting(const Project& project, const Engine& engine, const PredictionRequest& request)
        : m_project(project),
          m_engine(engine),
          m_request(request),
          m_run(project.runs().get(request.runId)),
          m_checkpoint(presentCheckpoint(project, request.runId, request.checkpoint)) {
        checkSettings(request.settings);
        for (const std::int64_t id : request.caseIds) {
            m_cases.push_back(project.cases().get(id));
        }
    }

    void prepare(const Progress& progress, const std::stop_token& stop) {
        const auto preparation = storedSettings<PreparationSettings>(m_run.preparationJson).forWork();
        m_prepared = prepareCases(m_project, m_cases, preparation, between(progress, 0, kPreparing), stop);
    }
    [[nodiscard]] PredictionEstimate estimate() const;
    /// Throws Error (Io) when the maps do not fit the disk.
    void requireSpace() const;
    /// Throws Error (OutOfMemory) when a case does not fit the memory.
    void requireMemory();
    [[nodiscard]] std::vector<PredictionRecord> predict(const Progress& progress, const std::stop_token& stop);

private:
    /// As asked for, with as many maps as the case has already.
    [[nodiscard]] PredictionSettings settingsFor(std::int64_t caseId) const;
    [[nodiscard]] std::uint64_t diskBytes() const;
    /// As in the name of a device; what "auto" becomes.
    [[nodiscard]] std::string kindOfDevice() const;
    Predictor& predictorFor(const PredictionSettings& settings);
    PredictionRecord keep(const PreparedCase& prepared, const PredictedMaps& maps, const PredictionSettings& settings,
                          const Progress& progress, const std::stop_token& stop) const;

    const Project& m_project;
    const Engine& m_engine;
    const PredictionRequest& m_request;
    RunRecord m_run;
    CheckpointRecord m_checkpoint;
    std::vector<CaseRecord> m_cases;
    PreparedCases m_prepared;
    std::map<KeptMaps, std::unique_ptr<Predictor>> m_predictors;  ///< by the maps that they make
};

PredictionSettings Predicting::settingsFor(std::int64_t caseId) const {
    PredictionSettings settings = m_request.settings;
    const auto before = m_project.predictions().find(m_run.id, caseId, m_checkpoint.contentHash);
    if (before) {
        settings.maps = std::max(settings.maps, before->maps);
    }
    return settings;
}

std::uint64_t Predicting::diskBytes() const {
    const int classes = m_project.labels().scheme().count();
    std::uint64_t bytes = 0;
    for (const CaseRecord& one : m_cases) {
        bytes += storedBytesPerVoxel(settingsFor(one.id).maps, classes) *
                 static_cast<std::uint64_t>(one.geometry.voxelCount());
    }
    return bytes;
}

void Predicting::requireSpace() const {
    const std::uint64_t needed = diskBytes();
    const std::uint64_t free = freeBytes(m_project.folder());
    if (needed > free) {
        throw Error(ErrorCode::Io,
                    std::format("The maps to predict need {} in {}, where {} are free; make room, keep fewer maps, or "
                                "predict fewer cases.",
                                bytesText(needed), m_project.folder().string(), bytesText(free)));
    }
}

Predictor& Predicting::predictorFor(const PredictionSettings& settings) {
    auto& predictor = m_predictors[settings.maps];
    if (!predictor) {
        readRecorded(m_project, m_checkpoint, [&](const std::filesystem::path& file) {
            predictor = m_engine.openPredictor(file, settings);
            return predictor->description().contentHash;
        });
    }
    return *predictor;
}

void Predicting::requireMemory() {
    for (const CaseRecord& one : m_cases) {
        const PreparedCase prepared(m_prepared.references.at(one.id));
        predictorFor(settingsFor(one.id)).requireMemory(one.name, prepared.header().geometry.size);
    }
}

std::string Predicting::kindOfDevice() const {
    if (m_request.settings.device != "auto") {
        return m_request.settings.device;
    }
    const bool hasCuda =
        std::ranges::any_of(m_engine.devices(), [](const Device& one) { return one.name.starts_with("cuda"); });
    return hasCuda ? "cuda" : "cpu";
}

PredictionEstimate Predicting::estimate() const {
    const CheckpointDescription checkpoint = describeRecorded(m_project, m_engine, m_checkpoint);
    PredictionEstimate estimate{.diskBytes = diskBytes(), .notices = leakNotices(m_project, m_run.splitId)};
    std::ranges::copy(noticesOnSettings(m_run), std::back_inserter(estimate.notices));
    std::ranges::copy(m_prepared.notices, std::back_inserter(estimate.notices));
    const auto speed = measuredSpeed(m_project, m_run.id);
    const bool isSameDevice = m_run.device.starts_with(kindOfDevice());
    const NetworkCosts costs = m_engine.networkCosts(checkpoint.settings);
    double seconds = 0;
    for (const CaseRecord& one : m_cases) {
        const Index3 size = PreparedCase(m_prepared.references.at(one.id)).header().geometry.size;
        const PredictionSettings settings = settingsFor(one.id);
        const MemoryEstimate memory = m_engine.estimatePrediction(checkpoint, settings, size);
        if (memory.deviceBytes + memory.hostBytes > estimate.memory.deviceBytes + estimate.memory.hostBytes) {
            estimate.memory = memory;
        }
        seconds += predictionSeconds(checkpoint.settings, costs, settings, size, speed.value_or(MeasuredSpeed{}));
    }
    estimate.seconds = speed && isSameDevice ? std::optional(seconds) : std::nullopt;
    return estimate;
}

PredictionRecord Predicting::keep(const PreparedCase& prepared, const PredictedMaps& maps,
                                  const PredictionSettings& settings, const Progress& progress,
                                  const std::stop_token& stop) const {
    PredictionRecord record{.runId = m_run.id,
                            .caseId = prepared.reference().caseId,
                            .checkpointHash = m_checkpoint.contentHash,
                            .checkpointKind = m_checkpoint.kind,
                            .checkpointIteration = m_checkpoint.iteration,
                            .maps = settings.maps,
                            .settingsJson = settingsToText(settings)};
    const auto before = m_project.predictions().find(record.runId, record.caseId, record.checkpointHash);
    record.folder = freeFolder(m_project, record);
    AtomicFolder folder(m_project.inside(record.folder));
    record.files = storeMaps(folder.temporary(), maps, settings.maps, prepared.header(), progress, stop);
    folder.commit();
    record = m_project.predictions().record(record);
    if (before) {
        removeFilesOf(m_project, *before);
    }
    return record;
}

std::vector<PredictionRecord> Predicting::predict(const Progress& progress, const std::stop_token& stop) {
    std::vector<PredictionRecord> made;
    for (const CaseRecord& record : m_cases) {
        throwIfStopped(stop);
        const PreparedCase opened(m_prepared.references.at(record.id));
        const auto within = [&](double from, double to) {
            return [&, from, to](double fraction, std::string_view) {
                const double ofCase = from + fraction * (to - from);
                const double done = (static_cast<double>(made.size()) + ofCase) / static_cast<double>(m_cases.size());
                progress(kPreparing + (1 - kPreparing) * done, record.name);
            };
        };
        PredictionSettings settings = settingsFor(record.id);
        Predictor& predictor = predictorFor(settings);
        const PredictedMaps maps = predictor.predict(opened, within(0, 1 - kStoring), stop);
        settings.precision = choiceNamed<AskedPrecision>(predictor.precision()).value();  // on record, what auto became
        made.push_back(keep(opened, maps, settings, within(1 - kStoring, 1), stop));
        if (m_request.caseDone) {
            m_request.caseDone(record.id);
        }
    }
    progress(1.0, "predicted");
    return made;
}

}  // namespace

std::vector<PredictionRecord> predictCases(const Project& project, const Engine& engine,
                                           const PredictionRequest& request, const Progress& progress,
                                           const std::stop_token& stop) {
    Predicting predicting(project, engine, request);
    predicting.requireSpace();
    predicting.prepare(progress, stop);
    if (request.estimated) {
        request.estimated(predicting.estimate());
    }
    predicting.requireMemory();
    return predicting.predict(progress, stop);
}

}  // namespace tandem
