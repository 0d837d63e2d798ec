#include "core/engines/engine_form.h"

#include "core/engines/engine_form_hash.h"

namespace tandem {

const char* engineForm() noexcept {
    return TANDEM_ENGINE_FORM;
}

}  // namespace tandem
