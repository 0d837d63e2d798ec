#include "storage/review/label_edit.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/regular_file.h"
#include "core/study/label_scheme.h"
#include "core/volume/lattice.h"
#include "storage/cases/case_reading.h"
#include "storage/cases/scheme_label.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/stored_maps.h"
#include "storage/preparation/preparation_cache.h"
#include "storage/review/case_review.h"
#include "storage/review/waiting_correction.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <system_error>

namespace tandem {
namespace {

constexpr const char* kLabelName = "label.nii.gz";
constexpr const char* kImageName = "image.nii.gz";  // where editors do not open the source
constexpr const char* kRecordName = "edit.json";

std::filesystem::path editsOf(const Project& project) {
    return project.inside("labels/editing");
}

/// A file of the case's working copy, or its folder; absolute.
std::filesystem::path pathOf(const Project& project, std::int64_t caseId, const std::string& name = {}) {
    return project.inside(std::filesystem::path("labels/editing") / std::format("{:04}", caseId) / name);
}

/// Whether editors open the file as it is: a DICOM series or a data set in an HDF5 file they may not.
bool isEditable(const ImageFile& file) {
    constexpr std::array kFormats{"nifti", "nrrd", "metaimage", "analyze"};
    return std::ranges::find(kFormats, file.format) != kFormats.end();
}

/// What the editor shows, as the project's database says; never a path that lies in a file of the working copy.
std::filesystem::path imageOf(const Project& project, const CaseRecord& record) {
    const ImageFile& image = record.images.front();
    return isEditable(image) ? project.cases().locate(image) : pathOf(project, record.id, kImageName);
}

/// Last, so that a working copy without it is none.
void store(const LabelEdit& edit) {
    const nlohmann::ordered_json json{{"run", edit.runId},
                                      {"case", edit.caseId},
                                      {"checkpointSha256", edit.checkpointHash},
                                      {"labelSha256", edit.contentHash}};
    writeAtomically(edit.label.parent_path() / kRecordName,
                    json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// The prediction that the copy was made of, or what is still known of it.
PredictionRecord originOf(const Project& project, const LabelEdit& edit) {
    const auto found = project.predictions().find(edit.runId, edit.caseId, edit.checkpointHash);
    return found.value_or(PredictionRecord{
        .runId = edit.runId, .caseId = edit.caseId, .checkpointHash = edit.checkpointHash, .settingsJson = "{}"});
}

LabelEdit requireWaiting(const Project& project, std::int64_t caseId) {
    const auto edit = waitingEdit(project, caseId);
    if (!edit) {
        throw Error(ErrorCode::NotFound, "Case \"" + project.cases().get(caseId).name +
                                             "\" has no label that is being corrected; open it in the editor first.");
    }
    return *edit;
}

LabelVolume readEdited(const Project& project, const CaseRecord& record, const LabelEdit& edit,
                       const std::stop_token& stop) {
    RawLabelVolume label = readLabel(edit.label, {}, stop);
    if (const auto difference = differenceOf(record.geometry, label.geometry())) {
        // 3D Slicer crops to the structures, and other editors turn the axes.
        auto placed = placedOn(record.geometry, label);
        if (!placed) {
            throw Error(ErrorCode::InvalidInput,
                        "The corrected label of case \"" + record.name + "\" lies on another grid than its image: " +
                            *difference + ". Save it in the editor without resampling, then take it back again.");
        }
        label = *std::move(placed);
    }
    return toClassIndices(label, project.labels().scheme(), record.name);
}

}  // namespace

LabelEdit beginLabelEdit(const Project& project, std::int64_t runId, std::int64_t caseId, const Progress& progress,
                         const std::stop_token& stop) {
    const CaseRecord record = project.cases().get(caseId);
    if (const auto reason = whyLabelStays(project, record)) {
        throw Error(ErrorCode::Conflict, *reason);
    }
    if (isCorrectionWaiting(project, caseId)) {
        throw Error(ErrorCode::Conflict, "The label of case \"" + record.name +
                                             "\" is being corrected in the window; finish or discard that first.");
    }
    if (const auto waiting = waitingEdit(project, caseId)) {
        if (waiting->runId != runId) {
            throw Error(ErrorCode::Conflict, "A correction of case \"" + record.name + "\" from run " +
                                                 std::to_string(waiting->runId) +
                                                 " waits; take it back or discard it first.");
        }
        LabelEdit edit = *waiting;
        edit.image = imageOf(project, record);
        return edit;
    }
    const auto prediction = preferredPrediction(project, runId, caseId);
    if (!prediction) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no prediction of case \"" +
                                             record.name + "\"; predict the case first.");
    }
    LabelEdit edit{.runId = runId, .caseId = caseId, .checkpointHash = prediction->checkpointHash};
    makeFolder(pathOf(project, caseId));
    progress(0, "image");
    edit.image = imageOf(project, record);
    if (!isEditable(record.images.front())) {
        writeImage(readCaseImage(project, record.images.front(), stop), edit.image);
    }
    throwIfStopped(stop);
    progress(0.6, "label");
    edit.label = pathOf(project, caseId, kLabelName);
    const LabelVolume label = loadStoredLabel(project, *prediction);
    writeSchemeLabel(label, project.labels().scheme(), edit.label);
    edit.contentHash = contentHash(edit.label, stop);
    store(edit);
    progress(1, "written");
    return edit;
}

std::optional<LabelEdit> waitingEdit(const Project& project, std::int64_t caseId) {
    const std::filesystem::path record = pathOf(project, caseId, kRecordName);
    if (!isThere(record)) {
        return std::nullopt;
    }
    try {
        const auto json = nlohmann::json::parse(ownText(record));
        return LabelEdit{.runId = json.at("run").get<std::int64_t>(),
                         .caseId = json.at("case").get<std::int64_t>(),
                         .checkpointHash = json.at("checkpointSha256").get<std::string>(),
                         .label = pathOf(project, caseId, kLabelName),
                         .contentHash = json.at("labelSha256").get<std::string>()};
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    record.string() + " cannot be read; move the folder away and open the case anew.", error.what());
    }
}

