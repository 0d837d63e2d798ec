#include "storage/image/image_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "storage/image/header_text.h"
#include "storage/image/itk_volume.h"
#include "storage/image/pair_header.h"

#include <itkImageFileWriter.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <optional>
#include <span>
#include <string>
#include <type_traits>

namespace tandem {
namespace {

struct Target {
    itk::ImageIOBase::Pointer io;  ///< of a single file
    bool isPacked = true;
    std::optional<PairKind> pair = std::nullopt;  ///< a header with the voxels in a .raw file beside it
};

template <class T>
constexpr VoxelType voxelTypeOf() {
    if constexpr (std::is_same_v<T, float>) {
        return VoxelType::Float32;
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
        return VoxelType::UInt8;
    } else {
        static_assert(std::is_same_v<T, std::int32_t>);
        return VoxelType::Int32;
    }
}

Target targetFor(const std::filesystem::path& path) {
    const std::string name = lowered(path.filename().string());
    if (name.ends_with(".nii")) {
        return {itk::NiftiImageIO::New().GetPointer(), false};
    }
    if (name.ends_with(".nii.gz")) {
        return {itk::NiftiImageIO::New().GetPointer(), true};
    }
    if (name.ends_with(".nrrd")) {
        return {itk::NrrdImageIO::New().GetPointer(), true};
    }
    if (name.ends_with(".nhdr")) {
        return {nullptr, false, PairKind::Nhdr};
    }
    if (name.ends_with(".mha")) {
        return {itk::MetaImageIO::New().GetPointer(), true};
    }
    if (name.ends_with(".mhd")) {
        return {nullptr, false, PairKind::Mhd};
    }
    throw Error(ErrorCode::Unsupported, "Images cannot be written as " + path.filename().string() +
                                            "; use .nii.gz, .nii, .nrrd, .nhdr, .mha or .mhd.");
}

template <class T>
void writeFile(const Volume<T>& volume, const Target& target, const std::filesystem::path& file,
               const std::filesystem::path& named) {
    try {
        const auto writer = itk::ImageFileWriter<itk::Image<T, 3>>::New();
        writer->SetImageIO(target.io);
        writer->SetFileName(file.string());
        writer->SetInput(toItk(volume));
        writer->SetUseCompression(target.isPacked);
        writer->Update();
    } catch (const itk::ExceptionObject& exception) {
        throw errorFromItk(exception, ErrorCode::Io,
                           named.string() + " could not be written; is the disk full, or the folder protected?");
    }
}

/// The voxels first, then the header that names them. The library's own writers of pairs name the data file after the
/// temporary header, and MetaImage's crashes on a folder whose name has a percent sign.
template <class T>
void writePair(const Volume<T>& volume, PairKind kind, const std::filesystem::path& path) {
    std::filesystem::path data = path;
    data.replace_extension(".raw");
    const std::string header = pairHeader(kind, volume.geometry(), voxelTypeOf<T>(), data.filename().string());
    writeAtomically(data, std::as_bytes(volume.voxels()));
    writeAtomically(path, header);
}

template <class T>
void write(const Volume<T>& volume, const std::filesystem::path& path) {
    const Target target = targetFor(path);
    if (volume.isEmpty()) {
        throw Error(ErrorCode::InvalidInput, path.string() + " would have no voxels, so it was not written.");
    }
    volume.geometry().check();
    itk::Object::SetGlobalWarningDisplay(false);
    try {
        if (target.pair) {
            writePair(volume, *target.pair, path);
        } else {
            writeAtomically(
                path, [&](const std::filesystem::path& temporary) { writeFile(volume, target, temporary, path); });
        }
    } catch (const std::filesystem::filesystem_error& error) {
        throw Error(ErrorCode::Io, path.string() + " could not be written: " + error.code().message() + ".");
    }
}

}  // namespace

void writeImage(const ImageVolume& image, const std::filesystem::path& path) {
    write(image, path);
}

void writeLabel(const LabelVolume& label, const std::filesystem::path& path) {
    write(label, path);
}

void writeLabel(const RawLabelVolume& label, const std::filesystem::path& path) {
    write(label, path);
}

}  // namespace tandem
