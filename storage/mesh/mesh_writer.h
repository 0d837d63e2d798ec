// Writes surfaces as STL (binary), OBJ or PLY (binary) files.
//
// Thread-safe for different targets. Invariant: a file appears whole or not at all; coordinates are millimetres in the
// patient (LPS), which every file says in its header as 3D Slicer understands it (SPACE=LPS).
#pragma once

#include "storage/mesh/surface_mesh.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

namespace tandem {

/// The format follows the name: .stl, .obj or .ply. name: of the structure, kept by OBJ and PLY. colour: red, green and
/// blue, kept by PLY. Throws Error (InvalidInput when the mesh is empty, Unsupported for another ending, Io).
void writeMesh(const SurfaceMesh& mesh, const std::string& name, const std::array<std::uint8_t, 3>& colour,
               const std::filesystem::path& file);

}  // namespace tandem
