// The VTK side of a VtkView, for the sources of ui/render that put something into it. Never included by a header.
//
// Used on the GUI thread. Invariant: the render window lives as long as its view.
#pragma once

class vtkGenericOpenGLRenderWindow;

namespace tandem {

class VtkView;

struct VtkViewWindow {
    [[nodiscard]] static vtkGenericOpenGLRenderWindow& of(const VtkView& view);
};

}  // namespace tandem
