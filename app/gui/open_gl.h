// The kind of OpenGL context that the window asks for.
#pragma once

namespace tandem {

/// What VTK needs of every context. Must be called before the application is made.
void chooseOpenGl();

}  // namespace tandem
