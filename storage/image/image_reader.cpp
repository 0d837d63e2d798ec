#include "storage/image/image_reader.h"

#include "core/base/error.h"
#include "storage/image/byte_source.h"
#include "storage/image/dicom_pixels.h"
#include "storage/image/dicom_series.h"
#include "storage/image/hdf5_image.h"
#include "storage/image/header_text.h"
#include "storage/image/metaimage_header.h"
#include "storage/image/nifti_header.h"
#include "storage/image/nrrd_header.h"
#include "storage/image/segmentation_layers.h"
#include "storage/image/series_pseudonym.h"
#include "storage/image/stored_image.h"
#include "storage/image/usable_grid.h"
#include "storage/image/voxel_decoder.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <type_traits>
#include <utility>

namespace tandem {
namespace {

enum class Format { Nifti, Nrrd, MetaImage, Hdf5, Dicom };

struct Ending {
    std::string_view text;
    Format format;
    bool isHeader;  ///< of a pair, the one that is listed when a folder is searched
};

constexpr std::array kEndings{Ending{".nii", Format::Nifti, true},     Ending{".nii.gz", Format::Nifti, true},
                              Ending{".hdr", Format::Nifti, true},     Ending{".hdr.gz", Format::Nifti, true},
                              Ending{".img", Format::Nifti, false},    Ending{".img.gz", Format::Nifti, false},
                              Ending{".nrrd", Format::Nrrd, true},     Ending{".nhdr", Format::Nrrd, true},
                              Ending{".mha", Format::MetaImage, true}, Ending{".mhd", Format::MetaImage, true},
                              Ending{".h5", Format::Hdf5, true},       Ending{".hdf5", Format::Hdf5, true}};

const Ending* endingOf(const std::filesystem::path& path) {
    const std::string name = lowered(path.filename().string());
    const auto* found =
        std::ranges::find_if(kEndings, [&](const Ending& ending) { return name.ends_with(ending.text); });
    return found == kEndings.end() ? nullptr : found;
}

Format formatOf(const std::filesystem::path& path) {
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure)) {
        return Format::Dicom;
    }
    if (const Ending* ending = endingOf(path)) {
        return ending->format;
    }
    requireRegularFile(path);
    if (isDicomFile(path)) {
        return Format::Dicom;
    }
    throw Error(ErrorCode::Unsupported,
                path.string() + " is of no known format; NIfTI, Analyze, NRRD, MetaImage, HDF5 and DICOM can be read.");
}

/// The series that the options ask for, or the only one.
DicomSeries seriesAt(const std::filesystem::path& path, const ReadOptions& options, const std::stop_token& stop) {
    std::error_code failure;
    const bool isFolder = std::filesystem::is_directory(path, failure);
    const bool isNamedOne = !options.seriesUid.empty();
    std::vector<DicomSeries> all;
    if (isFolder && isNamedOne) {
        if (auto series = findSeriesNamed(path, options.seriesUid, stop)) {
            all.push_back(*std::move(series));
        }
    } else {
        all = isFolder ? findDicomSeries(path, {}, stop)
                       : findDicomSeries(std::vector<std::filesystem::path>{path}, {}, stop);
    }
    if (isNamedOne) {
        const auto found =
            std::ranges::find_if(all, [&](const DicomSeries& one) { return isNamed(one, options.seriesUid); });
        if (found == all.end()) {
            throw Error(ErrorCode::NotFound, path.string() + " has no DICOM series " + options.seriesUid + ".");
        }
        return *found;
    }
    if (!std::ranges::all_of(all, &DicomSeries::holdsStructures)) {
        std::erase_if(all, [](const DicomSeries& one) { return one.holdsStructures; });
    }
    if (all.empty()) {
        throw Error(ErrorCode::InvalidInput, path.string() + " has no DICOM files.");
    }
    const auto named = std::ranges::count_if(all, [](const DicomSeries& series) { return !series.uid.empty(); });
    if (named > 1) {
        throw Error(ErrorCode::InvalidInput, path.string() + " has " + std::to_string(named) +
                                                 " DICOM series; say by its uid which one is meant.");
    }
    if (all.size() > 1) {  // files that belong to no series might be slices of the only one
        throw Error(ErrorCode::InvalidInput, all.back().findings.front());
    }
    return all.front();
}

StoredImage storedHeader(const std::filesystem::path& path, Format format) {
    switch (format) {
        case Format::Nifti:
            return readNiftiHeader(path);
        case Format::Nrrd:
            return readNrrdHeader(path);
        default:
            return readMetaImageHeader(path);
    }
}

