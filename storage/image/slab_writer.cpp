#include "storage/image/slab_writer.h"

#include "core/base/error.h"
#include "core/base/output_file.h"
#include "storage/image/pair_header.h"

#include <itk_zlib.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace tandem {

/// A gzip stream behind the header of the file.
class SlabWriter::Packing {
public:
    Packing(std::filesystem::path file, const Geometry& geometry, VoxelType type)
        : m_file(std::move(file)),
          m_output(m_file, m_file),
          m_missing(static_cast<std::uint64_t>(geometry.voxelCount()) * bytesOf(type)),
          m_packed(kPackedBytes) {
        try {
            begin(packedNrrdHeader(geometry, type));
        } catch (...) {
            giveUp();
            throw;
        }
    }
    ~Packing() {
        deflateEnd(&m_deflate);
        if (!m_isFinished) {
            giveUp();
        }
    }
    Packing(const Packing&) = delete;
    Packing& operator=(const Packing&) = delete;

    void add(std::span<const std::byte> bytes) {
        if (bytes.size() > m_missing) {
            throw Error(ErrorCode::Internal, m_file.string() + " would have more voxels than its header says.");
        }
        m_missing -= bytes.size();
        constexpr std::size_t kMost = std::size_t{1} << 30;  // what zlib counts in 32 bits
        while (!bytes.empty()) {
            const std::size_t now = std::min(bytes.size(), kMost);
            m_deflate.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
            m_deflate.avail_in = static_cast<uInt>(now);
            pack(Z_NO_FLUSH);
            bytes = bytes.subspan(now);
        }
    }

    void finish() {
        if (m_missing > 0) {
            throw Error(ErrorCode::Internal, m_file.string() + " was to be finished before all voxels were written.");
        }
        m_deflate.avail_in = 0;
        pack(Z_FINISH);
        m_output.close();
        m_isFinished = true;
    }

private:
    static constexpr std::size_t kPackedBytes = std::size_t{256} * 1024;

    void begin(const std::string& header) {
        m_output.write(header);
        constexpr int kGzip = MAX_WBITS + 16;
        constexpr int kMemory = 8;
        if (deflateInit2(&m_deflate, Z_BEST_SPEED, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
            throw Error(ErrorCode::OutOfMemory, "There is not enough memory to write " + m_file.string() + ".");
        }
    }

    void giveUp() {
        std::error_code failure;
        std::filesystem::remove(m_file, failure);
    }

    void pack(int flush) {
        do {
            m_deflate.next_out = reinterpret_cast<Bytef*>(m_packed.data());
            m_deflate.avail_out = static_cast<uInt>(m_packed.size());
            deflate(&m_deflate, flush);
            m_output.write(std::as_bytes(std::span(m_packed.data(), m_packed.size() - m_deflate.avail_out)));
        } while (m_deflate.avail_out == 0);
    }

    std::filesystem::path m_file;
    OutputFile m_output;
    std::uint64_t m_missing;  ///< bytes of voxels that are still to come
    std::vector<char> m_packed;
    z_stream m_deflate{};
    bool m_isFinished = false;
};

SlabWriter::SlabWriter(std::filesystem::path file, const Geometry& geometry, VoxelType type) {
    geometry.check();
    m_packing = std::make_unique<Packing>(std::move(file), geometry, type);
}

SlabWriter::~SlabWriter() = default;
SlabWriter::SlabWriter(SlabWriter&& other) noexcept = default;

void SlabWriter::addBytes(std::span<const std::byte> bytes) {
    m_packing->add(bytes);
}

void SlabWriter::finish() {
    m_packing->finish();
}

}  // namespace tandem
