#include "storage/image/dicom_series.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/dicom_slice.h"
#include "storage/image/dicom_stack.h"
#include "storage/image/series_pseudonym.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

/// Walk: a directory_iterator, or a recursive one. Sorted.
template <class Walk>
std::vector<std::filesystem::path> filesOf(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (Walk entry(folder, failure); !failure && entry != Walk(); entry.increment(failure)) {
        std::error_code unknown;
        if (entry->is_regular_file(unknown)) {
            files.push_back(entry->path());
        }
    }
    if (failure) {
        throw Error(ErrorCode::Io, "The folder " + folder.string() + " cannot be read: " + failure.message() + ".");
    }
    std::ranges::sort(files);
    return files;
}

/// Whether none of the folders in it has all of the files.
bool isCommonFolder(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files) {
    const auto entryOf = [&](const std::filesystem::path& file) {
        return *std::ranges::mismatch(folder.lexically_normal(), file.lexically_normal()).in2;
    };
    return std::ranges::any_of(files, [&](const auto& file) {
        return file.parent_path() == folder || entryOf(file) != entryOf(files.front());
    });
}

std::string nameOf(const DicomSlice& slice) {
    const std::string what = slice.description.empty() ? "" : " \"" + slice.description + "\"";
    return "The DICOM series" + what + " in " + slice.file.parent_path().string();
}

DicomSeries seriesOf(std::vector<DicomSlice> slices) {
    const std::string name = nameOf(slices.front());
    const DicomStack stack = stacked(std::move(slices), name);
    const DicomSlice& first = stack.slices.front();
    DicomSeries series;
    series.uid = first.seriesUid;
    series.description = first.description;
    series.modality = first.modality;
    series.date = first.date;
    series.patientId = first.patientId;
    series.patientName = first.patientName;
    series.voxelType = first.voxelType;
    series.rows = first.rows;
    series.columns = first.columns;
    std::set<std::filesystem::path> known;
    for (const DicomSlice& slice : stack.slices) {
        series.planes.push_back({slice.file, slice.frame, slice.rescale});
        if (known.insert(slice.file).second) {
            series.files.push_back(slice.file);
        }
    }
    std::ranges::transform(stack.copies, std::back_inserter(series.copies), &DicomSlice::file);
    std::set<std::string> instances;
    for (const DicomSlice& slice : stack.slices) {
        instances.insert(slice.instanceUid);
    }
    instances.erase("");
    series.instanceUids.assign(instances.begin(), instances.end());
    series.holdsStructures = first.holdsStructures;
    series.geometry = stack.geometry;
    series.spacingMm = stack.geometry.spacingMm;
    series.findings = stack.findings;
    return series;
}

/// One entry for all files of which not even the series is known.
DicomSeries unplaced(const std::vector<DicomSlice>& slices) {
    DicomSeries series;
    for (const DicomSlice& slice : slices) {
        series.files.push_back(slice.file);
        series.findings.push_back(slice.problem);
    }
    return series;
}

}  // namespace

std::vector<DicomSeries> findDicomSeries(const std::filesystem::path& folder, const Progress& progress,
                                         const std::stop_token& stop) {
    if (!isFolder(folder)) {
        throw Error(ErrorCode::NotFound, "There is no folder " + folder.string() + ".");
    }
    return findDicomSeries(filesOf<std::filesystem::directory_iterator>(folder), progress, stop);
}

std::vector<DicomSeries> findDicomSeries(const std::vector<std::filesystem::path>& files, const Progress& progress,
                                         const std::stop_token& stop) {
    const auto read = [&](std::size_t done) {
        if (progress) {
            progress(static_cast<double>(done) / static_cast<double>(files.size()), "Reading DICOM headers");
        }
    };
    std::map<std::pair<std::string, bool>, std::vector<DicomSlice>> groups;  // by uid and whether they are no images
    std::vector<DicomSlice> unknown;
    for (DicomSlice& slice : readDicomSlices(files, read, stop)) {
        auto& group = slice.seriesUid.empty() ? unknown : groups[{slice.seriesUid, slice.holdsStructures}];
        group.push_back(std::move(slice));
    }
    std::vector<DicomSeries> all;
    for (auto& [of, slices] : groups) {
        all.push_back(seriesOf(std::move(slices)));
    }
    if (!unknown.empty()) {
        all.push_back(unplaced(unknown));
    }
    return all;
}

std::optional<DicomSeries> findSeriesNamed(const std::filesystem::path& folder, const std::string& uid,
                                           const std::stop_token& stop) {
    const auto isIt = [&](const DicomSeries& one) { return !one.holdsStructures && isNamed(one, uid); };
    std::vector<DicomSeries> all = findDicomSeries(folder, {}, stop);
    auto found = std::ranges::find_if(all, isIt);
    if (found == all.end()) {
        all = findDicomSeries(filesOf<std::filesystem::recursive_directory_iterator>(folder), {}, stop);
        found = std::ranges::find_if(all, isIt);
    }
    if (found == all.end() || !isCommonFolder(folder, found->files)) {
        return std::nullopt;
    }
    return std::move(*found);
}

bool isDicomFile(const std::filesystem::path& file) {
    std::error_code failure;
    return std::filesystem::is_regular_file(file, failure) && claimsDicom(file);
}

}  // namespace tandem
