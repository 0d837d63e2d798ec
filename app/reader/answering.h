// Does what a request asks for, and answers. For one thread, in a process of its own.
//
// Invariant: nothing of a file is looked at before the fence is up.
#pragma once

#include "storage/image/message_channel.h"
#include "storage/image/reader_messages.h"

#include <vector>

namespace tandem::reader {

/// passed: what came along with the request beside the channel for the answers.
void answer(const ReaderRequest& request, const std::vector<Descriptor>& passed, MessageChannel& answers);

}  // namespace tandem::reader