void requireScalars(const ImageHeader& header, const std::filesystem::path& path) {
    if (header.channels != 1) {
        throw Error(ErrorCode::Unsupported, path.string() + " has " + std::to_string(header.channels) +
                                                " numbers per voxel (a vector, colour or complex image) and not one; "
                                                "save the one you need as a file of its own.");
    }
}

ImageHeader dicomHeader(const DicomSeries& series) {
    if (!series.isReadable()) {
        throw Error(ErrorCode::InvalidInput, series.findings.front());
    }
    ImageHeader header;
    header.format = "dicom";
    header.voxelType = series.voxelType;
    header.geometry = series.geometry;
    if (!series.copies.empty()) {
        header.findings.push_back({FindingSeverity::Note,
                                   series.copies.front().parent_path().string() + " holds copies of " +
                                       std::to_string(series.copies.size()) + " slices, such as " +
                                       series.copies.front().filename().string() + "; they were left out.",
                                   ""});
    }
    return header;
}

template <class T>
ReadVolume<T> readVolume(const std::filesystem::path& path, const char* dataset, const ReadOptions& options,
                         const std::stop_token& stop) {
    throwIfStopped(stop);
    const Format format = formatOf(path);
    if (format == Format::Hdf5) {
        return readHdf5<T>(path, dataset, options, stop);
    }
    if (format == Format::Dicom) {
        const DicomSeries series = seriesAt(path, options, stop);
        ImageHeader header = dicomHeader(series);
        auto volume = readDicomVoxels<T>(series, options, header.findings, stop);
        return {std::move(header), std::move(volume)};
    }
    StoredImage image = storedHeader(path, format);
    // Beside the image, which the decoder reads.
    std::vector<Finding> findings = std::move(image.header.findings);
    requireUsableGrid(image.header.geometry, path);
    Volume<T> volume;
    if (std::is_same_v<T, std::int32_t> && hasLayers(image)) {
        if constexpr (std::is_same_v<T, std::int32_t>) {
            volume = mergedLayers(image, options.memoryLimitBytes, findings, stop);
        }
    } else {
        requireScalars(image.header, path);
        volume = decode<T>(image, options.memoryLimitBytes, findings, stop);
    }
    image.header.findings = std::move(findings);
    return {std::move(image.header), std::move(volume)};
}

}  // namespace

ReadVolume<float> readImageAndHeader(const std::filesystem::path& path, const ReadOptions& options,
                                     const std::stop_token& stop) {
    return readVolume<float>(path, "image", options, stop);
}

ReadVolume<std::int32_t> readLabelAndHeader(const std::filesystem::path& path, const ReadOptions& options,
                                            const std::stop_token& stop) {
    return readVolume<std::int32_t>(path, "label", options, stop);
}

ImageVolume readImage(const std::filesystem::path& path, const ReadOptions& options, const std::stop_token& stop) {
    return readImageAndHeader(path, options, stop).volume;
}

RawLabelVolume readLabel(const std::filesystem::path& path, const ReadOptions& options, const std::stop_token& stop) {
    return readLabelAndHeader(path, options, stop).volume;
}

ImageHeader readHeader(const std::filesystem::path& path, const ReadOptions& options) {
    const Format format = formatOf(path);
    ImageHeader header;
    if (format == Format::Hdf5) {
        header = readHdf5Header(path, {"image", "label"}, options);
    } else if (format == Format::Dicom) {
        header = dicomHeader(seriesAt(path, options, {}));
    } else {
        header = storedHeader(path, format).header;
    }
    requireUsableGrid(header.geometry, path);
    return header;
}

std::optional<std::filesystem::path> detachedVoxels(const std::filesystem::path& path) {
    try {
        const Format format = formatOf(path);
        if (format == Format::Hdf5 || format == Format::Dicom) {
            return std::nullopt;
        }
        const std::filesystem::path file = storedHeader(path, format).voxels.file;
        return file == path ? std::nullopt : std::optional(file);
    } catch (const Error&) {  // whoever wants its voxels hears of it
        return std::nullopt;
    }
}

bool isImageFile(const std::filesystem::path& path) {
    const Ending* ending = endingOf(path);
    return ending != nullptr && ending->isHeader;
}

bool hasHdf5Label(const std::filesystem::path& path) {
    const Ending* ending = endingOf(path);
    return ending != nullptr && ending->format == Format::Hdf5 && hasHdf5Dataset(path, "label");
}

}  // namespace tandem
