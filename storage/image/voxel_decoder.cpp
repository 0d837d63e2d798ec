#include "storage/image/voxel_decoder.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/free_memory.h"
#include "storage/image/byte_source.h"
#include "storage/image/header_text.h"
#include "storage/image/voxel_intake.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <vector>

namespace tandem {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;

std::string bytesText(std::uint64_t bytes) {
    return std::to_string(bytes) + " bytes";
}

[[noreturn]] void failTruncated(const std::filesystem::path& file, std::uint64_t needed, std::uint64_t found) {
    throw Error(ErrorCode::InvalidInput, file.string() + " is truncated: its voxels need " + bytesText(needed) +
                                             " and there are " + bytesText(found) + ". Copy or download it again.");
}

/// Whether the voxels of a header lie in a file that has a header of its own, which is no voxel.
bool isImageOfOtherFormat(const StoredImage& image) {
    struct Own {
        std::string_view ending;
        std::string_view format;
    };
    constexpr std::array kOwn{Own{".nii", "nifti"}, Own{".nii.gz", "nifti"}, Own{".nrrd", "nrrd"},
                              Own{".mha", "metaimage"}, Own{".dcm", "dicom"}};
    const std::string name = lowered(image.voxels.file.filename().string());
    return std::ranges::any_of(
        kOwn, [&](const Own& own) { return name.ends_with(own.ending) && image.header.format != own.format; });
}

void tellSurplus(const StoredImage& image, std::uint64_t needed, std::uint64_t more, std::vector<Finding>& findings) {
    const std::string name = image.voxels.file.string();
    if (isImageOfOtherFormat(image)) {
        throw Error(ErrorCode::InvalidInput, name + " has more data than the " + bytesText(needed) +
                                                 " of voxels that its header tells of; one of the two is wrong.");
    }
    findings.push_back({FindingSeverity::Warning,
                        name + " has " + bytesText(more) + " after the " + bytesText(needed) +
                            " of voxels that its header tells of; they are left aside.",
                        "Look at the image; if it is displaced or cut, its header is wrong."});
}

std::uint64_t voxelBytes(const StoredImage& image) {
    return static_cast<std::uint64_t>(image.header.geometry.voxelCount()) * bytesOf(image.voxels.type);
}

/// Refuses early what the size of the file shows to be truncated, before memory is asked for.
void checkFileSize(const StoredImage& image) {
    constexpr std::uint64_t kDeflateLimit = 1040;  // no deflate stream packs more tightly than 1032 to 1
    const StoredVoxels& voxels = image.voxels;
    requireRegularFile(voxels.file);
    const std::uint64_t bytes = fileBytes(voxels.file);
    const std::uint64_t stored = bytes - std::min(bytes, voxels.offset);
    const std::uint64_t needed = voxelBytes(image);
    switch (voxels.encoding) {
        case VoxelEncoding::Raw: {
            const std::uint64_t found = stored - std::min(stored, voxels.skip.value_or(0));
            if (found < needed) {
                failTruncated(voxels.file, needed, found);
            }
            break;
        }
        case VoxelEncoding::Deflate:
            if (stored < needed / kDeflateLimit) {
                throw Error(ErrorCode::InvalidInput, voxels.file.string() + " is truncated: its " + bytesText(stored) +
                                                         " of compressed data cannot hold " + bytesText(needed) +
                                                         " of voxels. Copy or download it again.");
            }
            break;
        case VoxelEncoding::Text:
            if (stored + 1 < 2 * static_cast<std::uint64_t>(image.header.geometry.voxelCount())) {
                throw Error(ErrorCode::InvalidInput,
                            voxels.file.string() + " is truncated: it is too short for the numbers of its voxels.");
            }
            break;
    }
}

/// What may lie before packed voxels: headers are shorter, and unpacking more would only keep the program busy.
constexpr std::uint64_t kMostBefore = std::uint64_t{256} << 20;

[[noreturn]] void failFarOff(const std::filesystem::path& file) {
    throw Error(ErrorCode::InvalidInput, file.string() + " has its voxels behind more than " + bytesText(kMostBefore) +
                                             " of something else, which is no header; the file is damaged.");
}

/// Where the voxels begin after unpacking; unpacks the file once to find it when they are its last bytes.
std::uint64_t startOf(const StoredImage& image, const std::stop_token& stop) {
    const StoredVoxels& voxels = image.voxels;
    const bool isPacked = voxels.encoding == VoxelEncoding::Deflate;
    if (voxels.skip) {
        if (isPacked && *voxels.skip > kMostBefore) {
            failFarOff(voxels.file);
        }
        return *voxels.skip;
    }
    const std::uint64_t needed = voxelBytes(image);
    const std::uint64_t total =
        isPacked ? ByteSource(voxels.file, Packing::Deflate, voxels.offset).skip(needed + kMostBefore + 1, stop)
                 : fileBytes(voxels.file) - voxels.offset;
    if (total < needed) {
        failTruncated(voxels.file, needed, total);
    }
    if (isPacked && total - needed > kMostBefore) {
        failFarOff(voxels.file);
    }
    return total - needed;
}

template <class Stored>
Stored loaded(const std::byte* bytes, bool isSwapped) {
    std::array<std::byte, sizeof(Stored)> value;
    std::memcpy(value.data(), bytes, sizeof(Stored));
    if (isSwapped) {
        std::ranges::reverse(value);
    }
    return std::bit_cast<Stored>(value);
}

template <class T, class Stored>
void takeBlock(std::span<const std::byte> bytes, const StoredVoxels& how, VoxelIntake<T>& intake, std::int64_t first,
               std::vector<T>& voxels) {
    const bool isSwapped = how.isBigEndian != (std::endian::native == std::endian::big);
    const bool isScaled = how.slope != 1 || how.intercept != 0;
    const auto count = static_cast<std::int64_t>(bytes.size() / sizeof(Stored));
    for (std::int64_t i = 0; i < count; ++i) {
        const auto stored = loaded<Stored>(bytes.data() + i * static_cast<std::int64_t>(sizeof(Stored)), isSwapped);
        const std::int64_t index = first + i;
        voxels.push_back(isScaled ? intake.take(how.slope * static_cast<double>(stored) + how.intercept, index)
                                  : intake.take(stored, index));
    }
}

/// Two line ends after the voxels are what text editors and some writers leave.
void lookForMore(ByteSource& source, const StoredImage& image, std::vector<Finding>& findings,
                 const std::stop_token& stop) {
    std::array<std::byte, 3> rest{};
    const std::size_t count = source.read(rest);
    const bool isLineEnd =
        std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count),
                    [](std::byte byte) { return byte == std::byte{'\n'} || byte == std::byte{'\r'}; });
    if (count == rest.size() || !isLineEnd) {
        constexpr std::uint64_t kFarEnough = std::uint64_t{1} << 30;
        // Damaged data can unpack to more: it is told then.
        const std::uint64_t more = count + source.skip(kFarEnough, stop);
        tellSurplus(image, voxelBytes(image), more, findings);
    }
}

