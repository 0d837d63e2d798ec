// For which form of core/engine.h something was compiled: a module and a program whose forms differ would misunderstand
// each other's calls. Thread-safe.
#pragma once

namespace tandem {

/// A hash of core/engine.h and of all headers of ours that it includes.
[[nodiscard]] const char* engineForm() noexcept;

}  // namespace tandem
