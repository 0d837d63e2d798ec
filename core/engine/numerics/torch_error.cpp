#include "core/engine/numerics/torch_error.h"

#include <c10/util/Exception.h>

#include <new>
#include <string_view>

namespace tandem {

bool isOutOfMemory(const std::exception& exception) {
    if (dynamic_cast<const c10::OutOfMemoryError*>(&exception) || dynamic_cast<const std::bad_alloc*>(&exception)) {
        return true;
    }
    // The allocator of host memory and the convolution libraries have no type of their own for it.
    const std::string_view message = exception.what();
    for (const std::string_view sign :
         {"can't allocate memory", "out of memory", "not enough memory", "ALLOC_FAILED"}) {
        if (message.find(sign) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace tandem
