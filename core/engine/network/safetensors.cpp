#include "core/engine/network/safetensors.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/mapped_file.h"
#include "core/base/output_file.h"

#include <ATen/Functions.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

namespace tandem {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "The data of safetensors are little-endian.");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLargestHeader = 100'000'000;             // the limit of the reference implementation
constexpr std::uint64_t kLargestTensor = std::uint64_t{1} << 62;  // bytes; products of sides must not overflow

struct TypeName {
    const char* name;
    at::ScalarType type;
};
constexpr std::array<TypeName, 9> kTypes{{{"F64", at::kDouble},
                                          {"F32", at::kFloat},
                                          {"F16", at::kHalf},
                                          {"BF16", at::kBFloat16},
                                          {"I64", at::kLong},
                                          {"I32", at::kInt},
                                          {"I16", at::kShort},
                                          {"U8", at::kByte},
                                          {"BOOL", at::kBool}}};

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
    throw Error(ErrorCode::Corrupt, name + " is not a usable safetensors file: " + what + ".");
}

/// The file's header, checked as far as the length goes.
json headerOf(std::span<const std::byte> bytes, const std::string& name, std::uint64_t& length) {
    if (bytes.size() < kLengthBytes) {
        refuse(name, "it is shorter than its header");
    }
    std::memcpy(&length, bytes.data(), kLengthBytes);
    if (length > kLargestHeader || length > bytes.size() - kLengthBytes) {
        refuse(name, "its header is cut off");
    }
    const char* text = reinterpret_cast<const char*>(bytes.data()) + kLengthBytes;
    if (!isShallowJson({text, static_cast<std::size_t>(length)})) {
        refuse(name, "its header is nested too deeply");
    }
    json header = json::parse(text, text + length, nullptr, false);
    if (!header.is_object()) {
        refuse(name, "its header is not JSON");
    }
    return header;
}

struct Entry {
    at::ScalarType type = at::kFloat;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

at::ScalarType typeOf(const json& entry, const std::string& name, const std::string& tensor) {
    const std::string type = entry.value("dtype", std::string());
    const auto found = std::ranges::find_if(kTypes, [&](const TypeName& each) { return type == each.name; });
    if (found == kTypes.end()) {
        refuse(name, "the tensor " + tensor + " has the unknown type " + (type.empty() ? "(none)" : type));
    }
    return found->type;
}

std::vector<std::uint64_t> numbersOf(const json& entry, const char* key, const std::string& name,
                                     const std::string& tensor) {
    const auto found = entry.find(key);
    bool isGood = found != entry.end() && found->is_array();
    std::vector<std::uint64_t> numbers;
    if (isGood) {
        for (const json& number : *found) {
            isGood = isGood && number.is_number_unsigned();
            numbers.push_back(isGood ? number.get<std::uint64_t>() : 0);
        }
    }
    if (!isGood) {
        refuse(name, "the tensor " + tensor + " has no valid " + key);
    }
    return numbers;
}

Entry entryOf(const json& entry, const std::string& name, const std::string& tensor, std::uint64_t available) {
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string()) {
        refuse(name, "the tensor " + tensor + " is not described");
    }
    Entry result;
    result.type = typeOf(entry, name, tensor);
    std::uint64_t bytes = c10::elementSize(result.type);
    bool isEmpty = false;
    for (const std::uint64_t side : numbersOf(entry, "shape", name, tensor)) {
        isEmpty = isEmpty || side == 0;
        if (side > available || (side != 0 && bytes > kLargestTensor / side)) {
            refuse(name, "the tensor " + tensor + " is larger than the file");
        }
        bytes *= std::max<std::uint64_t>(side, 1);
        result.shape.push_back(static_cast<std::int64_t>(side));
    }
    const std::vector<std::uint64_t> offsets = numbersOf(entry, "data_offsets", name, tensor);
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > available) {
        refuse(name, "the data of the tensor " + tensor + " lie beyond the end of the file");
    }
    if (offsets[1] - offsets[0] != (isEmpty ? 0 : bytes)) {
        refuse(name, "the data of the tensor " + tensor + " have another length than its shape says");
    }
    result.begin = offsets[0];
    result.end = offsets[1];
    return result;
}

/// The format asks that the data be covered without gaps or overlaps.
void checkCoverage(std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges, std::uint64_t available,
                   const std::string& name) {
    std::ranges::sort(ranges);
    std::uint64_t covered = 0;
    for (const auto& [begin, end] : ranges) {
        if (begin != covered) {
            refuse(name, "the data of its tensors overlap or leave gaps");
        }
        covered = end;
    }
    if (covered != available) {
        refuse(name, "it is longer than its tensors");
    }
}

}  // namespace

TensorFile parseSafetensors(std::span<const std::byte> bytes, const std::string& name) {
    std::uint64_t length = 0;
    const json header = headerOf(bytes, name, length);
    const std::span<const std::byte> data = bytes.subspan(kLengthBytes + static_cast<std::size_t>(length));
    TensorFile file;
    std::vector<std::pair<std::string, Entry>> entries;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const auto& [key, value] : header.items()) {
        if (key == "__metadata__") {
            for (const auto& [field, text] : value.items()) {
                if (!value.is_object() || !text.is_string()) {
                    refuse(name, "its metadata are not text");
                }
                file.metadata[field] = text.get<std::string>();
            }
            continue;
        }
        entries.emplace_back(key, entryOf(value, name, key, data.size()));
        ranges.emplace_back(entries.back().second.begin, entries.back().second.end);
    }
    checkCoverage(std::move(ranges), data.size(),
                  name);  // many tensors of the same bytes would be larger than the file
    for (const auto& [key, entry] : entries) {
        at::Tensor tensor = at::empty(entry.shape, entry.type);
        if (entry.end > entry.begin) {
            std::memcpy(tensor.mutable_data_ptr(), data.data() + entry.begin, entry.end - entry.begin);
        }
        file.tensors[key] = tensor;
    }
    return file;
}

TensorFile readSafetensors(const std::filesystem::path& file) {
    const MappedFile mapped(realPath(file));  // a person may keep weights behind a link
    TensorFile content = parseSafetensors(mapped.bytes(), file.string());
    mapped.requireWhole();
    return content;
}

void writeSafetensors(const std::function<void(std::span<const std::byte>)>& append, const TensorFile& content) {
    json header = json::object();
    if (!content.metadata.empty()) {
        header["__metadata__"] = content.metadata;
    }
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        const auto found =
            std::ranges::find_if(kTypes, [&](const TypeName& each) { return each.type == tensor.scalar_type(); });
        if (found == kTypes.end()) {
            throw Error(ErrorCode::Unsupported,
                        "The tensor " + name + " has a number type that safetensors files cannot hold.");
        }
        const std::uint64_t end = offset + tensor.nbytes();
        header[name] = {{"dtype", found->name}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump();
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
    const std::uint64_t length = text.size();
    append(std::as_bytes(std::span(&length, 1)));
    append(std::as_bytes(std::span(text)));
    for (const auto& [name, tensor] : content.tensors) {
        const at::Tensor plain = tensor.detach().cpu().contiguous();
        append({static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()});
    }
}

void writeSafetensors(const std::filesystem::path& file, const TensorFile& content) {
    writeAtomically(file, [&](const std::filesystem::path& temporary) {
        OutputFile output(temporary, file);
        writeSafetensors([&](std::span<const std::byte> bytes) { output.write(bytes); }, content);
        output.close();
    });
}

}  // namespace tandem
