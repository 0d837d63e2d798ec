// What the module exports; see core/engine_module.h.
#include "core/engine/libtorch_engine.h"
#include "core/engine_module.h"

extern "C" __attribute__((visibility("default"))) tandem::Engine* tandem_make_engine() {
    return std::make_unique<tandem::LibTorchEngine>().release();
}

extern "C" __attribute__((visibility("default"))) const char* tandem_engine_form() {
    return tandem::engineForm();
}
