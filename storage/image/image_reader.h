// Reads medical images and label maps of any format that the program knows into volumes.
//
// Thread-safe. Invariant: what is returned is a whole 3D volume with finite voxels on a right-angled grid, and agrees
// with what the file says; everything else is an Error that names the file and the reason.
//
// A path is one of: NIfTI-1 or -2 (.nii, .nii.gz, .hdr with .img, either also .gz), Analyze 7.5 (.hdr with .img), NRRD
// (.nrrd, .nhdr), MetaImage (.mha, .mhd), the field's HDF5 (.h5 with data sets "image" and "label", axes x,y,z, the
// last varying fastest), a folder with a DICOM series, or one file of a DICOM series (which means that file alone).
#pragma once

#include "core/study/finding.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

struct ReadOptions {
    /// Given by the person for formats without geometry (HDF5); not used for the others.
    std::optional<Vector3> spacingMm = std::nullopt;
    /// What reading one volume may need; 0: what is free now.
    std::uint64_t memoryLimitBytes = 0;
    /// Which series of a DICOM folder; may be empty where there is only one.
    std::string seriesUid = {};  ///< or a pseudonym of it (storage/image/series_pseudonym.h)
};

/// What a file says about itself.
struct ImageHeader {
    Geometry geometry;
    std::string format;     ///< "nifti", "analyze", "nrrd", "metaimage", "hdf5" or "dicom"
    std::string voxelType;  ///< as stored: "int8" ... "uint64", "float32", "float64"
    int channels = 1;       ///< components of a voxel; only 1 can be read as a volume
    std::vector<Finding> findings;
};

/// A volume and what its file says besides, from one reading; its findings tell also what is odd about the voxels and
/// does not hinder reading them.
template <class T>
struct ReadVolume {
    ImageHeader header;
    Volume<T> volume;
};

/// The voxels with the file's scaling applied. Throws Error: NotFound (no such file, or the data file that a header
/// names), InvalidInput (truncated, damaged, NaN or infinite voxels, sheared or unusable geometry), Unsupported (not a
/// 3D scalar volume, or an encoding that is not handled), OutOfMemory (does not fit the limit), Io, Cancelled.
[[nodiscard]] ImageVolume readImage(const std::filesystem::path& path, const ReadOptions& options = {},
                                    const std::stop_token& stop = {});

/// The same for a label map, whose values must be whole numbers within 32 bits (else InvalidInput, naming the value).
/// What a scale factor or resampling left a hair off, by 0.001 at most, is rounded.
[[nodiscard]] RawLabelVolume readLabel(const std::filesystem::path& path, const ReadOptions& options = {},
                                       const std::stop_token& stop = {});

/// The same with the header.
[[nodiscard]] ReadVolume<float> readImageAndHeader(const std::filesystem::path& path, const ReadOptions& options,
                                                   const std::stop_token& stop);
[[nodiscard]] ReadVolume<std::int32_t> readLabelAndHeader(const std::filesystem::path& path, const ReadOptions& options,
                                                          const std::stop_token& stop);

/// Without reading voxels, and so without finding a damaged file out. Refuses what is not a 3D grid; a vector or colour
/// image gets through with its channels. Throws as readImage. For HDF5 it is the header of "image", or of "label" where
/// there is no image.
[[nodiscard]] ImageHeader readHeader(const std::filesystem::path& path, const ReadOptions& options = {});

/// The other file that readImage() takes the voxels from, as of .hdr and .img, or of a header that names it. Nothing
/// for an image that is whole in one file or a series, or that cannot be read.
[[nodiscard]] std::optional<std::filesystem::path> detachedVoxels(const std::filesystem::path& path);

/// Whether the name is that of a file which readImage() may read, so that a folder can be searched; of a pair only the
/// header counts (.hdr, not .img). DICOM files are not named reliably: see findDicomSeries().
[[nodiscard]] bool isImageFile(const std::filesystem::path& path);

/// Whether the file is an HDF5 file with a data set "label". False for anything that is not.
[[nodiscard]] bool hasHdf5Label(const std::filesystem::path& path);

}  // namespace tandem
