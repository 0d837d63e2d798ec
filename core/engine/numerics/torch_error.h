// LibTorch's exceptions as the project's. Thread-safe.
#pragma once

#include "core/base/error.h"

#include <exception>
#include <string>

namespace tandem {

/// Whether the exception says that the device's or the host's memory is exhausted.
[[nodiscard]] bool isOutOfMemory(const std::exception& exception);

/// Calls work. An Error passes; memory that ran out becomes Error (OutOfMemory) with the sentence given; whatever else
/// a library throws becomes Error (Internal) "Doing DOING failed", with the library's message as detail.
template <class Work>
auto translated(const std::string& doing, const std::string& outOfMemorySentence, Work&& work) {
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (const std::exception& exception) {
        if (isOutOfMemory(exception)) {
            throw Error(ErrorCode::OutOfMemory, outOfMemorySentence, exception.what());
        }
        throw Error(ErrorCode::Internal, doing + " failed in the numeric library.", exception.what());
    }
}

}  // namespace tandem
