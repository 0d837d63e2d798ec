#include "storage/import/dicom_cases.h"

#include "storage/image/dicom_series.h"
#include "storage/import/structure_sets.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace tandem {
namespace {

using Files = std::vector<std::filesystem::path>;

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

/// Where a series lies.
struct Place {
    std::filesystem::path path;    ///< the deepest folder that has all of its files
    std::filesystem::path folder;  ///< the same from the input down

    auto operator<=>(const Place&) const = default;
};

DraftCase caseOf(const DicomSeries& series, const Place& place, bool isOnly) {
    DraftCase draft{.planned = {.name = nameOf(series, place.folder, isOnly),
                                .patient = series.patientId,
                                .isPatientFromHeader = true,
                                .images = {{place.path, series.uid}}},
                    .folder = place.folder.parent_path()};
    draft.planned.series = SeriesFacts{.description = series.description,
                                       .modality = series.modality,
                                       .date = series.date,
                                       .slices = static_cast<std::int64_t>(series.planes.size())};
    for (const std::string& sentence : series.findings) {
        draft.planned.findings.push_back({FindingSeverity::Refusal, sentence,
                                          "Export the series again into one folder, as a regular stack of slices, or "
                                          "convert it."});
    }
    return draft;
}

std::filesystem::path commonFolder(const std::filesystem::path& one, const std::filesystem::path& other) {
    const auto [first, second] = std::ranges::mismatch(one, other);
    std::filesystem::path common;
    for (auto part = one.begin(); part != first; ++part) {
        common /= *part;
    }
    return common;
}

class SeriesSearch {
public:
    SeriesSearch(const std::map<std::filesystem::path, Files>& files, const std::stop_token& stop) : m_stop(stop) {
        for (const auto& [folder, inFolder] : files) {
            for (const std::filesystem::path& file : inFolder) {  // of two inputs, maybe, that are called alike
                m_folders[file.parent_path()] = folder;
            }
            std::ranges::copy(inFolder, std::back_inserter(m_files));
        }
    }

    [[nodiscard]] DicomCases search(const Progress& progress) {
        m_result.otherFiles = static_cast<std::int64_t>(m_files.size());
        for (DicomSeries& series : findDicomSeries(m_files, progress, m_stop)) {
            m_result.otherFiles -= static_cast<std::int64_t>(series.files.size() + series.copies.size());
            if (series.uid.empty()) {
                report(series);
            } else if (series.holdsStructures) {
                std::ranges::copy(series.files, std::back_inserter(m_structureFiles));
            } else {
                place(std::move(series));
            }
        }
        std::vector<const DicomSeries*> known;
        for (const auto& [place, all] : m_series) {
            std::ranges::transform(all, std::back_inserter(known), [](const DicomSeries& one) { return &one; });
        }
        const StructureSets sets(m_structureFiles, known, m_stop);
        for (const auto& [place, all] : m_series) {
            for (const DicomSeries& series : all) {
                DraftCase& draft = m_result.cases.emplace_back(caseOf(series, place, all.size() == 1));
                sets.give(series.uid, draft.planned);
            }
        }
        std::ranges::copy(sets.findings(), std::back_inserter(m_result.findings));
        return std::move(m_result);
    }

private:
    /// A series that is there twice, a copy in another folder, is one in each of them; one that is parted is one.
    void place(DicomSeries series) {
        std::map<std::filesystem::path, Files> byFolder;
        for (const std::filesystem::path& file : series.files) {
            byFolder[file.parent_path()].push_back(file);
        }
        if (byFolder.size() > 1 && !series.isReadable()) {
            std::vector<DicomSeries> apart;
            for (const auto& [folder, files] : byFolder) {
                std::ranges::move(findDicomSeries(files, {}, m_stop), std::back_inserter(apart));
            }
            if (std::ranges::all_of(apart, &DicomSeries::isReadable)) {
                for (DicomSeries& one : apart) {
                    const std::filesystem::path folder = one.files.front().parent_path();
                    m_series[{folder, m_folders.at(folder)}].push_back(std::move(one));
                }
                return;
            }
        }
        const Place common = placeOf(byFolder);
        if (byFolder.size() > 1 && byFolder.contains(common.path)) {
            series.findings.push_back("The DICOM series in " + common.path.string() +
                                      " lies partly there and partly in folders below.");
        }
        m_series[common].push_back(std::move(series));
    }

    [[nodiscard]] Place placeOf(const std::map<std::filesystem::path, Files>& byFolder) const {
        Place place{byFolder.begin()->first, m_folders.at(byFolder.begin()->first)};
        for (const auto& [folder, files] : byFolder) {
            place.path = commonFolder(place.path, folder);
            place.folder = commonFolder(place.folder, m_folders.at(folder));
        }
        return place;
    }

    void report(const DicomSeries& unplaced) {
        for (const std::string& sentence : unplaced.findings) {
            m_result.findings.push_back(
                {FindingSeverity::Warning, sentence, "Copy the file again from where it came from."});
        }
    }

    const std::stop_token& m_stop;
    std::map<std::filesystem::path, std::filesystem::path> m_folders;  ///< from the input down, by where they are
    Files m_files;
    Files m_structureFiles;
    std::map<Place, std::vector<DicomSeries>> m_series;
    DicomCases m_result;
};

}  // namespace

DicomCases dicomCases(const std::map<std::filesystem::path, Files>& files, const Progress& progress,
                      const std::stop_token& stop) {
    return files.empty() ? DicomCases() : SeriesSearch(files, stop).search(progress);
}

}  // namespace tandem
