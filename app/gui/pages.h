// The pages of the window, in the order of the rail. The one place that knows them all.
#pragma once

#include "ui/window/page.h"

#include <vector>

namespace tandem {

[[nodiscard]] std::vector<Page> pages();

}  // namespace tandem
