// The projects that were opened last, and the page that each was left on, kept in the person's settings.
//
// Used on the GUI thread. Invariant: the newest first, each once, at most kMost.
#pragma once

#include <QString>
#include <QStringList>
#include <filesystem>

class QSettings;

namespace tandem {

class RecentProjects {
public:
    static constexpr int kMost = 12;

    explicit RecentProjects(QSettings& settings) : m_settings(settings) {}

    /// Absolute folders; those that are gone are left out.
    [[nodiscard]] QStringList list() const;
    void add(const QString& folder);
    void remove(const QString& folder);
    /// The id of the page that it was left on; empty if never.
    [[nodiscard]] QString page(const std::filesystem::path& folder) const;
    void setPage(const std::filesystem::path& folder, const QString& id);

private:
    QSettings& m_settings;
};

}  // namespace tandem
