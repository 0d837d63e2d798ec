/* A module with the entries of an engine that was built from other sources (core/engine_module.h). */
#include <stddef.h>

void* tandem_make_engine(void);
const char* tandem_engine_form(void);

__attribute__((visibility("default"))) void* tandem_make_engine(void) {
    return NULL;
}

__attribute__((visibility("default"))) const char* tandem_engine_form(void) {
    return "another";
}
