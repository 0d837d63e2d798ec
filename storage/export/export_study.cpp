#include "storage/export/export_study.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/program_version.h"
#include "core/base/utc_time.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/project.h"
#include "storage/export/bids_files.h"
#include "storage/export/export_case.h"
#include "storage/export/export_plan.h"
#include "storage/export/export_report.h"
#include "storage/prediction/provenance.h"
#include "storage/prediction/self_judgement.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/prediction_reading.h"
#include "storage/reliability/trust_provenance.h"
#include "storage/training/run_configuration.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

class Export {
public:
    Export(const Project& project, const ExportRequest& request, const Progress& progress, std::stop_token stop,
           ReportWriter* report)
        : m_project(project),
          m_request(request),
          m_progress(progress),
          m_stop(std::move(stop)),
          m_report(report),
          m_plan(planExport(project, request)) {
        m_evaluation.settings.label = request.label;
    }

    void refuseOverwriting() const;
    /// What an export left that was killed.
    void sweep() const;
    void writeCases();
    void writeCommon();
    [[nodiscard]] ExportSummary take() { return std::move(m_summary); }

private:
    [[nodiscard]] bool hasReport() const { return m_request.what.reportHtml || m_request.what.reportPdf; }
    void step(const std::string& what);
    void judge(const CaseExport& one, PredictionReading& predicted);
    [[nodiscard]] ReportFacts facts() const;
    [[nodiscard]] std::string commonProvenance() const;
    void writeCommonFile(const ExportFile& file, const ReportFacts& facts, const std::string& provenance);
    void logExport() const;

    const Project& m_project;
    const ExportRequest& m_request;
    const Progress& m_progress;
    std::stop_token m_stop;
    ReportWriter* m_report;
    ExportPlan m_plan;
    Evaluation m_evaluation;
    std::vector<std::string> m_leftOut;  ///< names of cases that the run does not judge
    ExportSummary m_summary;
    double m_done = 0;
};

void Export::refuseOverwriting() const {
    if (hasReport() && m_report == nullptr) {
        throw Error(ErrorCode::Unsupported, "This program cannot make reports.");
    }
    const std::filesystem::path existing = m_request.overwrite ? std::filesystem::path() : firstExisting(m_plan);
    if (!existing.empty()) {
        throw Error(ErrorCode::Conflict, existing.string() +
                                             " is there already; choose another folder, or allow that files are "
                                             "replaced (in the terminal: --overwrite).");
    }
}

void Export::sweep() const {
    std::set<std::filesystem::path> folders;
    const auto add = [&](const std::vector<ExportFile>& files) {
        for (const ExportFile& one : files) {
            folders.insert(one.target.parent_path());
        }
    };
    std::ranges::for_each(m_plan.cases, [&](const CaseExport& one) { add(one.files); });
    add(m_plan.common);
    std::ranges::for_each(folders, removeLeftOvers);
}

void Export::step(const std::string& what) {
    // Judging and drawing a case takes about as long as writing a file.
    const double total = static_cast<double>(m_plan.fileCount() + m_plan.cases.size());
    m_progress(std::min(m_done++ / total, 1.0), what);
}

void Export::judge(const CaseExport& one, PredictionReading& predicted) {
    throwIfStopped(m_stop);
    step(one.record.name);
    const bool isAsked = m_request.what.metrics || hasReport();
    const bool hasMetrics = isAsked && one.judgesRun;
    if (isAsked && one.record.label && !one.judgesRun) {
        m_leftOut.push_back(one.record.name);
    }
    if (hasMetrics) {
        m_evaluation.cases.push_back(
            evaluatePrediction(m_project, m_plan.scheme, one.record, predicted, m_evaluation.settings, m_stop));
    }
    if (hasReport()) {
        m_report->addCase(readReportCase(m_project, m_plan, one, predicted, m_request.abstain,
                                         hasMetrics ? &m_evaluation.cases.back() : nullptr, m_stop),
                          facts());
    }
}

void Export::writeCases() {
    for (const CaseExport& one : m_plan.cases) {
        PredictionReading predicted(m_project, one.prediction, m_request.label, m_plan.trust.fitted, m_stop);
        CaseExportResult result = writeCase(
            m_project, m_plan, one, m_request, predicted,
            [this](const std::filesystem::path& file) { step(file.filename().string()); }, m_stop);
        judge(one, predicted);
        std::ranges::move(result.files, std::back_inserter(m_summary.files));
        std::ranges::move(result.notes, std::back_inserter(m_summary.notes));
        m_summary.cases.push_back({one.record.name, result.abstained});
    }
}

