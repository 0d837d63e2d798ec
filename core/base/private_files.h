// Files that a person's account alone can read.
#pragma once

namespace tandem {

/// Whatever this process and its children make from now on is for the account alone: files 0600, folders 0700. A mask
/// that is stricter stays. Call it early in main.
void keepFilesPrivate();

}  // namespace tandem
