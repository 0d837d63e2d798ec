// The one exception type that crosses a folder of the project.
//
// Library exceptions are translated to it where the library is called. Thread-safe to throw and catch anywhere.
// Invariant: what() is one sentence for the person: what failed, where, and what to do about it.
#pragma once

#include <stdexcept>
#include <stop_token>
#include <string>

namespace tandem {

enum class ErrorCode {
    InvalidInput,  ///< the person's input, a setting or a file's content cannot be used
    NotFound,      ///< a file, a row or a device is not there
    Unsupported,   ///< valid, but not something that the program handles
    Corrupt,       ///< a file of ours fails its checksum or structure
    OutOfMemory,   ///< host or device memory is exhausted
    Conflict,      ///< refused by a rule of the project, such as a locked split
    Io,            ///< reading or writing failed
    Cancelled,     ///< the person asked to stop
    Internal       ///< a library failed in a way that was not foreseen
};

class Error : public std::runtime_error {
public:
    /// sentence: for the person. detail: for the log, such as a library's own message; may be empty.
    Error(ErrorCode code, const std::string& sentence, std::string detail = {});

    [[nodiscard]] ErrorCode code() const noexcept { return m_code; }
    [[nodiscard]] const std::string& detail() const noexcept { return m_detail; }

private:
    ErrorCode m_code;
    std::string m_detail;
};

/// Throws Error with ErrorCode::Cancelled when a stop was requested.
void throwIfStopped(const std::stop_token& stop);

}  // namespace tandem
