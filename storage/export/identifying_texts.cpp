#include "storage/export/identifying_texts.h"

#include "storage/cases/case_provenance.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/export/export_case.h"
#include "storage/export/export_plan.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

bool holds(const std::vector<ExportFile>& files, std::initializer_list<ExportItem> items) {
    return std::ranges::any_of(
        files, [&](const ExportFile& file) { return std::ranges::find(items, file.item) != items.end(); });
}

class Search {
public:
    Search(const Project& project, const ExportRequest& request, const ExportPlan& plan, const std::stop_token& stop)
        : m_project(project),
          m_stop(stop),
          m_namesPatient(request.layout == ExportLayout::Bids ||
                         request.pattern.find("{patient}") != std::string::npos),
          m_hasReport(holds(plan.common, {ExportItem::ReportHtml, ExportItem::ReportPdf})),
          m_hasMetrics(holds(plan.common, {ExportItem::MetricsCsv, ExportItem::MetricsJson})) {}

    void addProject() { add("name of the project", m_project.name(), everywhereSaid("provenance")); }

    void addCase(const CaseExport& one) {
        add("name of a case", one.record.name, everywhereSaid("names of files, provenance"));
        if (m_namesPatient || m_hasReport) {
            add("patient", one.record.patient, m_namesPatient ? everywhereSaid("names of files") : "report");
        }
        addSources(one.record);
        if (holds(one.files, {ExportItem::DicomSegmentation, ExportItem::DicomStructureSet})) {
            addSeries(one.record);
        }
    }

    [[nodiscard]] std::vector<IdentifyingText> take() { return std::move(m_found); }

private:
    [[nodiscard]] std::string everywhereSaid(std::string places) const {
        return places + (m_hasMetrics ? ", metrics" : "") + (m_hasReport ? ", report" : "");
    }

    void add(const std::string& what, const std::string& text, const std::string& where) {
        IdentifyingText found{what, text, where};
        if (!text.empty() && std::ranges::find(m_found, found) == m_found.end()) {
            m_found.push_back(std::move(found));
        }
    }

    /// As the provenance says them.
    void addSources(const CaseRecord& record) {
        const nlohmann::ordered_json sources = sourcesJson(record);
        const auto addSource = [&](const nlohmann::ordered_json& source) {
            add("path of a source", source.at("file").get<std::string>(), "provenance");
            add("UID of a series", source.value("seriesUid", ""), "provenance");
        };
        std::ranges::for_each(sources.at("images"), addSource);
        if (sources.contains("label")) {
            addSource(sources.at("label"));
        }
    }

    /// A DICOM object takes over whose series it is of.
    void addSeries(const CaseRecord& record) {
        if (const auto series = sourceSeries(m_project, record.images.front(), m_stop)) {
            add("ID of a patient", series->patientId, "DICOM objects");
            add("name of a patient", series->patientName.value_or(""), "DICOM objects");
            add("UID of a series", series->uid, "DICOM objects");
            add("date of a series", series->date, "DICOM objects");
            add("also of each series",
                "birth date and sex of the patient; UID, ID, date, time and description of the study, its accession "
                "number and the referring physician; UID of the frame of reference and its position reference "
                "indicator; UIDs of the images",
                "DICOM objects");
        }
    }

    const Project& m_project;
    const std::stop_token& m_stop;
    bool m_namesPatient;
    bool m_hasReport;
    bool m_hasMetrics;
    std::vector<IdentifyingText> m_found;
};

}  // namespace

std::vector<IdentifyingText> identifyingTexts(const Project& project, const ExportRequest& request,
                                              const std::stop_token& stop) {
    const ExportPlan plan = planExport(project, request);
    Search search(project, request, plan, stop);
    search.addProject();
    for (const CaseExport& one : plan.cases) {
        search.addCase(one);
    }
    return search.take();
}

}  // namespace tandem
