// Work that a process of its own does, as it calls libraries of others with files of strangers (tandem-reader).
//
// For one thread; several calls may be under way, each with a reader to itself. Readers that have nothing to do are
// kept for the next call of any thread, as a start takes longer than most files. Invariant: whatever a file does to who
// reads it, the caller gets an answer or one Error.
#pragma once

#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace tandem {

class ReaderProcess;

class ReaderCall {
public:
    /// data: what the request is about beside its files, which it tells of. Throws Error (NotFound, Io when no reader
    /// can be started).
    explicit ReaderCall(const ReaderRequest& request, std::stop_token stop = {}, std::span<const std::byte> data = {});
    ~ReaderCall();
    ReaderCall(const ReaderCall&) = delete;
    ReaderCall& operator=(const ReaderCall&) = delete;

    struct Value {
        std::string bytes;
        std::uint64_t dataBytes = 0;  ///< that wait for data()
    };
    /// The next answer. subject: what it is about, for the sentence where there is none. Throws Error: what the reader
    /// says; InvalidInput when the file ended it or it took too long; Cancelled.
    [[nodiscard]] Value next(const std::filesystem::path& subject);
    /// What follows the last answer: so many bytes. Throws Error: Internal when the reader has other numbers in mind;
    /// OutOfMemory; as next().
    [[nodiscard]] std::shared_ptr<const std::byte[]> data(std::uint64_t bytes, const std::filesystem::path& subject);
    void data(std::span<std::byte> bytes, const std::filesystem::path& subject);

private:
    [[noreturn]] void throwEnd(const std::filesystem::path& subject, bool isLate);

    /// Until when is waited: for each answer by itself, for all pieces of a volume together.
    [[nodiscard]] std::chrono::steady_clock::time_point deadline() const;

    std::stop_token m_stop;
    std::chrono::seconds m_patience;
    std::optional<std::chrono::steady_clock::time_point> m_end;  ///< of a volume
    std::uint64_t m_dataBytes = 0;                               ///< that wait
    std::unique_ptr<ReaderProcess> m_reader;
};

/// Throws Error (Internal).
[[noreturn]] void failOtherVoxels(const std::filesystem::path& subject);

/// The value of the only answer. Throws as next().
template <class T>
[[nodiscard]] T answerOf(const ReaderRequest& request, const std::filesystem::path& subject) {
    ReaderCall call(request);
    return unwired<T>(call.next(subject).bytes);
}

}  // namespace tandem
