#include "storage/image/slab_reader.h"

#include "core/base/error.h"
#include "storage/image/byte_source.h"
#include "storage/image/nrrd_header.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

namespace tandem {

static_assert(std::endian::native == std::endian::little);

/// The voxels behind a header.
class SlabReader::Unpacking {
public:
    explicit Unpacking(const std::filesystem::path& file) : m_image(readNrrdHeader(file)), m_source(opened()) {
        const StoredVoxels& voxels = m_image.voxels;
        const bool isKnown = voxels.type == VoxelType::UInt8 || voxels.type == VoxelType::Float32;
        if (!isKnown || voxels.isBigEndian || voxels.slope != 1 || voxels.intercept != 0 || !voxels.skip) {
            throw Error(ErrorCode::Unsupported, file.string() + " is not stored as maps of a prediction are.");
        }
        if (m_source.skip(*voxels.skip) < *voxels.skip) {
            throwTruncated();
        }
    }

    [[nodiscard]] const Geometry& geometry() const noexcept { return m_image.header.geometry; }

    template <class T>
    void read(std::span<T> voxels) {
        readNext(voxels);
        m_left -= std::min(m_left, voxels.size());
        std::byte beyond{};
        // The checksum of packed voxels is looked at when their end is asked for.
        if (m_left == 0 && m_source.read({&beyond, 1}) > 0) {
            throw Error(ErrorCode::InvalidInput, name() + " has more voxels than its header says.");
        }
    }

private:
    template <class T>
    void readNext(std::span<T> voxels) {
        if (m_image.voxels.type == VoxelType::UInt8) {
            readWhole(voxels);
        } else if constexpr (std::is_same_v<T, float>) {
            fill(std::as_writable_bytes(voxels));
            if (!std::ranges::all_of(voxels, [](float value) { return std::isfinite(value); })) {
                throw Error(ErrorCode::InvalidInput, name() + " holds values that are not numbers.");
            }
        } else {
            throw Error(ErrorCode::InvalidInput, name() + " holds no whole numbers.");
        }
    }

    [[nodiscard]] ByteSource opened() const {
        if (m_image.voxels.encoding == VoxelEncoding::Text) {
            throw Error(ErrorCode::Unsupported, name() + " is not stored as maps of a prediction are.");
        }
        const Packing packing = m_image.voxels.encoding == VoxelEncoding::Deflate ? Packing::Deflate : Packing::None;
        return {m_image.voxels.file, packing, m_image.voxels.offset};
    }
    [[nodiscard]] std::string name() const { return m_image.voxels.file.string(); }
    [[noreturn]] void throwTruncated() const {
        throw Error(ErrorCode::InvalidInput, name() + " ends before all of its voxels.");
    }
    void fill(std::span<std::byte> bytes) {
        if (m_source.read(bytes) < bytes.size()) {
            throwTruncated();
        }
    }
    template <class T>
    void readWhole(std::span<T> voxels) {
        if constexpr (std::is_same_v<T, std::uint8_t>) {
            fill(std::as_writable_bytes(voxels));
        } else {
            m_bytes.resize(voxels.size());
            fill(std::as_writable_bytes(std::span(m_bytes)));
            std::ranges::copy(m_bytes, voxels.begin());
        }
    }

    StoredImage m_image;
    ByteSource m_source;
    std::size_t m_left = static_cast<std::size_t>(m_image.header.geometry.voxelCount());
    std::vector<std::uint8_t> m_bytes;
};

SlabReader::SlabReader(const std::filesystem::path& file) : m_unpacking(std::make_unique<Unpacking>(file)) {}
SlabReader::~SlabReader() = default;
SlabReader::SlabReader(SlabReader&& other) noexcept = default;

const Geometry& SlabReader::geometry() const noexcept {
    return m_unpacking->geometry();
}

template <class T>
void SlabReader::read(std::span<T> voxels) {
    m_unpacking->read(voxels);
}

template void SlabReader::read(std::span<float> voxels);
template void SlabReader::read(std::span<std::uint8_t> voxels);

}  // namespace tandem
