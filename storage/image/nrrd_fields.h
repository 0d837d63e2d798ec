// The fields of a NRRD header by name. Thread-safe for reading.
//
// Invariant: names are in lower case and of several spellings the one with a space; comments are left out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class NrrdFields {
public:
    /// Throws Error (InvalidInput when the file is not a NRRD file, NotFound, Io).
    explicit NrrdFields(const std::filesystem::path& file);

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// Where the voxels begin if they are in the same file.
    [[nodiscard]] std::uint64_t dataOffset() const noexcept { return m_dataOffset; }
    [[nodiscard]] std::optional<std::string> value(const std::string& field) const;
    /// Of the file's own key/value pairs, by the key as it is spelt.
    [[nodiscard]] std::optional<std::string> pair(const std::string& key) const;
    /// Throws Error (InvalidInput) when the field is missing or not count whole numbers.
    [[nodiscard]] std::vector<std::int64_t> wholeNumbers(const std::string& field, std::size_t count) const;
    /// Nothing when the field is missing. Throws Error (InvalidInput) when it is not a whole number.
    [[nodiscard]] std::optional<std::int64_t> wholeNumber(const std::string& field) const;
    /// Vectors such as "(1,0,0) none (0,1,0)", "none" becoming an empty one. Throws Error (InvalidInput).
    [[nodiscard]] std::vector<std::vector<double>> vectors(const std::string& field) const;
    [[noreturn]] void refuse(const std::string& field) const;

private:
    std::string m_name;
    std::map<std::string, std::string> m_values;
    std::map<std::string, std::string> m_pairs;
    std::uint64_t m_dataOffset = 0;
};

}  // namespace tandem
