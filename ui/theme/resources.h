// The icons, style sheets and translations that are built into the program.
#pragma once

namespace tandem {

/// Makes them readable under ":/". Needed because the linker leaves a static library's resources out of a program that
/// does not ask for them. May be called again.
void loadResources();

}  // namespace tandem
