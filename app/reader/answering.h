// Does what a request asks for, and answers. For one thread, in a process of its own.
//
// Invariant: nothing of a file is looked at before the fence is up.
#pragma once

#include "storage/image/message_channel.h"
#include "storage/image/reader_messages.h"

#include <cstddef>
#include <span>

namespace tandem::reader {

/// data: of the request, which tells of them.
void answer(const ReaderRequest& request, std::span<const std::byte> data, MessageChannel& answers);

}  // namespace tandem::reader
