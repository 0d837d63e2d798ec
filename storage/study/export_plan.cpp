#include "storage/study/export_plan.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/study/export_abstain.h"
#include "storage/study/export_names.h"
#include "storage/study/stored_maps.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace tandem {
namespace {

bool isFromDicom(const CaseRecord& record) {
    return !record.images.empty() && record.images.front().format == "dicom";
}

std::optional<PredictionRecord> predictionOf(const Project& project, const ExportRequest& request, std::int64_t id) {
    return request.checkpointHash.empty() ? project.predictions().find(request.runId, id)
                                          : project.predictions().find(request.runId, id, request.checkpointHash);
}

std::vector<PredictionRecord> allPredictions(const Project& project, const ExportRequest& request) {
    std::vector<PredictionRecord> all;
    for (const PredictionRecord& one : project.predictions().list(request.runId)) {  // the newest of a case first
        const bool isWanted = request.checkpointHash.empty() || one.checkpointHash == request.checkpointHash;
        if (isWanted && std::ranges::find(all, one.caseId, &PredictionRecord::caseId) == all.end()) {
            all.push_back(one);
        }
    }
    if (all.empty()) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(request.runId) + " has no predictions yet; predict its cases first.");
    }
    return all;
}

std::vector<PredictionRecord> chosenPredictions(const Project& project, const ExportRequest& request) {
    if (request.caseIds.empty()) {
        return allPredictions(project, request);
    }
    std::vector<PredictionRecord> chosen;
    for (const std::int64_t id : request.caseIds) {
        const auto found = predictionOf(project, request, id);
        if (!found) {
            throw Error(ErrorCode::NotFound, "The case " + project.cases().get(id).name + " has no prediction of run " +
                                                 std::to_string(request.runId) + " yet; predict it first.");
        }
        chosen.push_back(*found);
    }
    return chosen;
}

/// Fills a plan: the files of every case under the request's names.
class Planner {
public:
    Planner(const Project& project, const ExportRequest& request)
        : m_request(request), m_folder(std::filesystem::absolute(request.folder).lexically_normal()) {
        m_plan.run = project.runs().get(request.runId);
        m_plan.scheme = project.labels().scheme();
    }

    void addCase(const CaseRecord& record, const PredictionRecord& prediction);
    void addCommon();
    void noteWhatIsLeftOut();
    [[nodiscard]] ExportPlan take() { return std::move(m_plan); }

private:
    [[nodiscard]] bool isWanted(const std::string& map) const {
        const ExportChoice& what = m_request.what;
        return map == "label" ? what.label : map.starts_with("probability-") ? what.probabilities : what.maps;
    }
    [[nodiscard]] std::filesystem::path targetOf(const CaseRecord& record, const std::string& what,
                                                 std::string_view extension) const {
        const NameParts parts{.caseName = record.name,
                              .patient = record.patient,
                              .run = std::to_string(m_plan.run.id),
                              .method = m_plan.run.method,
                              .what = what};
        return m_folder / (filledIn(m_request.pattern, parts) + std::string(extension));
    }

    const ExportRequest& m_request;
    std::filesystem::path m_folder;
    ExportPlan m_plan;
};

void Planner::addCase(const CaseRecord& record, const PredictionRecord& prediction) {
    if (m_request.abstain && !canAbstain(prediction)) {
        throw Error(ErrorCode::InvalidInput, "The case " + record.name +
                                                 " was predicted without its reliability maps, so nothing says where "
                                                 "to abstain; predict it with all maps.");
    }
    CaseExport one{.record = record, .prediction = prediction, .files = {}};
    for (const auto& [map, file] : prediction.files) {
        if (isWanted(map)) {
            one.files.push_back({map == "label" ? ExportItem::Label : ExportItem::Map, map, 0,
                                 targetOf(record, map, extensionOf(m_request.format))});
        }
    }
    for (int index = 1; m_request.what.surfaces && index < m_plan.scheme.count(); ++index) {
        const std::string& name = m_plan.scheme.classes[static_cast<std::size_t>(index)].name;
        one.files.push_back(
            {ExportItem::Surface, {}, index, targetOf(record, "surface-" + name, extensionOf(m_request.meshFormat))});
    }
    if (m_request.what.dicomSegmentation && isFromDicom(record)) {
        one.files.push_back({ExportItem::DicomSegmentation, {}, 0, targetOf(record, "segmentation", ".dcm")});
    }
    if (!one.files.empty()) {
        one.files.push_back({ExportItem::Provenance, {}, 0, targetOf(record, "provenance", ".json")});
    }
    m_plan.cases.push_back(std::move(one));
}

void Planner::addCommon() {
    const ExportChoice& what = m_request.what;
    const std::string stem = "run" + std::to_string(m_plan.run.id) + "_";
    const auto add = [&](bool isAsked, ExportItem item, const std::string& name) {
        if (isAsked) {
            m_plan.common.push_back({item, {}, 0, m_folder / (stem + name)});
        }
    };
    const bool hasLabels =
        std::ranges::any_of(m_plan.cases, [](const CaseExport& one) { return one.record.label.has_value(); });
    add(what.metrics && hasLabels, ExportItem::MetricsCsv, "metrics.csv");
    add(what.metrics && hasLabels, ExportItem::MetricsJson, "metrics.json");
    add(what.reportHtml, ExportItem::ReportHtml, "report.html");
    add(what.reportPdf, ExportItem::ReportPdf, "report.pdf");
    add(!m_plan.common.empty(), ExportItem::Provenance, "provenance.json");
}

