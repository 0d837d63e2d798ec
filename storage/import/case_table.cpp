#include "storage/import/case_table.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/split_plan.h"
#include "storage/image/dicom_series.h"
#include "storage/image/image_reader.h"
#include "storage/import/file_listing.h"
#include "storage/import/file_names.h"
#include "storage/import/file_pairing.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

namespace tandem {
namespace {

/// The fields of a line; quotes may hide separators, and a doubled quote is one.
std::vector<std::string> fieldsOf(const std::string& line, char separator) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
                fields.back() += '"';
                ++i;
            } else {
                quoted = !quoted;
            }
        } else if (line[i] == separator && !quoted) {
            fields.emplace_back();
        } else if (line[i] != '\r') {
            fields.back() += line[i];
        }
    }
    return fields;
}

/// What parts the fields of a heading: tabs or semicolons where there are more of them than commas.
char separatorOf(const std::string& heading) {
    constexpr std::array<char, 3> kSeparators{',', ';', '\t'};
    return *std::ranges::max_element(kSeparators, {}, [&](char one) { return std::ranges::count(heading, one); });
}

bool isEmptyFile(const std::filesystem::path& file) {
    return std::ifstream(file).peek() == std::ifstream::traits_type::eof();
}

std::string unpadded(const std::string& field) {
    const std::size_t first = field.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : field.substr(first, field.find_last_not_of(" \t") + 1 - first);
}
/// The lines of a table, which is a text that people write.
class TableLines {
public:
    explicit TableLines(const std::filesystem::path& file) : m_file(file), m_stream(file) {}

    /// Throws Error (InvalidInput) for what is no line of a table.
    [[nodiscard]] std::optional<std::string> next() {
        constexpr std::size_t kLongest = 64 * 1024;
        std::string line;
        ++m_number;
        for (int character = m_stream.get(); character != std::ifstream::traits_type::eof();
             character = m_stream.get()) {
            if (character == '\n') {
                return line;
            }
            const bool isControl = character < 0x20 && character != '\t' && character != '\r';
            if (isControl || line.size() == kLongest) {
                throw Error(ErrorCode::InvalidInput,
                            "The table " + m_file.string() + " cannot be read: its line " + std::to_string(m_number) +
                                (isControl ? " has a control character." : " is longer than 65536 bytes."));
            }
            line += static_cast<char>(character);
        }
        return line.empty() ? std::nullopt : std::optional(line);
    }

private:
    std::filesystem::path m_file;
    std::ifstream m_stream;
    std::int64_t m_number = 0;
};

/// The columns by name.
class Table {
public:
    explicit Table(const std::filesystem::path& file) : m_lines(file) {
        auto first = m_lines.next();
        if (!first) {
            throw Error(ErrorCode::NotFound, "Cannot read the table " + file.string() + ", or it is empty.");
        }
        std::string heading = *std::move(first);
        if (heading.starts_with("\xEF\xBB\xBF")) {  // as spreadsheets write it
            heading.erase(0, 3);
        }
        m_separator = separatorOf(heading);
        const auto names = fieldsOf(heading, m_separator);
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_columns.emplace(foldedName(unpadded(names[i])), i);
        }
    }

    [[nodiscard]] bool hasColumn(const std::string& column) const { return m_columns.contains(column); }

    [[nodiscard]] bool nextRow() {
        while (const auto line = m_lines.next()) {
            m_row = fieldsOf(*line, m_separator);
            if (std::ranges::any_of(m_row, [](const std::string& field) { return !field.empty(); })) {
                return true;
            }
        }
        return false;
    }
    /// Empty when there is no such column or field.
    [[nodiscard]] std::string field(const std::string& column) const {
        const auto found = m_columns.find(column);
        return found == m_columns.end() || found->second >= m_row.size() ? std::string()
                                                                         : unpadded(m_row[found->second]);
    }

private:
    TableLines m_lines;
    char m_separator = ',';
    std::map<std::string, std::size_t> m_columns;
    std::vector<std::string> m_row;
};

class RowReader {
public:
    RowReader(const std::filesystem::path& table, const std::stop_token& stop)
        : m_folder(table.parent_path()), m_stop(stop) {}

