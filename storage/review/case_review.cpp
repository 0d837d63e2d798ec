#include "storage/review/case_review.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/scheme_label.h"
#include "storage/db/case_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/image/image_reader.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/provenance.h"
#include "storage/prediction/stored_maps.h"
#include "storage/preparation/preparation_cache.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>
#include <string_view>
#include <system_error>

namespace tandem {
namespace {

constexpr std::string_view kLabelSuffix = ".nii.gz";

PredictionRecord predictionOf(const Project& project, std::int64_t runId, const CaseRecord& record) {
    const auto prediction = preferredPrediction(project, runId, record.id);
    if (!prediction) {
        throw Error(ErrorCode::NotFound, "Run " + std::to_string(runId) + " has no prediction of case \"" +
                                             record.name + "\"; predict the case first.");
    }
    return *prediction;
}

/// labels/0003-run0002-1.nii.gz: case, run, and a number that makes it new; labels/0003-corrected-1.nii.gz without a
/// run.
std::filesystem::path freeLabelFile(const Project& project, const ReviewedLabel& reviewed) {
    const std::string origin =
        reviewed.prediction != nullptr ? std::format("run{:04}", reviewed.prediction->runId) : "corrected";
    for (int number = 1;; ++number) {
        const std::filesystem::path file = std::filesystem::path("labels") /
                                           std::format("{:04}-{}-{}{}", reviewed.caseId, origin, number, kLabelSuffix);
        if (!isThere(project.inside(file))) {
            return file;
        }
    }
}

std::filesystem::path provenanceOf(const std::filesystem::path& labelFile) {
    std::string name = labelFile.string();
    name.resize(name.size() - kLabelSuffix.size());
    return name + ".json";
}

void removeFiles(const std::filesystem::path& labelFile) {
    std::error_code failure;
    std::filesystem::remove(labelFile, failure);
    std::filesystem::remove(provenanceOf(labelFile), failure);
}

/// What the review made, absolute. Throws Error (Corrupt) where the project names a file that no review makes.
std::filesystem::path labelFileOf(const Project& project, const ReviewRecord& review) {
    const std::filesystem::path file = project.inside(review.labelFile);
    if (file.parent_path() != project.inside("labels") || !file.filename().string().ends_with(kLabelSuffix)) {
        throw Error(ErrorCode::Corrupt, "The project says that a review made " + review.labelFile.string() +
                                            ", which is no label of a review, so it is not undone.");
    }
    return file;
}

/// Of the prediction, as long as it is there.
std::optional<RunRecord> runOf(const Project& project, const ReviewedLabel& reviewed) {
    const std::vector<RunRecord> runs =
        reviewed.prediction != nullptr ? project.runs().list() : std::vector<RunRecord>();
    const auto found =
        std::ranges::find_if(runs, [&](const RunRecord& run) { return run.id == reviewed.prediction->runId; });
    return found != runs.end() ? std::optional(*found) : std::nullopt;
}

void writeProvenance(const Project& project, const ReviewedLabel& reviewed, const CaseRecord& record,
                     const std::optional<RunRecord>& run, const std::filesystem::path& labelFile) {
    const std::vector<std::string> files{labelFile.filename().string()};
    auto json = run ? provenanceJson(project, *run, *reviewed.prediction, record, files)
                    : provenanceJson(project, record, files);
    json["review"] = {{"decision", nameOf(reviewed.decision)}, {"note", reviewed.note}, {"editor", reviewed.editor}};
    if (reviewed.correction != nullptr) {
        json["correction"] = *reviewed.correction;
    }
    writeAtomically(provenanceOf(labelFile), json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// What the file's values mean where the scheme alone does not say it for ever: unknown voxels have a value that a
/// class may get later.
LabelValueMap valuesOf(const LabelVolume& label, const LabelScheme& scheme) {
    const bool hasUnknown = std::ranges::find(label.voxels(), kUnknownClass) != label.voxels().end();
    return hasUnknown ? LabelValueMap{{scheme.unknownFileValue(), kUnknownClass}} : LabelValueMap();
}

std::vector<std::int64_t> countClasses(const LabelVolume& label, int classes) {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(classes), 0);
    for (const std::uint8_t index : label.voxels()) {
        if (index == kUnknownClass) {
            continue;
        }
        if (index >= counts.size()) {
            throw Error(ErrorCode::Corrupt,
                        "The prediction has a class that the project no longer has; predict again.");
        }
        ++counts[index];
    }
    return counts;
}

/// What a person decided or drew by hand is there before anything else goes.
void requireReadBack(const LabelVolume& label, const LabelScheme& scheme, const std::string& caseName,
                     const std::filesystem::path& file) {
    const LabelVolume read = toClassIndices(readLabel(file), scheme, caseName);
    if (!std::ranges::equal(read.voxels(), label.voxels())) {
        throw Error(ErrorCode::Io, "The label of case \"" + caseName + "\" does not come back from " + file.string() +
                                       " as it was written; check the disk.");
    }
}

void requireFreeLabel(const Project& project, const CaseRecord& record) {
    if (const auto reason = whyLabelStays(project, record)) {
        throw Error(ErrorCode::Conflict, *reason);
    }
}

CaseLabel labelOf(const CaseRecord& record) {
    return {.file = record.label, .values = record.labelValues, .voxels = record.labelVoxels, .state = record.state};
}

void setLabel(CaseRecord& record, const CaseLabel& label) {
    record.label = label.file;
    record.labelValues = label.values;
    record.labelVoxels = label.voxels;
    record.state = label.state;
}

std::string sentenceOf(const ReviewRecord& review, const std::string& caseName) {
    if (!review.runId && review.decision == ReviewDecision::Edited) {
        return "The label of \"" + caseName + "\" was corrected by hand.";
    }
    const std::string prediction =
        "The prediction of \"" + caseName + "\" by run " + std::to_string(review.runId.value_or(0));
    switch (review.decision) {
        case ReviewDecision::Accepted:
            return prediction + " was accepted as its label.";
        case ReviewDecision::Edited:
            return prediction + " was corrected by hand and became its label.";
        case ReviewDecision::Rejected:
            return prediction + " was turned down.";
    }
    return {};
}

void logReview(const Project& project, const ReviewRecord& review, const std::string& sentence) {
    project.events().add({.kind = "review",
                          .sentence = sentence,
                          .detail = review.note,
                          .runId = review.runId,
                          .caseId = review.caseId});
}

}  // namespace

std::optional<std::string> whyLabelStays(const Project& project, const CaseRecord& record) {
    if (!record.label) {
        return std::nullopt;
    }
    for (const SplitRecord& split : project.splits().list()) {
        const auto assigned = std::ranges::find(split.assignments, record.id, &SplitAssignment::caseId);
        if (assigned != split.assignments.end() && assigned->role != SplitRole::TrainingUnlabelled) {
            return "The label of case \"" + record.name + "\" is used in the split \"" + split.name + "\" (" +
                   std::string(nameOf(assigned->role)) + "), so it stays as it is.";
        }
    }
    return std::nullopt;
}

ReviewRecord acceptPrediction(const Project& project, std::int64_t runId, std::int64_t caseId, const std::string& note,
                              const std::stop_token& stop) {
    const PredictionRecord prediction = predictionOf(project, runId, project.cases().get(caseId));
    const LabelVolume label = loadStoredLabel(project, prediction);
    throwIfStopped(stop);
    return acceptLabel(project,
                       {.caseId = caseId, .prediction = &prediction, .label = label, .note = note, .editor = {}});
}

ReviewRecord acceptLabel(const Project& project, const ReviewedLabel& reviewed) {
    CaseRecord record = project.cases().get(reviewed.caseId);
    requireFreeLabel(project, record);
    if (const auto difference = differenceOf(record.geometry, reviewed.label.geometry())) {
        throw Error(ErrorCode::InvalidInput, "The label for case \"" + record.name +
                                                 "\" lies on another grid than its image: " + *difference +
                                                 ". Predict the case again.");
    }
    const LabelScheme scheme = project.labels().scheme();
    const std::optional<RunRecord> run = runOf(project, reviewed);
    ReviewRecord review{.runId = run ? std::optional(run->id) : std::nullopt,
                        .caseId = record.id,
                        .checkpointHash = reviewed.prediction != nullptr ? reviewed.prediction->checkpointHash : "",
                        .decision = reviewed.decision,
                        .note = reviewed.note,
                        .labelFile = freeLabelFile(project, reviewed),
                        .before = labelOf(record)};
    const std::filesystem::path file = project.inside(review.labelFile);
    try {
        // The image's own geometry, in which an editor's rounding does not show.
        writeSchemeLabel({record.geometry, reviewed.label.share()}, scheme, file);
        requireReadBack(reviewed.label, scheme, record.name, file);
        writeProvenance(project, reviewed, record, run, file);
        ImageFile source{.path = file,
                         .relativePath = review.labelFile,
                         .bytes = fileBytes(file),
                         .contentHash = contentHash(file),
                         .format = "nifti"};
        setLabel(record, {.file = source,
                          .values = valuesOf(reviewed.label, scheme),
                          .voxels = countClasses(reviewed.label, scheme.count()),
                          .state = CaseState::Reviewed});
        project.transaction([&] {
            project.cases().update(record);
            review = project.reviews().add(review);
            logReview(project, review, sentenceOf(review, record.name));
        });
    } catch (...) {
        removeFiles(file);
        throw;
    }
    return review;
}

ReviewRecord rejectPrediction(const Project& project, std::int64_t runId, std::int64_t caseId,
                              const std::string& reason) {
    const CaseRecord record = project.cases().get(caseId);
    const PredictionRecord prediction = predictionOf(project, runId, record);
    const auto newest = project.reviews().newest(caseId);
    if (newest && newest->decision != ReviewDecision::Rejected) {
        throw Error(ErrorCode::Conflict,
                    "The label of case \"" + record.name + "\" is an accepted prediction; undo that review first.");
    }
    ReviewRecord review{.runId = runId,
                        .caseId = caseId,
                        .checkpointHash = prediction.checkpointHash,
                        .decision = ReviewDecision::Rejected,
                        .note = reason,
                        .labelFile = {},
                        .before = labelOf(record)};
    project.transaction([&] {
        review = project.reviews().add(review);
        logReview(project, review, sentenceOf(review, record.name));
    });
    return review;
}

void undoReview(const Project& project, std::int64_t caseId) {
    CaseRecord record = project.cases().get(caseId);
    const auto review = project.reviews().newest(caseId);
    if (!review) {
        throw Error(ErrorCode::NotFound, "Case \"" + record.name + "\" has no review that could be undone.");
    }
    const bool changedTheLabel = review->decision != ReviewDecision::Rejected;
    if (changedTheLabel) {
        requireFreeLabel(project, record);
    }
    const bool madeTheFile = review->decision == ReviewDecision::Accepted;
    const std::filesystem::path file = madeTheFile ? labelFileOf(project, *review) : std::filesystem::path();
    project.transaction([&] {
        if (changedTheLabel) {
            const CaseState now = record.state;
            setLabel(record, review->before);
            if (now == CaseState::Excluded) {
                record.state = now;
            }
            project.cases().update(record);
        }
        project.reviews().remove(review->id);
        logReview(project, *review, "Undone: " + sentenceOf(*review, record.name));
    });
    if (madeTheFile) {
        removeFiles(file);
    }
}

}  // namespace tandem
