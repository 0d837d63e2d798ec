#include "tests/image/made_files.h"

#include <itk_zlib.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

namespace tandem {
namespace {

template <class Number>
std::string encoded(Number number, bool isBigEndian) {
    std::string bytes(sizeof(Number), '\0');
    std::memcpy(bytes.data(), &number, sizeof(Number));
    if (isBigEndian != (std::endian::native == std::endian::big)) {
        std::ranges::reverse(bytes);
    }
    return bytes;
}

template <class Number>
void put(std::string& header, std::size_t offset, double number, bool isBigEndian) {
    header.replace(offset, sizeof(Number), encoded(static_cast<Number>(number), isBigEndian));
}

int niftiDatatype(VoxelType type) {
    static const std::map<VoxelType, int> kCodes{
        {VoxelType::Int8, 256},   {VoxelType::UInt8, 2},    {VoxelType::Int16, 4},    {VoxelType::UInt16, 512},
        {VoxelType::Int32, 8},    {VoxelType::UInt32, 768}, {VoxelType::Int64, 1024}, {VoxelType::UInt64, 1280},
        {VoxelType::Float32, 16}, {VoxelType::Float64, 64}};
    return kCodes.at(type);
}

std::string number(double value) {
    std::ostringstream text;
    text.precision(17);
    text << value;
    return text.str();
}

/// NIfTI's srow: RAS, direction times spacing, and the origin.
std::array<std::array<double, 4>, 3> srowOf(const Geometry& geometry, bool hasShear) {
    std::array<std::array<double, 4>, 3> srow{};
    for (std::size_t row = 0; row < 3; ++row) {
        const double sign = row < 2 ? -1 : 1;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            srow[row][axis] = sign * geometry.direction[row][axis] * geometry.spacingMm[axis];
        }
        srow[row][3] = sign * geometry.originMm[row];
        srow[row][1] += hasShear ? 0.3 * srow[row][0] : 0;
    }
    return srow;
}

/// Quaternion parts b, c, d and the handedness of the RAS rotation. Source: nifti1.h, method 2.
std::array<double, 4> quaternionOf(const Geometry& geometry) {
    Matrix3 r = geometry.direction;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        r[0][axis] = -r[0][axis];
        r[1][axis] = -r[1][axis];
    }
    const double determinant = r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) -
                               r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
                               r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    const double handedness = determinant < 0 ? -1 : 1;
    for (Vector3& row : r) {
        row[2] *= handedness;
    }
    // Of the four equal ways to write a quaternion the one with the largest part known well.
    const std::array<double, 4> squares{1 + r[0][0] + r[1][1] + r[2][2], 1 + r[0][0] - r[1][1] - r[2][2],
                                        1 - r[0][0] + r[1][1] - r[2][2], 1 - r[0][0] - r[1][1] + r[2][2]};
    std::array<double, 4> q{};
    const auto best = static_cast<std::size_t>(std::ranges::max_element(squares) - squares.begin());
    const double s = 2 * std::sqrt(squares[best]);
    const double ab = r[2][1] - r[1][2];
    const double ac = r[0][2] - r[2][0];
    const double ad = r[1][0] - r[0][1];
    const double bc = r[0][1] + r[1][0];
    const double bd = r[0][2] + r[2][0];
    const double cd = r[1][2] + r[2][1];
    const std::array<std::array<double, 4>, 4> numerators{
        {{s * s / 4, ab, ac, ad}, {ab, s * s / 4, bc, bd}, {ac, bc, s * s / 4, cd}, {ad, bd, cd, s * s / 4}}};
    for (std::size_t i = 0; i < 4; ++i) {
        q[i] = numerators[best][i] / s;
    }
    const double sign = q[0] < 0 ? -1 : 1;
    return {sign * q[1], sign * q[2], sign * q[3], handedness};
}

std::vector<std::int64_t> dimOf(const MadeImage& image, const NiftiBend& bend) {
    const Index3& size = image.geometry.size;
    std::vector<std::int64_t> dim =
        bend.dim.empty() ? std::vector<std::int64_t>{3, size[0], size[1], size[2]} : bend.dim;
    dim.resize(8, 1);
    return dim;
}

