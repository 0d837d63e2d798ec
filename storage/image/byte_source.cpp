#include "storage/image/byte_source.h"

#include "core/base/error.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace tandem {

class ByteSource::Reader {
public:
    Reader() = default;
    virtual ~Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    virtual std::size_t read(std::span<std::byte> bytes) = 0;
};

namespace {

class PlainFile {
public:
    PlainFile(std::filesystem::path path, std::uint64_t offset) : m_path(std::move(path)) {
        requireRegularFile(m_path);
        m_stream.open(m_path, std::ios::binary);
        m_stream.seekg(static_cast<std::streamoff>(offset));
        if (!m_stream) {
            throw Error(ErrorCode::Io, m_path.string() + " cannot be opened; check that you may read it.");
        }
    }

    std::size_t read(std::span<std::byte> bytes) {
        m_stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (m_stream.bad()) {
            throw Error(ErrorCode::Io, m_path.string() + " could not be read to its end; check the disk.");
        }
        return static_cast<std::size_t>(m_stream.gcount());
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    std::ifstream m_stream;
};

#if defined(__x86_64__)
/// ISA-L's checksums leave the upper halves of vector registers in use, after which all code for SSE in the thread is
/// up to ten times slower.
__attribute__((target("avx"))) void releaseUpperHalves() {
    __builtin_ia32_vzeroupper();
}
#endif

/// Unpacks on as isal_inflate() does.
int inflateOn(inflate_state& state) {
    const int status = isal_inflate(&state);
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx") != 0) {
        releaseUpperHalves();
    }
#endif
    return status;
}

/// One gzip member after the other, as gzip itself unpacks them, or one zlib stream.
class Inflater {
public:
    Inflater(const std::filesystem::path& path, std::uint64_t offset) : m_file(path, offset), m_input(kInputBytes) {
        isal_inflate_init(&m_state);
        m_state.crc_flag = isAtMember() ? ISAL_GZIP : ISAL_ZLIB;
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    std::size_t read(std::span<std::byte> bytes) {
        std::size_t done = 0;
        while (done < bytes.size() && !m_isFinished) {
            keepInput(1);
            const bool hasInput = m_state.avail_in > 0;
            const std::size_t wanted = std::min(bytes.size() - done, kInputBytes);
            m_state.next_out = reinterpret_cast<std::uint8_t*>(bytes.data() + done);
            m_state.avail_out = static_cast<std::uint32_t>(wanted);
            const int status = inflateOn(m_state);
            const std::size_t gained = wanted - m_state.avail_out;
            done += gained;
            if (status < 0 || status == ISAL_NEED_DICT) {
                throw Error(ErrorCode::InvalidInput,
                            name() + " is damaged: its compressed data cannot be unpacked. Copy or download it again.",
                            "status " + std::to_string(status));
            }
            if (m_state.block_state == ISAL_BLOCK_FINISH) {
                startNextMember();
            } else if (!hasInput && gained == 0) {
                throw Error(ErrorCode::InvalidInput,
                            name() + " is truncated: its compressed data end early. Copy or download it again.");
            }
        }
        return done;
    }

private:
    static constexpr std::size_t kInputBytes = std::size_t{256} * 1024;

    [[nodiscard]] std::string name() const { return m_file.path().string(); }

    /// Makes sure that there are count bytes of input, as far as the file has them.
    void keepInput(std::size_t count) {
        if (m_state.avail_in >= count) {
            return;
        }
        const std::size_t kept = m_state.avail_in;
        if (kept > 0) {
            std::memmove(m_input.data(), m_state.next_in, kept);
        }
        const std::size_t added = m_file.read(std::as_writable_bytes(std::span(m_input).subspan(kept)));
        m_state.next_in = m_input.data();
        m_state.avail_in = static_cast<std::uint32_t>(kept + added);
    }

    /// ISA-L forgets which fields a header has where its input ends within one, so all of it is there.
    [[nodiscard]] bool isAtMember() {
        keepInput(kInputBytes / 2);
        return m_state.avail_in >= 2 && m_state.next_in[0] == 0x1f && m_state.next_in[1] == 0x8b;
    }

    void startNextMember() {
        m_isFinished = !isAtMember();
        if (!m_isFinished) {
            isal_inflate_reset(&m_state);
        }
    }

    PlainFile m_file;
    std::vector<std::uint8_t> m_input;
    inflate_state m_state{};
    bool m_isFinished = false;
};

}  // namespace

template <class Source>
class ByteSource::ReaderOf final : public Reader {
public:
    ReaderOf(const std::filesystem::path& file, std::uint64_t offset) : m_source(file, offset) {}
    std::size_t read(std::span<std::byte> bytes) override { return m_source.read(bytes); }

private:
    Source m_source;
};

ByteSource::ByteSource(const std::filesystem::path& file, Packing packing, std::uint64_t offset) {
    if (packing == Packing::Deflate) {
        m_reader = std::make_unique<ReaderOf<Inflater>>(file, offset);
    } else {
        m_reader = std::make_unique<ReaderOf<PlainFile>>(file, offset);
    }
}

ByteSource::~ByteSource() = default;
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;

std::size_t ByteSource::read(std::span<std::byte> bytes) {
    return m_reader->read(bytes);
}

std::uint64_t ByteSource::skip(std::uint64_t bytes, const std::stop_token& stop) {
    std::vector<std::byte> block(std::size_t{64} * 1024);
    std::uint64_t done = 0;
    while (done < bytes) {
        throwIfStopped(stop);
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes - done));
        const std::size_t gained = read(std::span(block).first(wanted));
        done += gained;
        if (gained < wanted) {
            break;
        }
    }
    return done;
}

Packing packingOf(const std::filesystem::path& file) {
    std::array<std::byte, 2> start{};
    const bool isGzip = ByteSource(file, Packing::None).read(start) == start.size() && start[0] == std::byte{0x1f} &&
                        start[1] == std::byte{0x8b};
    return isGzip ? Packing::Deflate : Packing::None;
}

void requireRegularFile(const std::filesystem::path& file) {
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (status.type() == std::filesystem::file_type::not_found) {
        throw Error(ErrorCode::NotFound, "There is no file " + file.string() + ".");
    }
    if (failure) {
        throw Error(ErrorCode::Io, file.string() + " cannot be read: " + failure.message() + ".");
    }
    if (!std::filesystem::is_regular_file(status)) {
        throw Error(ErrorCode::InvalidInput, file.string() + " is not a file with data.");
    }
}

}  // namespace tandem
