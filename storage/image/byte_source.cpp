#include "storage/image/byte_source.h"

#include "core/base/error.h"

#include <itk_zlib.h>

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

/// One gzip member after the other, as gzip itself unpacks them, or one zlib stream.
class Inflater {
public:
    Inflater(const std::filesystem::path& path, std::uint64_t offset) : m_file(path, offset), m_input(kInputBytes) {
        constexpr int kGzipOrZlib = MAX_WBITS + 32;
        if (inflateInit2(&m_stream, kGzipOrZlib) != Z_OK) {
            throw Error(ErrorCode::OutOfMemory, "There is not enough memory to unpack " + path.string() + ".");
        }
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    std::size_t read(std::span<std::byte> bytes) {
        std::size_t done = 0;
        while (done < bytes.size() && !m_isFinished) {
            keepInput(1);
            const std::size_t wanted = std::min(bytes.size() - done, kInputBytes);
            m_stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + done);
            m_stream.avail_out = static_cast<uInt>(wanted);
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            done += wanted - m_stream.avail_out;
            if (status == Z_STREAM_END) {
                startNextMember();
            } else if (status != Z_OK) {
                fail(status);
            }
        }
        return done;
    }

private:
    static constexpr std::size_t kInputBytes = std::size_t{256} * 1024;

    /// Makes sure that there are count bytes of input, as far as the file has them.
    void keepInput(std::size_t count) {
        if (m_stream.avail_in >= count) {
            return;
        }
        const std::size_t kept = m_stream.avail_in;
        if (kept > 0) {
            std::memmove(m_input.data(), m_stream.next_in, kept);
        }
        const std::size_t added = m_file.read(std::span(m_input).subspan(kept));
        m_stream.next_in = reinterpret_cast<Bytef*>(m_input.data());
        m_stream.avail_in = static_cast<uInt>(kept + added);
    }

    void startNextMember() {
        keepInput(2);
        m_isFinished = m_stream.avail_in < 2 || m_stream.next_in[0] != 0x1f || m_stream.next_in[1] != 0x8b;
        if (!m_isFinished) {
            inflateReset(&m_stream);
        }
    }

    [[noreturn]] void fail(int status) const {
        const std::string name = m_file.path().string();
        if (status == Z_BUF_ERROR) {  // no progress is possible: the input has ended
            throw Error(ErrorCode::InvalidInput,
                        name + " is truncated: its compressed data end early. Copy or download it again.");
        }
        if (status == Z_MEM_ERROR) {
            throw Error(ErrorCode::OutOfMemory, "There is not enough memory to unpack " + name + ".");
        }
        throw Error(ErrorCode::InvalidInput,
                    name + " is damaged: its compressed data cannot be unpacked. Copy or download it again.",
                    m_stream.msg != nullptr ? m_stream.msg : "");
    }

    PlainFile m_file;
    std::vector<std::byte> m_input;
    z_stream m_stream{};
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

std::uint64_t ByteSource::skip(std::uint64_t bytes) {
    std::vector<std::byte> block(std::size_t{64} * 1024);
    std::uint64_t done = 0;
    while (done < bytes) {
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
