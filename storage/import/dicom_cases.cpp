#include "storage/import/dicom_cases.h"

#include "storage/image/dicom_series.h"

#include <algorithm>
#include <string>

namespace tandem {
namespace {

/// Told apart by the description where it says something, and by the end of the uid.
std::string nameOf(const DicomSeries& series, const std::filesystem::path& folder, bool isOnly) {
    constexpr std::size_t kUidEnd = 8;
    std::string name = folder.filename().string();
    if (!isOnly) {
        name += (series.description.empty() ? "" : "_" + series.description) + "_" +
                series.uid.substr(series.uid.size() - std::min(series.uid.size(), kUidEnd));
    }
    std::ranges::replace(name, '/', '-');
    return name;
}

DraftCase caseOf(const DicomSeries& series, const std::filesystem::path& folder, bool isOnly) {
    DraftCase draft{.planned = {.name = nameOf(series, folder, isOnly),
                                .patient = series.patientId,
                                .isPatientFromHeader = true,
                                .images = {{series.files.front().parent_path(), series.uid}}},
                    .folder = folder.parent_path()};
    draft.planned.series = SeriesFacts{.description = series.description,
                                       .modality = series.modality,
                                       .date = series.date,
                                       .slices = static_cast<std::int64_t>(series.planes.size())};
    for (const std::string& sentence : series.findings) {
        draft.planned.findings.push_back({FindingSeverity::Refusal, sentence,
                                          "Export the series again as a regular stack of slices, or convert it."});
    }
    return draft;
}

}  // namespace

DicomCases dicomCases(const std::vector<std::filesystem::path>& files, const std::filesystem::path& folder,
                      const std::stop_token& stop) {
    DicomCases result;
    const std::vector<DicomSeries> all = findDicomSeries(files, {}, stop);
    const auto isNamed = [](const DicomSeries& series) { return !series.uid.empty(); };
    const bool isOnly = std::ranges::count_if(all, isNamed) == 1;
    result.otherFiles = static_cast<std::int64_t>(files.size());
    for (const DicomSeries& series : all) {
        result.otherFiles -= static_cast<std::int64_t>(series.files.size() + series.copies.size());
        if (isNamed(series)) {
            result.cases.push_back(caseOf(series, folder, isOnly));
            continue;
        }
        for (const std::string& sentence : series.findings) {
            result.findings.push_back(
                {FindingSeverity::Warning, sentence, "Copy the file again from where it came from."});
        }
    }
    return result;
}

}  // namespace tandem
