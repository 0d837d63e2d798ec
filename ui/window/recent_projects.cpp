#include "ui/window/recent_projects.h"

#include <QFileInfo>
#include <QSettings>

namespace tandem {
namespace {

constexpr const char* kKey = "recentProjects";

}  // namespace

QStringList RecentProjects::list() const {
    QStringList folders = m_settings.value(kKey).toStringList();
    folders.removeIf([](const QString& folder) { return !QFileInfo::exists(folder + "/project.sqlite"); });
    return folders;
}

void RecentProjects::add(const QString& folder) {
    QStringList folders = m_settings.value(kKey).toStringList();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings.setValue(kKey, folders.mid(0, kMost));
}

void RecentProjects::remove(const QString& folder) {
    QStringList folders = m_settings.value(kKey).toStringList();
    folders.removeAll(folder);
    m_settings.setValue(kKey, folders);
}

}  // namespace tandem
