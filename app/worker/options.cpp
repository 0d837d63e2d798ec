#include "app/worker/options.h"

#include <getopt.h>

#include <cstddef>

namespace tandem::worker {

Options::Options(Arguments arguments, const std::vector<Option>& known) {
    std::vector<std::string> texts{"tandem-worker"};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& one : texts) {
        pointers.push_back(one.data());
    }
    pointers.push_back(nullptr);
    std::vector<option> table;
    for (const Option& one : known) {
        table.push_back({one.name, one.takesValue ? required_argument : no_argument, nullptr, 0});
    }
    table.push_back({nullptr, 0, nullptr, 0});

    optind = 0;  // begins anew; getopt_long keeps its place otherwise
    opterr = 0;
    const auto count = static_cast<int>(texts.size());
    int index = 0;
    for (int found = 0; (found = getopt_long(count, pointers.data(), ":", table.data(), &index)) != -1;) {
        const std::string last = pointers[static_cast<std::size_t>(optind - 1)];
        if (found == ':') {
            throw UsageError("The option " + last + " needs a value.");
        }
        if (found != 0) {
            throw UsageError("The option " + last + " is not one of this command; see --help.");
        }
        m_given.emplace_back(known[static_cast<std::size_t>(index)].name, optarg == nullptr ? "" : optarg);
    }
    for (int word = optind; word < count; ++word) {
        m_words.emplace_back(pointers[static_cast<std::size_t>(word)]);
    }
}

bool Options::has(const std::string& name) const {
    return value(name).has_value();
}

std::optional<std::string> Options::value(const std::string& name) const {
    std::vector<std::string> all = values(name);
    return all.empty() ? std::nullopt : std::optional(std::move(all.back()));
}

std::vector<std::string> Options::values(const std::string& name) const {
    std::vector<std::string> found;
    for (const auto& [given, value] : m_given) {
        if (given == name) {
            found.push_back(value);
        }
    }
    return found;
}

const std::string& Options::onlyWord(const std::string& what) const {
    if (m_words.size() != 1) {
        throw UsageError((m_words.empty() ? "Name " : "Name only ") + what + "; see --help.");
    }
    return m_words.front();
}

void Options::requireNoWords() const {
    if (!m_words.empty()) {
        throw UsageError("This command takes no \"" + m_words.front() + "\"; see --help.");
    }
}

}  // namespace tandem::worker
