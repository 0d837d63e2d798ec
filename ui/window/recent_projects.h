// The projects that were opened last, kept in the person's settings.
//
// Used on the GUI thread. Invariant: the newest first, each once, at most kMost.
#pragma once

#include <QString>
#include <QStringList>

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

private:
    QSettings& m_settings;
};

}  // namespace tandem