template <class T>
void decodeBinary(const StoredImage& image, VoxelIntake<T>& intake, std::vector<Finding>& findings,
                  const std::stop_token& stop, std::vector<T>& voxels) {
    const StoredVoxels& how = image.voxels;
    const Packing packing = how.encoding == VoxelEncoding::Deflate ? Packing::Deflate : Packing::None;
    const std::uint64_t start = startOf(image, stop);
    // What is stored as it is can be jumped over on disk.
    const bool canJump = packing == Packing::None;
    ByteSource source(how.file, packing, how.offset + (canJump ? start : 0));
    const std::uint64_t needed = voxelBytes(image);
    if (!canJump && source.skip(start, stop) < start) {
        failTruncated(how.file, needed, 0);
    }
    std::vector<std::byte> block(kBlockBytes);
    for (std::uint64_t done = 0; done < needed;) {
        throwIfStopped(stop);
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), needed - done));
        const std::span<std::byte> bytes = std::span(block).first(wanted);
        const std::size_t gained = source.read(bytes);
        if (gained < wanted) {
            failTruncated(how.file, needed, done + gained);
        }
        const auto first = static_cast<std::int64_t>(done / bytesOf(how.type));
        withTypeOf(how.type, [&]<class Stored>(std::type_identity<Stored>) {
            takeBlock<T, Stored>(bytes, how, intake, first, voxels);
        });
        done += wanted;
    }
    lookForMore(source, image, findings, stop);
}

