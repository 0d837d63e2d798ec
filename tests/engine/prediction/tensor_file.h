// Reads a safetensors file with nothing of the engine, so that what the engine reads and writes is compared with an
// account of its own.
#pragma once

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace tandem {

struct PlainTensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;  ///< the last axis fastest

    bool operator==(const PlainTensor&) const = default;
};

/// The float32 tensors of a file.
[[nodiscard]] inline std::map<std::string, PlainTensor> readTensorFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
    std::uint64_t headerLength = 0;
    std::memcpy(&headerLength, bytes.data(), sizeof headerLength);
    const char* data = bytes.data() + sizeof headerLength + headerLength;
    const auto header = nlohmann::json::parse(bytes.data() + sizeof headerLength, data);
    std::map<std::string, PlainTensor> tensors;
    for (const auto& [name, entry] : header.items()) {
        if (name != "__metadata__" && entry.at("dtype") == "F32") {
            PlainTensor tensor{.shape = entry.at("shape"), .values = {}};
            const auto range = entry.at("data_offsets").get<std::array<std::size_t, 2>>();
            tensor.values.resize((range[1] - range[0]) / sizeof(float));
            std::memcpy(tensor.values.data(), data + range[0], range[1] - range[0]);
            tensors.emplace(name, std::move(tensor));
        }
    }
    return tensors;
}

}  // namespace tandem
