#include "storage/export/export_plan.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/export/bids_files.h"
#include "storage/export/bids_names.h"
#include "storage/export/export_names.h"
#include "storage/export/export_target.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/self_judgement.h"
#include "storage/prediction/stored_maps.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace tandem {
namespace {

bool isFromDicom(const CaseRecord& record) {
    return !record.images.empty() && record.images.front().format == "dicom";
}

Weights weightsFor(const Project& project, const ExportRequest& request) {
    return chosenWeights(project, request.runId, request.checkpoint);
}

/// Of every case that the weights predicted.
std::vector<PredictionRecord> allPredictions(const Project& project, std::int64_t runId, const Weights& weights) {
    std::vector<PredictionRecord> all;
    std::set<std::string> others;
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        if (one.checkpointHash == weights.hash) {
            all.push_back(one);
        } else {
            others.insert(textOf(weightsOf(one)));
        }
    }
    if (all.empty()) {
        std::string sentence = "Run " + std::to_string(runId) + " has no predictions by its " + textOf(weights);
        for (const std::string& other : others) {
            sentence += (other == *others.begin() ? ", only by its " : " and its ") + other;
        }
        throw Error(ErrorCode::NotFound,
                    sentence + (others.empty() ? " yet; predict its cases first."
                                               : "; predict its cases again, or choose the other checkpoint."));
    }
    return all;
}

std::vector<PredictionRecord> chosenPredictions(const Project& project, const ExportRequest& request,
                                                const Weights& weights) {
    if (request.caseIds.empty()) {
        return allPredictions(project, request.runId, weights);
    }
    std::vector<PredictionRecord> chosen;
    for (const std::int64_t id : request.caseIds) {
        chosen.push_back(predictionBy(project, request.runId, weights, project.cases().get(id)));
    }
    return chosen;
}

/// Cases that only other weights of the run predicted.
std::size_t casesOfOthers(const Project& project, const ExportPlan& plan) {
    const std::vector<PredictedCase> predicted = project.predictions().predictedCases(plan.run.id);
    return predicted.size() - std::min(predicted.size(), plan.cases.size());
}

/// Fills a plan: the files of every case under the request's names.
class Planner {
public:
    Planner(const Project& project, const ExportRequest& request)
        : m_project(project), m_request(request), m_folder(normalPath(request.folder)) {
        m_plan.run = project.runs().get(request.runId);
        m_plan.scheme = project.labels().scheme();
        if (request.layout == ExportLayout::Bids) {
            m_bids.emplace(project.cases().list());
            m_classLabels = bidsLabelsOf(m_plan.scheme);
            m_folder = bidsDerivatives(m_folder);
        }
    }

