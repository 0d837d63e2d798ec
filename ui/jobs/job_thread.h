// Threads that may outlive whoever started them, but not the application.
//
// Thread-safe. Invariant: the end of the application object waits for them, as they use its libraries.
#pragma once

#include <functional>

namespace tandem {

/// work: must not throw. It is released on its thread when it has returned.
void startThread(std::function<void()> work);

}  // namespace tandem