std::string niftiHeader2(const MadeImage& image, const NiftiBend& bend) {
    const bool big = image.isBigEndian;
    std::string header(540, '\0');
    put<std::int32_t>(header, 0, 540, big);
    header.replace(4, 8, std::string(bend.isPair ? "ni2" : "n+2") + std::string("\0\r\n\032\n", 5));
    put<std::int16_t>(header, 12, bend.datatype < 0 ? niftiDatatype(image.type) : bend.datatype, big);
    const auto dim = dimOf(image, bend);
    const auto q = quaternionOf(image.geometry);
    for (std::size_t i = 0; i < 8; ++i) {
        put<std::int64_t>(header, 16 + 8 * i, static_cast<double>(dim[i]), big);
        const double pixdim = i == 0 ? q[3] : (i < 4 ? image.geometry.spacingMm[i - 1] : 1);
        put<double>(header, 104 + 8 * i, pixdim, big);
    }
    put<std::int64_t>(header, 168, bend.voxOffset >= 0 ? bend.voxOffset : (bend.isPair ? 0 : 544), big);
    put<double>(header, 176, bend.slope, big);
    put<double>(header, 184, bend.intercept, big);
    put<std::int32_t>(header, 344, bend.qformCode, big);
    put<std::int32_t>(header, 348, bend.sformCode, big);
    const auto srow = srowOf(image.geometry, bend.hasShear);
    for (std::size_t row = 0; row < 3; ++row) {
        put<double>(header, 352 + 8 * row, q[row], big);
        put<double>(header, 376 + 8 * row, srow[row][3], big);
        for (std::size_t column = 0; column < 4; ++column) {
            put<double>(header, 400 + 32 * row + 8 * column, srow[row][column], big);
        }
    }
    put<std::int32_t>(header, 500, bend.units, big);
    return header + (bend.isPair ? "" : std::string(4, '\0'));
}

std::string niftiHeader1(const MadeImage& image, const NiftiBend& bend) {
    const bool big = image.isBigEndian;
    std::string header(348, '\0');
    put<std::int32_t>(header, 0, 348, big);
    const auto dim = dimOf(image, bend);
    const auto q = quaternionOf(image.geometry);
    for (std::size_t i = 0; i < 8; ++i) {
        put<std::int16_t>(header, 40 + 2 * i, static_cast<double>(dim[i]), big);
        const double pixdim = i == 0 ? q[3] : (i < 4 ? image.geometry.spacingMm[i - 1] : 1);
        put<float>(header, 76 + 4 * i, pixdim, big);
    }
    put<std::int16_t>(header, 70, bend.datatype < 0 ? niftiDatatype(image.type) : bend.datatype, big);
    put<std::int16_t>(header, 72, static_cast<double>(8 * bytesOf(image.type)), big);
    const bool isSingle = !bend.isPair && !bend.isAnalyze;
    put<float>(header, 108, bend.voxOffset >= 0 ? bend.voxOffset : (isSingle ? 352 : 0), big);
    put<float>(header, 112, bend.slope, big);
    if (bend.isAnalyze) {
        header[252] = static_cast<char>(bend.analyzeOrient);
        return header;
    }
    put<float>(header, 116, bend.intercept, big);
    header[123] = static_cast<char>(bend.units);
    put<std::int16_t>(header, 252, bend.qformCode, big);
    put<std::int16_t>(header, 254, bend.sformCode, big);
    const auto srow = srowOf(image.geometry, bend.hasShear);
    for (std::size_t row = 0; row < 3; ++row) {
        put<float>(header, 256 + 4 * row, q[row], big);
        put<float>(header, 268 + 4 * row, srow[row][3], big);
        for (std::size_t column = 0; column < 4; ++column) {
            put<float>(header, 280 + 16 * row + 4 * column, srow[row][column], big);
        }
    }
    header.replace(344, 4, std::string(bend.isPair ? "ni1" : "n+1") + '\0');
    return header + (bend.isPair ? "" : std::string(4, '\0'));
}

}  // namespace

Matrix3 obliqueDirection() {
    const double a = 0.3;
    const double b = -0.2;
    const double c = 0.5;
    const double ca = std::cos(a), sa = std::sin(a), cb = std::cos(b), sb = std::sin(b), cc = std::cos(c),
                 sc = std::sin(c);
    return {{{cc * cb, cc * sb * sa - sc * ca, cc * sb * ca + sc * sa},
             {sc * cb, sc * sb * sa + cc * ca, sc * sb * ca - cc * sa},
             {-sb, cb * sa, cb * ca}}};
}

MadeImage MadeImage::ofType(VoxelType type, bool isBigEndian) {
    MadeImage image;
    image.geometry.size = {3, 4, 5};
    image.geometry.spacingMm = {0.75, 1.5, 2.25};
    image.geometry.originMm = {-12.5, 33.25, -101.125};
    image.geometry.direction = obliqueDirection();
    image.type = type;
    image.isBigEndian = isBigEndian;
    withTypeOf(type, [&]<class T>(std::type_identity<T>) {
        for (int i = 0; i < 60; ++i) {
            image.values.push_back(i);
        }
        // 64-bit extremes do not survive the way through double exactly; the largest float does.
        const bool isWide = sizeof(T) == 8;
        image.values[7] = isWide ? 1048576.0 : static_cast<double>(std::numeric_limits<T>::max());
        image.values[59] = isWide ? (std::numeric_limits<T>::is_signed ? -1048577.0 : 65537.0)
                                  : static_cast<double>(std::numeric_limits<T>::lowest());
        if (std::is_floating_point_v<T>) {
            image.values[11] = -0.375;
        }
    });
    return image;
}