    void addCase(const CaseRecord& record, const PredictionRecord& prediction);
    void addCommon();
    void noteWhatIsLeftOut();
    [[nodiscard]] ExportPlan take() { return std::move(m_plan); }

private:
    [[nodiscard]] bool isWanted(const MapName& map) const {
        const ExportChoice& what = m_request.what;
        return map == kLabelMap ? what.label : map.kind == MapKind::Probability ? what.probabilities : what.maps;
    }
    [[nodiscard]] std::filesystem::path mapTarget(const CaseRecord& record, const MapName& map) const {
        return m_bids ? bidsTarget(record, map, extensionOf(m_request.format))
                      : targetOf(record, textOf(map), extensionOf(m_request.format));
    }
    [[nodiscard]] std::filesystem::path bidsTarget(const CaseRecord& record, const MapName& map,
                                                   std::string_view extension) const {
        const auto index = static_cast<std::size_t>(map.classIndex.value_or(0));
        const std::string ending =
            map.isLabelMap()
                ? bidsEnding(m_plan.run.id, m_request.label)
                : bidsEnding(m_plan.run.id, map.decoder.value(),
                             index < m_classLabels.size() ? m_classLabels[index] : "class" + std::to_string(index));
        return m_folder / (m_bids->pathOf(record.id).string() + ending + std::string(extension));
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

    const Project& m_project;
    const ExportRequest& m_request;
    std::filesystem::path m_folder;
    std::optional<BidsNames> m_bids;         ///< in that layout
    std::vector<std::string> m_classLabels;  ///< of the same
    std::vector<std::string> m_renamed;      ///< "\"case 1\" is sub-case1"
    ExportPlan m_plan;
};

void Planner::addCase(const CaseRecord& record, const PredictionRecord& prediction) {
    if (m_request.abstain && !hasAllMaps(prediction)) {
        throw Error(ErrorCode::InvalidInput, "The case " + record.name +
                                                 " was predicted without all maps, so nothing says where to abstain; "
                                                 "predict it with all maps.");
    }
    if (!hasLabelOf(prediction, m_request.label)) {
        throw Error(ErrorCode::InvalidInput, "The case " + record.name +
                                                 " was predicted without its probabilities, so "
                                                 "there is no label of " +
                                                 labelSourceText(m_request.label) +
                                                 "; predict it with its probabilities.");
    }
    CaseExport one{.record = record,
                   .prediction = prediction,
                   .files = {},
                   .judgesRun = record.label && !isPredictionOf(m_project, m_plan.run.id, record)};
    for (const auto& [map, file] : prediction.files) {
        if (isWanted(map)) {
            one.files.push_back(
                {map == kLabelMap ? ExportItem::Label : ExportItem::Map, map, 0, mapTarget(record, map)});
        }
    }
    if (m_request.what.maps && hasAllMaps(prediction)) {
        one.files.push_back(
            {ExportItem::Trust, kTrustMap, 0, targetOf(record, textOf(kTrustMap), extensionOf(m_request.format))});
    }
    for (int index = 1; m_request.what.surfaces && index < m_plan.scheme.count(); ++index) {
        const std::string& name = m_plan.scheme.classes[static_cast<std::size_t>(index)].name;
        one.files.push_back(
            {ExportItem::Surface, {}, index, targetOf(record, "surface-" + name, extensionOf(m_request.meshFormat))});
    }
    if (m_request.what.dicomSegmentation && isFromDicom(record)) {
        one.files.push_back({ExportItem::DicomSegmentation, {}, 0, targetOf(record, "segmentation", ".dcm")});
    }
    if (m_request.what.structureSet && isFromDicom(record)) {
        one.files.push_back({ExportItem::DicomStructureSet, {}, 0, targetOf(record, "structures", ".dcm")});
    }
    if (m_bids) {
        one.files.push_back({ExportItem::BidsLabels, {}, 0, bidsTarget(record, kLabelMap, ".tsv")});
        one.files.push_back({ExportItem::Provenance, {}, 0, bidsTarget(record, kLabelMap, ".json")});
        if (!record.name.starts_with(m_bids->stemOf(record.id))) {
            m_renamed.push_back("\"" + record.name + "\" is " + m_bids->stemOf(record.id));
        }
    } else if (!one.files.empty()) {
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
    const std::filesystem::path description = m_folder / "dataset_description.json";
    if (m_bids && !isOwnDescription(description)) {
        m_plan.common.push_back({ExportItem::BidsDescription, {}, 0, description});
    }
    const bool isJudged = std::ranges::any_of(m_plan.cases, &CaseExport::judgesRun);
    add(what.metrics && isJudged, ExportItem::MetricsCsv, "metrics.csv");
    add(what.metrics && isJudged, ExportItem::MetricsJson, "metrics.json");
    add(what.reportHtml, ExportItem::ReportHtml, "report.html");
    add(what.reportPdf, ExportItem::ReportPdf, "report.pdf");
    add(!m_plan.common.empty() && !m_bids, ExportItem::Provenance, "provenance.json");
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
    if (m_request.what.dicomSegmentation || m_request.what.structureSet) {
        note(count([](const CaseExport& one) { return !isFromDicom(one.record); }),
             " cases did not come from DICOM: no DICOM object is written for them.");
    }
    if (m_request.what.metrics) {
        note(count([](const CaseExport& one) { return !one.record.label.has_value(); }),
             " cases have no label: they have no metrics.");
    }
    if (!m_renamed.empty()) {
        constexpr std::size_t kShown = 3;
        std::string list = m_renamed.front();
        for (std::size_t at = 1; at < std::min(m_renamed.size(), kShown); ++at) {
            list += ", " + m_renamed[at];
        }
        note(m_renamed.size(), " cases have another name in BIDS, of letters and digits: " + list +
                                   (m_renamed.size() > kShown ? ", and so on" : "") +
                                   "; each one's JSON file has its own.");
    }
    const KeptMaps wanted = m_request.what.maps ? KeptMaps::All : KeptMaps::Probabilities;
    if (m_request.what.maps || m_request.what.probabilities) {
        note(count([&](const CaseExport& one) { return one.prediction.maps < wanted; }),
             " cases were predicted without all of the maps: only those that were stored are written.");
    }
}

/// Paths that must not be written to, whatever the person says.
std::set<std::filesystem::path> sourcesOf(const Project& project) {
    std::set<std::filesystem::path> sources;
    for (const CaseRecord& record : project.cases().list()) {
        for (const ImageFile& image : record.images) {
            sources.insert(realPath(image.path));
        }
        if (record.label) {
            sources.insert(realPath(record.label->path));
        }
    }
    return sources;
}

/// Names that no file system takes would else be found out case after case.
void checkNameLength(const std::filesystem::path& target) {
    constexpr std::size_t kMost = 255;  // bytes, of the file systems in use
    for (const std::filesystem::path& part : target) {
        if (part.string().size() > kMost) {
            throw Error(ErrorCode::InvalidInput,
                        "The export would have a file with a name of " + std::to_string(part.string().size()) +
                            " bytes, which is too long; choose a shorter naming pattern: " + part.string());
        }
    }
}

void checkTargets(const Project& project, const ExportPlan& plan) {
    const std::set<std::filesystem::path> sources = sourcesOf(project);
    std::set<std::filesystem::path> targets;
    const auto check = [&](const ExportFile& file) {
        checkNameLength(file.target);
        const std::filesystem::path target = realPath(file.target);
        if (!targets.insert(target).second) {
            throw Error(ErrorCode::Conflict, "Two files of the export would both be " + target.string() +
                                                 "; choose another naming pattern.");
        }
        if (sources.contains(target)) {
            throw Error(ErrorCode::Conflict, target.string() +
                                                 " is a source of the project, which is never written to; choose "
                                                 "another folder.");
        }
        requireForExports(project, target);
    };
    for (const CaseExport& one : plan.cases) {
        std::ranges::for_each(one.files, check);
    }
    std::ranges::for_each(plan.common, check);
}

/// Where trust is used: that it is rougher than it could be.
void noteTrust(const ExportRequest& request, ExportPlan& plan) {
    const auto isTrustMap = [](const ExportFile& file) { return file.item == ExportItem::Trust; };
    const bool isUsed = request.abstain || request.what.reportHtml || request.what.reportPdf ||
                        std::ranges::any_of(plan.cases, [&](const CaseExport& one) {
                            return std::ranges::any_of(one.files, isTrustMap);
                        });
    const std::string howTo = " The command trust measures it (--run " + std::to_string(request.runId) + " --label " +
                              std::string(nameOf(request.label)) + ").";
    if (isUsed && !plan.trust.fitted.model.isCalibrated) {
        plan.notes.push_back(
            "Trust is uncalibrated for this label and these weights; the uncertainty of the mean and the disagreement "
            "of the decoders stand in for it." +
            howTo);
    } else if (isUsed && plan.trust.isOutdated) {
        plan.notes.push_back("Trust was measured before the validation cases were what they are now." + howTo);
    }
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
    const Weights weights = weightsFor(project, request);
    for (const PredictionRecord& prediction : chosenPredictions(project, request, weights)) {
        planner.addCase(project.cases().get(prediction.caseId), prediction);
    }
    planner.addCommon();
    planner.noteWhatIsLeftOut();
    ExportPlan plan = planner.take();
    plan.weights = weights;
    plan.trust = recordedTrust(project, request.runId, weights.hash, request.label);
    if (const std::size_t others = casesOfOthers(project, plan); request.caseIds.empty() && others > 0) {
        plan.notes.push_back(std::to_string(others) +
                             " cases were predicted by other checkpoints of the run than its " + textOf(weights) +
                             ": they are left out.");
    }
    if (plan.fileCount() == 0) {
        throw Error(ErrorCode::InvalidInput, "Nothing of what was chosen can be had of these cases" +
                                                 (plan.notes.empty() ? std::string(".") : ": " + plan.notes.front()));
    }
    if (request.abstain && plan.scheme.indexOfFileValue(request.abstain->fileValue) >= 0) {
        throw Error(ErrorCode::InvalidInput, "The abstain value " + std::to_string(request.abstain->fileValue) +
                                                 " is that of a class already; choose another.");
    }
    checkTargets(project, plan);
    noteTrust(request, plan);
    return plan;
}

std::filesystem::path firstExisting(const ExportPlan& plan) {
    const auto isThere = [](const ExportFile& file) { return tandem::isThere(file.target); };
    for (const CaseExport& one : plan.cases) {
        if (const auto found = std::ranges::find_if(one.files, isThere); found != one.files.end()) {
            return found->target;
        }
    }
    const auto found = std::ranges::find_if(plan.common, isThere);
    return found != plan.common.end() ? found->target : std::filesystem::path();
}

}  // namespace tandem
