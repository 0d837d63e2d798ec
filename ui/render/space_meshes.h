// What a view in space shows as lines and triangles: a class's surface, and the frame of a grid.
//
// Used on the GUI thread. Invariant: positions are LPS, mm.
#pragma once

#include "ui/render/class_surface.h"

class vtkActor;

namespace tandem {

/// With a copy of the mesh.
void showSurface(vtkActor& actor, const ClassSurface& surface);

/// Of the actor of a surface.
void setOpacity(vtkActor& actor, double opacity);

/// The edges of the grid, which is a box also where it is oblique.
void showFrame(vtkActor& actor, const Geometry& grid);

void setColour(vtkActor& actor, const QColor& colour);

}  // namespace tandem