void Planner::noteWhatIsLeftOut() {
    const auto note = [&](std::size_t without, const std::string& what) {
        if (without > 0) {
            m_plan.notes.push_back(std::to_string(without) + " of " + std::to_string(m_plan.cases.size()) + what);
        }
    };
    const auto count = [&](const std::function<bool(const CaseExport&)>& holds) {
        return static_cast<std::size_t>(std::ranges::count_if(m_plan.cases, holds));
    };
    if (m_request.what.dicomSegmentation) {
        note(count([](const CaseExport& one) { return !isFromDicom(one.record); }),
             " cases did not come from DICOM: no segmentation object is written for them.");
    }
    if (m_request.what.metrics) {
        note(count([](const CaseExport& one) { return !one.record.label.has_value(); }),
             " cases have no label: they have no metrics.");
    }
    const std::string wants = m_request.what.maps ? "all" : "probabilities";
    if (m_request.what.maps || m_request.what.probabilities) {
        note(count([&](const CaseExport& one) {
                 return one.prediction.maps == "label" || (wants == "all" && one.prediction.maps != "all");
             }),
             " cases were predicted without all of the maps: only those that were stored are written.");
    }
}

/// Paths that must not be written to, whatever the person says.
std::set<std::filesystem::path> sourcesOf(const Project& project) {
    std::set<std::filesystem::path> sources;
    for (const CaseRecord& record : project.cases().list()) {
        for (const ImageFile& image : record.images) {
            sources.insert(std::filesystem::weakly_canonical(image.path));
        }
        if (record.label) {
            sources.insert(std::filesystem::weakly_canonical(record.label->path));
        }
    }
    return sources;
}

/// Whether the project itself keeps its files there; exports/ is for exports.
bool isOfProject(const Project& project, const std::filesystem::path& file) {
    const std::filesystem::path inside = file.lexically_relative(std::filesystem::weakly_canonical(project.folder()));
    return !inside.empty() && *inside.begin() != ".." && *inside.begin() != "exports";
}

void checkTargets(const Project& project, const ExportPlan& plan) {
    const std::set<std::filesystem::path> sources = sourcesOf(project);
    std::set<std::filesystem::path> targets;
    const auto check = [&](const ExportFile& file) {
        const std::filesystem::path target = std::filesystem::weakly_canonical(file.target);
        if (!targets.insert(target).second) {
            throw Error(ErrorCode::Conflict, "Two files of the export would both be " + target.string() +
                                                 "; choose another naming pattern.");
        }
        if (sources.contains(target)) {
            throw Error(ErrorCode::Conflict, target.string() +
                                                 " is a source of the project, which is never written to; choose "
                                                 "another folder.");
        }
        if (isOfProject(project, target)) {
            throw Error(ErrorCode::Conflict, target.string() +
                                                 " lies among the project's own files; choose its folder exports or "
                                                 "one outside of it.");
        }
    };
    for (const CaseExport& one : plan.cases) {
        std::ranges::for_each(one.files, check);
    }
    std::ranges::for_each(plan.common, check);
}

}  // namespace

std::size_t ExportPlan::fileCount() const {
    std::size_t count = common.size();
    for (const CaseExport& one : cases) {
        count += one.files.size();
    }
    return count;
}

ExportPlan planExport(const Project& project, const ExportRequest& request) {
    request.check();
    Planner planner(project, request);
    for (const PredictionRecord& prediction : chosenPredictions(project, request)) {
        planner.addCase(project.cases().get(prediction.caseId), prediction);
    }
    planner.addCommon();
    planner.noteWhatIsLeftOut();
    ExportPlan plan = planner.take();
    if (plan.fileCount() == 0) {
        throw Error(ErrorCode::InvalidInput, "Nothing of what was chosen can be had of these cases" +
                                                 (plan.notes.empty() ? std::string(".") : ": " + plan.notes.front()));
    }
    if (request.abstain && plan.scheme.indexOfFileValue(request.abstain->fileValue) >= 0) {
        throw Error(ErrorCode::InvalidInput, "The abstain value " + std::to_string(request.abstain->fileValue) +
                                                 " is that of a class already; choose another.");
    }
    checkTargets(project, plan);
    return plan;
}

std::filesystem::path firstExisting(const ExportPlan& plan) {
    const auto isThere = [](const ExportFile& file) { return std::filesystem::exists(file.target); };
    for (const CaseExport& one : plan.cases) {
        if (const auto found = std::ranges::find_if(one.files, isThere); found != one.files.end()) {
            return found->target;
        }
    }
    const auto found = std::ranges::find_if(plan.common, isThere);
    return found != plan.common.end() ? found->target : std::filesystem::path();
}

}  // namespace tandem