std::vector<std::int64_t> casesWithWaitingEdit(const Project& project) {
    std::vector<std::int64_t> cases;
    for (const std::filesystem::path& entry : entriesOf(editsOf(project))) {
        const std::string name = entry.filename().string();
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
        if (error == std::errc() && end == name.data() + name.size() && isThere(entry / kRecordName)) {
            cases.push_back(id);
        }
    }
    return cases;
}

bool isChanged(const LabelEdit& edit, const std::stop_token& stop) {
    return contentHash(edit.label, stop) != edit.contentHash;
}

ReviewRecord takeEdit(const Project& project, std::int64_t caseId, const std::string& note, const std::string& editor,
                      const std::stop_token& stop) {
    const LabelEdit edit = requireWaiting(project, caseId);
    const CaseRecord record = project.cases().get(caseId);
    if (!isChanged(edit, stop)) {
        throw Error(ErrorCode::InvalidInput,
                    "The label of case \"" + record.name +
                        "\" was not changed in the editor. If the editor is still open, save the label there and take "
                        "it back again; if the prediction is right as it is, accept it.");
    }
    const LabelVolume label = readEdited(project, record, edit, stop);
    const PredictionRecord prediction = originOf(project, edit);
    const ReviewRecord review = acceptLabel(project, {.caseId = caseId,
                                                      .prediction = &prediction,
                                                      .label = label,
                                                      .decision = ReviewDecision::Edited,
                                                      .note = note,
                                                      .editor = editor});
    discardEdit(project, caseId);
    return review;
}

void discardEdit(const Project& project, std::int64_t caseId) {
    std::error_code failure;
    std::filesystem::remove(pathOf(project, caseId, kRecordName), failure);  // without which a copy is none
    removeFolder(pathOf(project, caseId));
}

}  // namespace tandem
