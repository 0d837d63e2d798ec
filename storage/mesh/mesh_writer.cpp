#include "storage/mesh/mesh_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <type_traits>

// The three formats are a page long each; VTK's writers would bring its rendering libraries into every program.
namespace tandem {
namespace {

using Point = std::array<float, 3>;

/// The value's bytes, the lowest first, as STL and our PLY files have them.
template <class T>
void appendBytes(std::string& bytes, T value) {
    static_assert(std::is_trivially_copyable_v<T> && std::endian::native == std::endian::little);
    std::array<char, sizeof(T)> raw{};
    std::memcpy(raw.data(), &value, sizeof(T));
    bytes.append(raw.data(), raw.size());
}

void appendPoint(std::string& bytes, const Point& point) {
    for (const float coordinate : point) {
        appendBytes(bytes, coordinate);
    }
}

/// The unit vector that looks outwards; zero for a triangle without area.
std::string stlBytes(const SurfaceMesh& mesh) {
    constexpr std::size_t kHeaderBytes = 80;
    std::string bytes = "SPACE=LPS; millimetres";  // must not begin with "solid", which means the text format
    bytes.resize(kHeaderBytes, ' ');
    appendBytes(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
    for (const auto& triangle : mesh.triangles) {
        appendPoint(bytes, ofLengthOne(crossProduct(mesh, triangle)));
        for (const std::uint32_t corner : triangle) {
            appendPoint(bytes, mesh.pointsMm[corner]);
        }
        appendBytes(bytes, std::uint16_t{0});
    }
    return bytes;
}

/// A name on one line, as headers and comments need it.
std::string onOneLine(std::string name) {
    for (char& character : name) {
        character = static_cast<unsigned char>(character) < 32 ? ' ' : character;
    }
    return name;
}

void appendNumber(std::string& text, float value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text.append(digits.data(), end);
}

std::string objText(const SurfaceMesh& mesh, const std::string& name) {
    std::string text = "# SPACE=LPS; millimetres\no " + onOneLine(name) + "\n";
    for (const Point& point : mesh.pointsMm) {
        text += 'v';
        for (const float coordinate : point) {
            text += ' ';
            appendNumber(text, coordinate);
        }
        text += '\n';
    }
    for (const auto& triangle : mesh.triangles) {
        text += 'f';
        for (const std::uint32_t corner : triangle) {
            text += ' ' + std::to_string(corner + 1);  // counted from 1
        }
        text += '\n';
    }
    return text;
}

std::string plyBytes(const SurfaceMesh& mesh, const std::string& name, const std::array<std::uint8_t, 3>& colour) {
    std::string bytes = "ply\nformat binary_little_endian 1.0\ncomment SPACE=LPS\ncomment millimetres\ncomment " +
                        onOneLine(name) + "\nelement vertex " + std::to_string(mesh.pointsMm.size()) +
                        "\nproperty float x\nproperty float y\nproperty float z\n"
                        "property uchar red\nproperty uchar green\nproperty uchar blue\nelement face " +
                        std::to_string(mesh.triangles.size()) +
                        "\nproperty list uchar int vertex_indices\nend_header\n";
    for (const Point& point : mesh.pointsMm) {
        appendPoint(bytes, point);
        for (const std::uint8_t part : colour) {
            appendBytes(bytes, part);
        }
    }
    for (const auto& triangle : mesh.triangles) {
        appendBytes(bytes, std::uint8_t{3});
        for (const std::uint32_t corner : triangle) {
            appendBytes(bytes, static_cast<std::int32_t>(corner));
        }
    }
    return bytes;
}

}  // namespace

void writeMesh(const SurfaceMesh& mesh, const std::string& name, const std::array<std::uint8_t, 3>& colour,
               const std::filesystem::path& file) {
    if (mesh.isEmpty()) {
        throw Error(ErrorCode::InvalidInput,
                    file.string() + " would have no surface, as no voxel is " + name + "; it was not written.");
    }
    const std::string ending = file.extension().string();
    if (ending == ".stl") {
        writeAtomically(file, stlBytes(mesh));
    } else if (ending == ".obj") {
        writeAtomically(file, objText(mesh, name));
    } else if (ending == ".ply") {
        writeAtomically(file, plyBytes(mesh, name, colour));
    } else {
        throw Error(ErrorCode::Unsupported,
                    "Surfaces cannot be written as " + file.filename().string() + "; use .stl, .obj or .ply.");
    }
}

}  // namespace tandem
