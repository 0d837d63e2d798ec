// Functions of a library that is opened while the program runs. Thread-safe.
#pragma once

#include <dlfcn.h>

namespace tandem {

/// Whether the library has the function, which is then there to be called.
template <class F>
[[nodiscard]] bool loadFunction(void* library, const char* name, F*& function) {
    function = reinterpret_cast<F*>(::dlsym(library, name));
    return function != nullptr;
}

}  // namespace tandem
