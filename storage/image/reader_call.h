// Work that a process of its own does, as it calls libraries of others with files of strangers (tandem-reader).
//
// For one thread; several calls may be under way, each with a reader to itself. Readers that have nothing to do are
// kept for the next call of any thread, as a start takes longer than most files. Invariant: whatever a file does to who
// reads it, the caller gets an answer or one Error.
#pragma once

#include "core/base/descriptor.h"
#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace tandem {

class ReaderProcess;

class ReaderCall {
public:
    /// memory: sealed, and handed to the reader. Throws Error (NotFound, Io when no reader can be started).
    explicit ReaderCall(const ReaderRequest& request, std::stop_token stop = {}, const Descriptor* memory = nullptr);
    ~ReaderCall();
    ReaderCall(const ReaderCall&) = delete;
    ReaderCall& operator=(const ReaderCall&) = delete;

    struct Value {
        std::string bytes;
        Descriptor memory;  ///< open when the answer brought some
    };
    /// The next answer. subject: what it is about, for the sentence where there is none. Throws Error: what the reader
    /// says; InvalidInput when the file ended it or it took too long; Cancelled.
    [[nodiscard]] Value next(const std::filesystem::path& subject);

private:
    [[noreturn]] void throwEnd(const std::filesystem::path& subject, bool isLate);

    std::stop_token m_stop;
    std::chrono::seconds m_patience;
    std::unique_ptr<ReaderProcess> m_reader;
};

/// The value of the only answer. Throws as next().
template <class T>
[[nodiscard]] T answerOf(const ReaderRequest& request, const std::filesystem::path& subject) {
    ReaderCall call(request);
    return unwired<T>(call.next(subject).bytes);
}

}  // namespace tandem
