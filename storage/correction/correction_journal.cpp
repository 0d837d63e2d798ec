#include "storage/correction/correction_journal.h"

#include "core/base/atomic_file.h"
#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/base/quick_sum.h"
#include "core/prepared/geometry_json.h"
#include "storage/correction/event_bytes.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

namespace tandem {
namespace {

constexpr std::string_view kMagic = "TandemCJ";
constexpr int kVersion = 2;  // 1: no values of classes, and edits do not tell in which slice they were painted
constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kHeadBytes = 2 * kNumberBytes;  // a length and a sum
constexpr std::uint64_t kMostHeaderBytes = 1U << 16U;

void appendNumber(std::string& bytes, std::uint64_t value) {
    for (std::size_t at = 0; at < kNumberBytes; ++at) {
        bytes.push_back(static_cast<char>(value >> (8 * at)));
    }
}

std::uint64_t numberAt(std::span<const std::byte> bytes) {
    std::uint64_t value = 0;
    for (std::size_t at = 0; at < kNumberBytes; ++at) {
        value |= std::to_integer<std::uint64_t>(bytes[at]) << (8 * at);
    }
    return value;
}

/// Of the sum before, too: a step counts only behind the very steps that it was written behind.
std::uint64_t sumAfter(std::uint64_t before, std::span<const std::byte> step) {
    std::string head;
    appendNumber(head, before);
    appendNumber(head, quickSum(step));
    return quickSum(std::as_bytes(std::span(head)));
}

std::string textOf(const JournalHeader& header) {
    const nlohmann::ordered_json json{{"version", kVersion},
                                      {"case", header.start.caseId},
                                      {"origin", nameOf(header.start.origin)},
                                      {"run", header.start.runId},
                                      {"checkpointSha256", header.start.checkpointHash},
                                      {"size", header.size},
                                      {"labelSum", header.labelSum},
                                      {"classes", header.classes},
                                      {"values", header.values}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Throws nlohmann::json::exception and Error.
JournalHeader headerOf(const nlohmann::json& json) {
    const auto origin = choiceNamed<CorrectionOrigin>(json.at("origin").get<std::string>());
    JournalHeader header{.start = {.origin = origin.value_or(CorrectionOrigin::Empty),
                                   .caseId = json.at("case").get<std::int64_t>(),
                                   .runId = json.at("run").get<std::int64_t>(),
                                   .checkpointHash = json.at("checkpointSha256").get<std::string>()},
                         .size = indexFrom(json.at("size")),
                         .labelSum = json.at("labelSum").get<std::uint64_t>(),
                         .classes = json.at("classes").get<std::vector<std::string>>(),
                         .values = json.value("values", std::vector<std::int32_t>())};
    Geometry{.size = header.size}.check();
    if (!origin) {
        throw Error(ErrorCode::Corrupt, "A correction has an origin that is not known.");
    }
    return header;
}

}  // namespace

JournalReader::JournalReader(const std::filesystem::path& file) : m_path(file), m_file(file) {
    readHeader();
}

void throwUnreadable(const std::filesystem::path& journal, const std::string& detail) {
    throw Error(ErrorCode::Corrupt,
                "The journal " + journal.string() +
                    " of a correction cannot be read; move its folder away to begin the correction anew.",
                detail);
}

bool JournalReader::fill(std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const std::size_t count = m_file.read(bytes);
        if (count == 0) {
            return false;
        }
        bytes = bytes.subspan(count);
    }
    return true;
}

void JournalReader::readHeader() {
    std::array<std::byte, kMagic.size() + kHeadBytes> head{};
    if (!fill(head) || !std::ranges::equal(std::as_bytes(std::span(kMagic)), std::span(head).first(kMagic.size()))) {
        throwUnreadable(m_path, "It does not begin as a journal.");
    }
    const std::uint64_t length = numberAt(std::span(head).subspan(kMagic.size()));
    m_sum = numberAt(std::span(head).subspan(kMagic.size() + kNumberBytes));
    if (length > kMostHeaderBytes) {
        throwUnreadable(m_path, "Its header is too long.");
    }
    std::string text(static_cast<std::size_t>(length), '\0');
    const auto bytes = std::as_writable_bytes(std::span(text));
    if (!fill(bytes) || quickSum(bytes) != m_sum) {
        throwUnreadable(m_path, "Its header is damaged.");
    }
    try {
        const auto json = nlohmann::json::parse(shallowJson(text));
        if (json.at("version").get<int>() > kVersion) {
            throw Error(ErrorCode::Unsupported, "The journal " + m_path.string() +
                                                    " was written by a newer Tandem; go on with the correction there.");
        }
        m_header = headerOf(json);
    } catch (const nlohmann::json::exception& error) {
        throwUnreadable(m_path, error.what());
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Unsupported) {
            throw;
        }
        throwUnreadable(m_path, error.what());
    }
    m_end = head.size() + length;
}

std::optional<CorrectionEvent> JournalReader::next() {
    const std::int64_t voxels = Geometry{.size = m_header.size}.voxelCount();
    std::array<std::byte, kHeadBytes> head{};
    if (m_file.size() < m_end + kHeadBytes || !fill(head)) {
        return std::nullopt;
    }
    const std::uint64_t length = numberAt(head);
    if (length > m_file.size() - m_end - kHeadBytes || length > mostEventBytes(voxels)) {
        return std::nullopt;
    }
    m_bytes.resize(static_cast<std::size_t>(length));
    const std::uint64_t told = numberAt(std::span(head).subspan(kNumberBytes));
    if (!fill(m_bytes) || sumAfter(m_sum, m_bytes) != told) {
        return std::nullopt;
    }
    CorrectionEvent event = eventOf(m_bytes, voxels);
    m_sum = told;
    m_end += kHeadBytes + length;
    ++m_steps;
    return event;
}

void makeJournal(const std::filesystem::path& file, const JournalHeader& header) {
    const std::string text = textOf(header);
    std::string bytes(kMagic);
    appendNumber(bytes, text.size());
    appendNumber(bytes, quickSum(std::as_bytes(std::span(text))));
    writeAtomically(file, bytes + text);
}

JournalWriter::JournalWriter(const std::filesystem::path& file, const JournalReader& read)
    : m_path(file), m_end(read.end()), m_sum(read.sum()) {
    m_file = Descriptor(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat status{};
    if (!m_file.isOpen() || ::fstat(m_file.number(), &status) != 0) {
        throwUnwritten(file, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        throw Error(ErrorCode::Io, file.string() + " is a folder, a device or a pipe, where a file is written.");
    }
    if (::ftruncate(m_file.number(), static_cast<off_t>(m_end)) != 0) {
        throwUnwritten(file, errno);
    }
}

void JournalWriter::take(const std::vector<CorrectionEvent>& steps) {
    std::string taken;
    std::uint64_t sum = m_sum;
    for (const CorrectionEvent& step : steps) {
        const std::string bytes = bytesOf(step);
        sum = sumAfter(sum, std::as_bytes(std::span(bytes)));
        appendNumber(taken, bytes.size());
        appendNumber(taken, sum);
        taken += bytes;
    }
    m_unwritten.append(taken);  // as it was, where this throws
    m_sum = sum;
}

void JournalWriter::write(const std::vector<CorrectionEvent>& steps) {
    take(steps);
    // Always from the end of what is on the disk: after a flush that failed, what it was of may be lost.
    std::string_view rest = m_unwritten;
    while (!rest.empty()) {
        const auto place = static_cast<off_t>(m_end + m_unwritten.size() - rest.size());
        const ssize_t written = ::pwrite(m_file.number(), rest.data(), rest.size(), place);
        if (written < 0 && errno != EINTR) {
            throwUnwritten(m_path, errno);
        }
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    if (!m_unwritten.empty()) {
        if (::fdatasync(m_file.number()) != 0) {
            throwUnwritten(m_path, errno);
        }
        m_end += m_unwritten.size();
        m_unwritten.clear();
    }
}

}  // namespace tandem