    [[nodiscard]] DraftCase read(const Table& row) const {
        DraftCase draft{.planned = {.name = row.field("case"), .patient = row.field("patient")},
                        .folder = m_folder.filename()};
        PlannedCase& planned = draft.planned;
        for (const std::string& image : fieldsOf(row.field("image"), ';')) {
            planned.images.push_back(fileOf(unpadded(image), planned));
        }
        if (planned.name.empty()) {
            const std::string stem = imageStem(planned.images.front().path);
            const auto channel = planned.images.size() > 1 ? channelOf(stem) : std::nullopt;
            planned.name = channel ? channel->first : stem;
        }
        if (!row.field("label").empty()) {
            planned.label = fileOf(row.field("label"), planned);
        } else if (planned.images.size() == 1 && hasHdf5Label(planned.images.front().path)) {
            planned.label = planned.images.front();
        }
        return draft;
    }

private:
    [[nodiscard]] PlannedFile fileOf(const std::string& text, PlannedCase& planned) const {
        const auto written = findAsWritten(m_folder, text);
        PlannedFile file{written.value_or((m_folder / text).lexically_normal()), {}};
        const auto refuse = [&](const std::string& sentence, const std::string& fix) {
            planned.findings.push_back({FindingSeverity::Refusal, sentence, fix});
        };
        if (text.empty() || !written) {
            refuse("The table names the file \"" + text + "\", which does not exist in " + m_folder.string() + ".",
                   "Correct the path in the table; it starts at the table's folder.");
        } else if (isFolder(file.path)) {
            auto series = findDicomSeries(file.path, {}, m_stop);
            const auto images =
                std::ranges::stable_partition(series, [](const DicomSeries& one) { return one.holdsStructures; });
            if (images.empty() && series.size() == 1 && series.front().files.size() == 1) {
                file.path = series.front().files.front();  // a segmentation, which is read as a file
                return file;
            }
            series.erase(series.begin(), images.begin());
            if (series.size() == 1) {
                file.seriesUid = series.front().uid;
            } else {
                refuse("The folder " + file.path.string() + " holds " + std::to_string(series.size()) +
                           " DICOM series, and the table needs one.",
                       "Give every series a folder of its own.");
            }
        }
        return file;
    }

    std::filesystem::path m_folder;
    const std::stop_token& m_stop;
};

}  // namespace

TableCases readCaseTable(const std::filesystem::path& file, const std::stop_token& stop) {
    TableCases result;
    Table table(file);
    if (!table.hasColumn("image")) {
        throw Error(ErrorCode::InvalidInput, "The table " + file.string() +
                                                 " has no column \"image\"; its first "
                                                 "line must name the columns, such as case,image,label,patient.");
    }
    const RowReader reader(file, stop);
    while (table.nextRow()) {
        throwIfStopped(stop);
        result.cases.push_back(reader.read(table));
    }
    return result;
}

std::optional<std::vector<std::vector<std::string>>> readColumns(const std::filesystem::path& file,
                                                                 const std::vector<std::string>& columns) {
    if (isEmptyFile(file)) {
        return std::nullopt;
    }
    Table table(file);
    if (!std::ranges::all_of(columns, [&](const std::string& column) { return table.hasColumn(column); })) {
        return std::nullopt;
    }
    std::vector<std::vector<std::string>> rows;
    while (table.nextRow()) {
        std::vector<std::string>& row = rows.emplace_back();
        std::ranges::transform(columns, std::back_inserter(row),
                               [&](const std::string& column) { return table.field(column); });
    }
    return rows;
}

TableCases readCaseList(const std::filesystem::path& file, const ImportOptions& options, const std::stop_token& stop) {
    PairedFiles beside = pairFiles({.images = listFiles({file.parent_path()}, stop).images}, options, stop);
    // A case is meant by its name, or by the name of a folder that it has to itself.
    std::multimap<std::string, DraftCase*> byName;
    for (DraftCase& draft : beside.cases) {
        byName.emplace(draft.planned.name, &draft);
        if (draft.folder.filename() != draft.planned.name) {
            byName.emplace(draft.folder.filename().string(), &draft);
        }
    }
    TableCases result;
    for (const std::string& name : readNameList(file)) {
        if (byName.count(name) == 1) {
            result.cases.push_back(*byName.find(name)->second);
            result.cases.back().planned.name = name;
        } else {
            result.findings.push_back({FindingSeverity::Warning,
                                       "The list " + file.string() + " names \"" + name + "\", for which there are " +
                                           std::to_string(byName.count(name)) + " cases beside it.",
                                       "Put one image of that name beside the list, or use a table with paths."});
        }
    }
    return result;
}

}  // namespace tandem
