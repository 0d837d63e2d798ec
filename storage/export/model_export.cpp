#include "storage/export/model_export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/regular_file.h"
#include "core/settings/preparation_settings.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/export/export_target.h"
#include "storage/export/model_check.h"
#include "storage/export/model_description.h"
#include "storage/reliability/run_trust.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/weights_origin.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace tandem {

extern const char* const kModelPredictScript;
extern const char* const kModelOnnxScript;
extern const char* const kModelReadme;

namespace {

constexpr const char* kWeightsFile = "weights.safetensors";
constexpr double kWritten = 0.2;  // of the time, until the check begins

void check(const ModelExportRequest& request) {
    if (request.folder.empty()) {
        throw Error(ErrorCode::InvalidInput, "The model has no folder; name one.");
    }
    if (!(request.abstainUnder >= 0 && request.abstainUnder <= 1)) {
        throw Error(ErrorCode::InvalidInput, "The abstain threshold must lie between 0 and 1.");
    }
}

/// Absolute, and without a slash at its end.
std::filesystem::path targetOf(const ModelExportRequest& request) {
    const std::filesystem::path target = normalPath(request.folder);
    return target.has_filename() ? target : target.parent_path();
}

/// Whether the folder holds a model that was exported before, or nothing.
bool mayBeReplaced(const std::filesystem::path& folder) {
    if (entriesOf(folder).empty()) {
        return true;
    }
    const std::filesystem::path description = folder / kModelJson;
    return isFile(description) && isModelJson(ownText(description));
}

/// Throws Error (Conflict). Returns whether there is something to replace.
bool replacesFolder(const Project& project, const std::filesystem::path& target, bool overwrite) {
    const std::filesystem::path real = realPath(target);
    requireForExports(project, real);
    const std::filesystem::path exports = realPath(project.exportsFolder()).lexically_relative(real);
    if (!exports.empty() && *exports.begin() != "..") {
        throw Error(ErrorCode::Conflict, target.string() +
                                             " holds the project or all of its exports; choose a folder of the "
                                             "model's own.");
    }
    if (!isThere(target)) {
        return false;
    }
    if (!isFolder(target) || !mayBeReplaced(target)) {
        throw Error(ErrorCode::Conflict,
                    target.string() + " is there already and holds no exported model; choose another folder.");
    }
    if (!overwrite && !entriesOf(target).empty()) {
        throw Error(ErrorCode::Conflict, target.string() +
                                             " is there already; choose another folder, or allow that the model in it "
                                             "is replaced (in the terminal: --overwrite).");
    }
    return true;
}

/// "2.6.0" of "LibTorch 2.6.0, oneDNN 3.5".
std::string torchVersion(const Engine& engine) {
    const std::string version = engine.version();
    const std::size_t start = version.find(' ') + 1;
    return version.substr(start, version.find(',') - start);
}

class ModelExport {
public:
    ModelExport(const Project& project, const Engine& engine, const ModelExportRequest& request)
        : m_project(project),
          m_engine(engine),
          m_run(project.runs().get(request.runId)),
          m_checkpoint(presentCheckpoint(project, request.runId, request.checkpoint)),
          m_about(describeRecorded(project, engine, m_checkpoint)),
          m_facts(factsOf(request)) {}

    void write(const std::filesystem::path& folder, const Progress& progress, const std::stop_token& stop) const;
    [[nodiscard]] const ModelFacts& facts() const { return m_facts; }
    /// In the project, that it is there.
    void record(const std::filesystem::path& folder) const;

private:
    [[nodiscard]] ModelFacts factsOf(const ModelExportRequest& request) const;
    void writeTexts(const std::filesystem::path& folder) const;

    const Project& m_project;
    const Engine& m_engine;
    RunRecord m_run;
    CheckpointRecord m_checkpoint;
    CheckpointDescription m_about;
    ModelFacts m_facts;
};

ModelFacts ModelExport::factsOf(const ModelExportRequest& request) const {
    ModelFacts facts{.runId = m_run.id,
                     .method = m_run.method,
                     .weights = weightsOf(m_checkpoint),
                     .scheme = m_project.labels().scheme(),
                     .channels = m_about.channels,
                     .preparation = storedSettings<PreparationSettings>(m_run.preparationJson).forWork(),
                     .patch = m_about.settings.patch};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        facts.stride[axis] = std::min(m_about.settings.testStride[axis], facts.patch[axis]);
    }
    if (facts.scheme.names() != m_about.classNames) {
        throw Error(ErrorCode::Conflict,
                    "Run " + std::to_string(m_run.id) + " was trained with other classes than the project has now.");
    }
    const RunTrust trust = recordedTrust(m_project, m_run.id, facts.weights.hash);
    if (trust.fitted.model.isCalibrated) {
        facts.abstaining = Abstaining{.trustUnder = request.abstainUnder, .model = trust.fitted.model};
    }
    return facts;
}

void ModelExport::writeTexts(const std::filesystem::path& folder) const {
    const auto textOf = [](const nlohmann::ordered_json& json) {
        return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    };
    writeAtomically(folder / "README.md", std::string_view(kModelReadme));
    writeAtomically(folder / "predict.py", std::string_view(kModelPredictScript));
    writeAtomically(folder / "make_onnx.py", std::string_view(kModelOnnxScript));
    writeAtomically(folder / kModelJson, textOf(modelJson(m_facts)));
    writeAtomically(folder / "configs" / "metadata.json", textOf(bundleMetadataJson(m_facts, torchVersion(m_engine))));
    writeAtomically(folder / "configs" / "inference.json", textOf(bundleInferenceJson(m_facts)));
}

void ModelExport::write(const std::filesystem::path& folder, const Progress& progress,
                        const std::stop_token& stop) const {
    const std::filesystem::path checkpoint = m_project.inside(m_checkpoint.file);
    progress(0, "writing the network");
    m_engine.exportScript(checkpoint, folder / "models" / "model.ts");
    throwIfStopped(stop);
    m_engine.exportWeights(checkpoint, folder / "models" / kWeightsFile);
    writeTexts(folder);
    throwIfStopped(stop);
    progress(kWritten, "predicting the generated case");
    const auto predictor = m_engine.openPredictor(
        checkpoint, {.device = "cpu", .precision = AskedPrecision::Float32, .maps = KeptMaps::All});
    writeCheck(*predictor, m_facts, folder / "check", between(progress, kWritten, 1), stop);
}

void ModelExport::record(const std::filesystem::path& folder) const {
    recordWeights(m_project, ancestorBy(m_run, m_checkpoint), folder / "models" / kWeightsFile);
    EventRecord event;
    event.kind = "export";
    event.sentence = "The " + textOf(m_facts.weights) + " was exported as a model to " + folder.string() + ".";
    event.runId = m_run.id;
    m_project.events().add(event);
}

}  // namespace

ExportedModel exportModel(const Project& project, const Engine& engine, const ModelExportRequest& request,
                          const Progress& progress, const std::stop_token& stop) {
    check(request);
    const std::filesystem::path target = targetOf(request);
    const bool isReplaced = replacesFolder(project, target, request.overwrite);
    const ModelExport work(project, engine, request);
    AtomicFolder folder(target);
    work.write(folder.temporary(), progress, stop);
    if (isReplaced) {
        folder.replace();
    } else {
        folder.commit();
    }
    if (!project.isReadOnly()) {
        work.record(target);
    }
    progress(1, "exported");
    return {.folder = target, .weights = work.facts().weights, .canAbstain = work.facts().abstaining.has_value()};
}

}  // namespace tandem