ReportFacts Export::facts() const {
    ReportFacts facts{.project = m_project.name(), .run = m_plan.run, .scheme = m_plan.scheme};
    facts.label = m_request.label;
    facts.abstain = m_request.abstain;
    facts.trust = m_plan.trust;
    if (!m_evaluation.cases.empty()) {
        facts.evaluation = m_evaluation;
    }
    facts.checkpoint = textOf(m_plan.weights);
    facts.exportedAt = utcNow();
    facts.program = programVersion();
    const std::filesystem::path folder = normalPath(m_request.folder);
    for (const std::filesystem::path& file : m_summary.files) {
        facts.files.push_back(file.lexically_relative(folder).generic_string());
    }
    for (const ExportFile& file : m_plan.common) {
        facts.files.push_back(file.target.lexically_relative(folder).generic_string());
    }
    facts.notes = m_summary.notes;
    return facts;
}

std::string Export::commonProvenance() const {
    std::vector<CaseRecord> cases;
    Json predictions = Json::array();
    for (const CaseExport& one : m_plan.cases) {
        cases.push_back(one.record);
        Json prediction{{"case", one.record.name}};
        prediction.update(weightsJson(weightsOf(one.prediction)));
        prediction["predictedAt"] = one.prediction.createdAt;
        prediction["prediction"] = storedJson(one.prediction.settingsJson);
        predictions.push_back(std::move(prediction));
    }
    Json json = runConfigurationJson(m_project, m_plan.run, cases);
    json["tandem"] = programVersion();
    json["exportedAt"] = utcNow();
    json["project"] = m_project.name();
    json["predictions"] = std::move(predictions);
    json["trust"] = trustProvenanceJson(m_plan.trust);
    json["export"] = exportSettingsJson(m_request);
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

void Export::writeCommonFile(const ExportFile& file, const ReportFacts& facts, const std::string& provenance) {
    if (file.item == ExportItem::MetricsCsv) {
        writeAtomically(file.target, evaluationCsv(m_evaluation));
    } else if (file.item == ExportItem::MetricsJson) {
        writeAtomically(file.target, evaluationJson(m_evaluation).dump(2, ' ', false, Json::error_handler_t::replace));
    } else if (file.item == ExportItem::ReportHtml) {
        m_report->writeHtml(facts, file.target);
    } else if (file.item == ExportItem::ReportPdf) {
        m_report->writePdf(facts, file.target);
    } else if (file.item == ExportItem::BidsDescription) {
        writeAtomically(file.target, bidsDescription(normalPath(m_request.folder)));
    } else {
        writeAtomically(file.target, provenance);
    }
}

void Export::writeCommon() {
    m_evaluation.runId = m_plan.run.id;
    m_evaluation.on = m_request.caseIds.empty() ? "predicted cases" : "chosen cases";
    m_evaluation.classNames = m_plan.scheme.names();
    m_evaluation.means = meansOf(m_evaluation.cases, m_evaluation.settings);
    m_evaluation.notices = leakNotices(m_project, m_plan.run.splitId);
    std::ranges::copy(selfJudgementNotice(m_plan.run.id, m_leftOut), std::back_inserter(m_evaluation.notices));
    std::ranges::copy(fittedOnNotice(m_project, m_plan.trust, trustedCases(m_evaluation)),
                      std::back_inserter(m_evaluation.notices));
    std::ranges::copy(m_plan.notes, std::back_inserter(m_summary.notes));
    std::ranges::copy(m_evaluation.notices, std::back_inserter(m_summary.notes));
    const std::string provenance = m_plan.common.empty() ? std::string() : commonProvenance();
    const ReportFacts reported = facts();
    for (const ExportFile& file : m_plan.common) {
        throwIfStopped(m_stop);
        step(file.target.filename().string());
        writeCommonFile(file, reported, provenance);
        m_summary.files.push_back(file.target);
        recordExported(m_project, m_plan, {}, file.target, provenance, m_stop);
    }
    if (!m_project.isReadOnly()) {
        logExport();
    }
    m_progress(1.0, "exported");
}

void Export::logExport() const {
    EventRecord event;
    event.kind = "export";
    event.sentence = std::to_string(m_summary.files.size()) + " files of " + std::to_string(m_plan.cases.size()) +
                     " cases were exported to " + absolutePath(m_request.folder).string() + ".";
    event.runId = m_plan.run.id;
    m_project.events().add(event);
}

}  // namespace

ExportSummary exportPredictions(const Project& project, const ExportRequest& request, const Progress& progress,
                                const std::stop_token& stop, ReportWriter* report) {
    Export work(project, request, progress, stop, report);
    work.refuseOverwriting();
    work.sweep();
    work.writeCases();
    work.writeCommon();
    return work.take();
}

}  // namespace tandem