std::string MadeImage::voxelBytes() const {
    std::string bytes;
    withTypeOf(type, [&]<class T>(std::type_identity<T>) {
        for (const double value : values) {
            bytes += encoded(static_cast<T>(value), isBigEndian);
        }
    });
    return bytes;
}

std::string niftiHeader(const MadeImage& image, const NiftiBend& bend) {
    return bend.version == 2 ? niftiHeader2(image, bend) : niftiHeader1(image, bend);
}

std::string nrrdHeader(const MadeImage& image, const std::string& encoding, const std::string& moreLines) {
    static const std::map<VoxelType, std::string> kNames{
        {VoxelType::Int8, "signed char"}, {VoxelType::UInt8, "uchar"},     {VoxelType::Int16, "short"},
        {VoxelType::UInt16, "uint16"},    {VoxelType::Int32, "int"},       {VoxelType::UInt32, "unsigned int"},
        {VoxelType::Int64, "longlong"},   {VoxelType::UInt64, "uint64_t"}, {VoxelType::Float32, "float"},
        {VoxelType::Float64, "double"}};
    const Geometry& g = image.geometry;
    std::string text = "NRRD0004\n# made for a test\ntype: " + kNames.at(image.type) + "\ndimension: 3\n";
    text += "space: left-posterior-superior\nsizes: " + std::to_string(g.size[0]) + " " + std::to_string(g.size[1]) +
            " " + std::to_string(g.size[2]) + "\nspace directions:";
    for (std::size_t axis = 0; axis < 3; ++axis) {
        text += " (" + number(g.direction[0][axis] * g.spacingMm[axis]) + "," +
                number(g.direction[1][axis] * g.spacingMm[axis]) + "," +
                number(g.direction[2][axis] * g.spacingMm[axis]) + ")";
    }
    text += "\nkinds: domain domain domain\nendian: " + std::string(image.isBigEndian ? "big" : "little") +
            "\nencoding: " + encoding + "\nspace origin: (" + number(g.originMm[0]) + "," + number(g.originMm[1]) +
            "," + number(g.originMm[2]) + ")\n" + moreLines + "\n";
    return text;
}

std::string metaImageHeader(const MadeImage& image, bool isPacked, const std::string& dataFile,
                            const std::string& moreLines) {
    static const std::map<VoxelType, std::string> kNames{
        {VoxelType::Int8, "MET_CHAR"},       {VoxelType::UInt8, "MET_UCHAR"},       {VoxelType::Int16, "MET_SHORT"},
        {VoxelType::UInt16, "MET_USHORT"},   {VoxelType::Int32, "MET_INT"},         {VoxelType::UInt32, "MET_UINT"},
        {VoxelType::Int64, "MET_LONG_LONG"}, {VoxelType::UInt64, "MET_ULONG_LONG"}, {VoxelType::Float32, "MET_FLOAT"},
        {VoxelType::Float64, "MET_DOUBLE"}};
    const Geometry& g = image.geometry;
    const auto three = [](const auto& values) {
        return std::string(" ") + number(static_cast<double>(values[0])) + " " +
               number(static_cast<double>(values[1])) + " " + number(static_cast<double>(values[2]));
    };
    std::string text = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = ";
    text += std::string(image.isBigEndian ? "True" : "False") + "\nCompressedData = " + (isPacked ? "True" : "False") +
            "\nTransformMatrix =";
    for (std::size_t axis = 0; axis < 3; ++axis) {
        text += three(Vector3{g.direction[0][axis], g.direction[1][axis], g.direction[2][axis]});
    }
    text += "\nOffset =" + three(g.originMm) + "\nElementSpacing =" + three(g.spacingMm) +
            "\nDimSize =" + three(g.size) + "\n" + moreLines + "ElementType = " + kNames.at(image.type) +
            "\nElementDataFile = " + dataFile + "\n";
    return text;
}

std::string zlibPacked(const std::string& bytes) {
    uLongf length = compressBound(bytes.size());
    std::string packed(length, '\0');
    compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
             bytes.size());
    packed.resize(length);
    return packed;
}

std::string gzipped(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

double farthestApart(const Geometry& a, const Geometry& b) {
    double apart = a.size == b.size ? 0 : std::numeric_limits<double>::infinity();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        apart = std::max(
            {apart, std::abs(a.spacingMm[axis] - b.spacingMm[axis]), std::abs(a.originMm[axis] - b.originMm[axis])});
        for (std::size_t row = 0; row < 3; ++row) {
            apart = std::max(apart, std::abs(a.direction[row][axis] - b.direction[row][axis]));
        }
    }
    return apart;
}

}  // namespace tandem
