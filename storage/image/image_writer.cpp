#include "storage/image/image_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "storage/image/byte_source.h"
#include "storage/image/header_text.h"
#include "storage/image/itk_volume.h"
#include "storage/image/metaimage_header.h"
#include "storage/image/nifti_header.h"
#include "storage/image/pair_header.h"
#include "storage/image/slab_writer.h"
#include "storage/image/stored_image.h"

#include <itkImageFileWriter.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace tandem {
namespace {

struct Target {
    itk::ImageIOBase::Pointer io;  ///< of a single file that the library writes; null for NRRD
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

/// Whether these voxels, and no more, are what the file has.
template <class T>
bool holds(const StoredImage& stored, const Volume<T>& volume) {
    const StoredVoxels& place = stored.voxels;
    const std::uint64_t before = place.skip.value_or(0);
    ByteSource source(place.file, place.encoding == VoxelEncoding::Deflate ? Packing::Deflate : Packing::None,
                      place.offset);
    if (stored.header.geometry.size != volume.geometry().size || place.type != voxelTypeOf<T>() ||
        source.skip(before) != before) {
        return false;
    }
    std::vector<std::byte> block(std::size_t{1} << 20);
    for (auto wanted = std::as_bytes(volume.voxels()); !wanted.empty();) {
        const std::size_t bytes = std::min(block.size(), wanted.size());
        if (source.read(std::span(block).first(bytes)) != bytes ||
            !std::ranges::equal(wanted.first(bytes), std::span(block).first(bytes))) {
            return false;
        }
        wanted = wanted.subspan(bytes);
    }
    // Only at the end is the checksum of packed voxels looked at.
    return source.read(std::span(block).first(1)) == 0;
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
        return {};
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

/// Reads the voxels anew. The library does not tell of every write that fails, not even of the last, and would leave
/// half a file.
template <class T>
void requireWritten(const Volume<T>& volume, const std::filesystem::path& file, const std::filesystem::path& named) {
    bool isSame = false;
    std::string reason;
    try {
        isSame = holds(lowered(file.extension().string()) == ".mha" ? readMetaImageHeader(file) : readNiftiHeader(file),
                       volume);
    } catch (const Error& error) {
        reason = error.what();
    }
    if (!isSame) {
        throw Error(ErrorCode::Io, named.string() + " could not be written; is the disk full, or does it fail?",
                    reason);
    }
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
        requireWritten(volume, file, named);
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
    AtomicBatch pair;  // what was there is whole until both are
    pair.add(data, std::as_bytes(volume.voxels()));
    pair.add(path, header);
    pair.commit();
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
        } else if (!target.io) {
            writeAtomically(path, [&](const std::filesystem::path& temporary) {
                SlabWriter writer(temporary, volume.geometry(), voxelTypeOf<T>());
                writer.add(volume.voxels());
                writer.finish();
            });
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