std::string textFrom(const StoredVoxels& how, std::uint64_t limitBytes) {
    const std::uint64_t bytes = fileBytes(how.file) - how.offset;
    requireMemory(how.file, static_cast<double>(bytes), limitBytes);
    std::string text(bytes, '\0');
    ByteSource source(how.file, Packing::None, how.offset);
    if (source.skip(how.skip.value_or(0)) < how.skip.value_or(0)) {
        text.clear();
    }
    text.resize(source.read(std::as_writable_bytes(std::span(text))));
    return text;
}

template <class T>
void decodeText(const StoredImage& image, std::uint64_t limitBytes, VoxelIntake<T>& intake, const std::stop_token& stop,
                std::vector<T>& voxels) {
    constexpr std::int64_t kVoxelsBetweenQuestions = 1 << 16;
    const StoredVoxels& how = image.voxels;
    const std::string text = textFrom(how, limitBytes);
    WordReader words(text);
    const std::int64_t count = image.header.geometry.voxelCount();
    for (std::int64_t index = 0; index < count; ++index) {
        if (index % kVoxelsBetweenQuestions == 0) {
            throwIfStopped(stop);
        }
        const auto word = words.next();
        if (!word) {
            throw Error(ErrorCode::InvalidInput, how.file.string() + " is truncated: it has " + std::to_string(index) +
                                                     " of the " + std::to_string(count) + " numbers of its voxels.");
        }
        const auto number = numberIn(*word);
        if (!number) {
            throw Error(ErrorCode::InvalidInput, how.file.string() + " has something that is not a number at voxel " +
                                                     voxelText(image.header.geometry.size, index) + " of its text.");
        }
        voxels.push_back(intake.take(how.slope * *number + how.intercept, index));
    }
    if (words.next()) {
        throw Error(ErrorCode::InvalidInput, how.file.string() + " has more numbers than the " + std::to_string(count) +
                                                 " voxels that its header tells of.");
    }
}

}  // namespace

template <class T>
Volume<T> decode(const StoredImage& image, std::uint64_t limitBytes, std::vector<Finding>& findings,
                 const std::stop_token& stop) {
    const Geometry& geometry = image.header.geometry;
    checkFileSize(image);
    requireMemory(image.voxels.file, static_cast<double>(geometry.voxelCount()) * sizeof(T), limitBytes);
    try {
        VoxelIntake<T> intake(image.voxels.file, geometry.size);
        std::vector<T> voxels;
        voxels.reserve(static_cast<std::size_t>(geometry.voxelCount()));
        if (image.voxels.encoding == VoxelEncoding::Text) {
            decodeText(image, limitBytes, intake, stop, voxels);
        } else {
            decodeBinary(image, intake, findings, stop, voxels);
        }
        intake.finish(findings);
        return {geometry, std::move(voxels)};
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to read " + image.voxels.file.string() + ".",
                    error.what());
    } catch (const std::filesystem::filesystem_error& error) {
        throw Error(ErrorCode::Io, image.voxels.file.string() + " cannot be read: " + error.code().message() + ".");
    }
}

template Volume<float> decode(const StoredImage&, std::uint64_t, std::vector<Finding>&, const std::stop_token&);
template Volume<std::int32_t> decode(const StoredImage&, std::uint64_t, std::vector<Finding>&, const std::stop_token&);

}  // namespace tandem
