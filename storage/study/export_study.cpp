#include "storage/study/export_study.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/image/image_writer.h"
#include "storage/study/provenance.h"
#include "storage/study/stored_maps.h"

#include <algorithm>

namespace tandem {
namespace {

std::string extensionOf(const std::string& format) {
    if (format == "nifti") {
        return ".nii.gz";
    }
    if (format == "nrrd") {
        return ".nrrd";
    }
    if (format == "metaimage") {
        return ".mha";
    }
    throw Error(ErrorCode::InvalidInput,
                "There is no export format \"" + format + "\"; the formats are nifti, nrrd and metaimage.");
}

bool isWanted(const std::string& mapName, const std::string& what) {
    return what == "all" || mapName == "label" || (what == "probabilities" && mapName.starts_with("probability-"));
}

/// A name that every file system takes.
std::string fileNameOf(std::string caseName) {
    for (char& character : caseName) {
        if (std::string_view("/\\:*?\"<>|").find(character) != std::string_view::npos ||
            static_cast<unsigned char>(character) < 32) {
            character = '_';
        }
    }
    return caseName;
}

/// One case's export: what is read and what is written.
struct CaseExport {
    CaseRecord record;
    PredictionRecord prediction;
    std::vector<std::pair<std::string, std::filesystem::path>> maps;  ///< map name and target
    std::filesystem::path provenance;
};

CaseExport planCase(const Project& project, const PredictionRecord& prediction, const ExportRequest& request) {
    CaseExport plan{
        .record = project.cases().get(prediction.caseId), .prediction = prediction, .maps = {}, .provenance = {}};
    const std::string name = fileNameOf(plan.record.name);
    for (const auto& [map, file] : prediction.files) {
        if (isWanted(map, request.what)) {
            plan.maps.emplace_back(map, request.folder / (name + "_" + map + extensionOf(request.format)));
        }
    }
    plan.provenance = request.folder / (name + "_provenance.json");
    return plan;
}

std::vector<PredictionRecord> chosenPredictions(const Project& project, const ExportRequest& request) {
    std::vector<PredictionRecord> chosen;
    if (request.caseIds.empty()) {
        for (const PredictionRecord& one : project.predictions().list(request.runId)) {  // the newest of a case first
            if (std::ranges::find(chosen, one.caseId, &PredictionRecord::caseId) == chosen.end()) {
                chosen.push_back(one);
            }
        }
    }
    for (const std::int64_t id : request.caseIds) {
        if (const auto found = project.predictions().find(request.runId, id)) {
            chosen.push_back(*found);
        } else {
            throw Error(ErrorCode::NotFound, "The case " + project.cases().get(id).name + " has no prediction of run " +
                                                 std::to_string(request.runId) +
                                                 " yet; run the command predict first.");
        }
    }
    if (chosen.empty()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(request.runId) + " has no predictions yet; run the command predict first.");
    }
    return chosen;
}

void refuseOverwriting(const std::vector<CaseExport>& plans) {
    for (const CaseExport& plan : plans) {
        for (const auto& [map, target] : plan.maps) {
            if (std::filesystem::exists(target)) {
                throw Error(ErrorCode::Conflict,
                            target.string() + " is there already; choose another folder or add --overwrite.");
            }
        }
    }
}

Volume<std::int32_t> withFileValues(const LabelVolume& label, const LabelScheme& scheme) {
    std::vector<std::int32_t> values;
    values.reserve(label.voxels().size());
    for (const std::uint8_t index : label.voxels()) {
        values.push_back(scheme.classes.at(index).fileValue);
    }
    return {label.geometry(), std::move(values)};
}

void writeMap(const std::filesystem::path& source, const std::string& map, const std::filesystem::path& target,
              const LabelScheme& scheme) {
    if (map == "label") {
        writeLabel(withFileValues(loadStoredLabel(source), scheme), target);
    } else if (isLabelMap(map)) {
        writeLabel(loadStoredLabel(source), target);
    } else {
        writeImage(loadStoredMap(source), target);
    }
}

void note(const Project& project, const CaseExport& plan, const std::filesystem::path& file,
          const std::string& provenance) {
    ArtifactRecord artifact;
    artifact.runId = plan.prediction.runId;
    artifact.caseId = plan.prediction.caseId;
    artifact.kind = "export";
    artifact.file = std::filesystem::absolute(file);
    artifact.contentHash = contentHash(file);
    artifact.provenanceJson = provenance;
    project.artifacts().record(artifact);
}

}  // namespace

std::vector<std::filesystem::path> exportPredictions(const Project& project, const ExportRequest& request,
                                                     const Progress& progress, const std::stop_token& stop) {
    const RunRecord run = project.runs().get(request.runId);
    const LabelScheme scheme = project.labels().scheme();
    std::vector<CaseExport> plans;
    double total = 0;
    for (const PredictionRecord& prediction : chosenPredictions(project, request)) {
        plans.push_back(planCase(project, prediction, request));
        total += static_cast<double>(plans.back().maps.size());
    }
    if (!request.overwrite) {
        refuseOverwriting(plans);
    }
    std::vector<std::filesystem::path> written;
    double done = 0;
    for (const CaseExport& plan : plans) {
        std::vector<std::string> names;
        for (const auto& [map, target] : plan.maps) {
            throwIfStopped(stop);
            progress(done++ / total, target.filename().string());
            const auto source = project.folder() / plan.prediction.folder / plan.prediction.files.at(map);
            writeMap(source, map, target, scheme);
            names.push_back(target.filename().string());
            written.push_back(target);
        }
        const std::string provenance = provenanceJson(project, run, plan.prediction, plan.record, names);
        writeAtomically(plan.provenance, provenance);
        written.push_back(plan.provenance);
        for (const auto& [map, target] : plan.maps) {
            note(project, plan, target, provenance);
        }
    }
    progress(1.0, "exported");
    return written;
}

}  // namespace tandem
