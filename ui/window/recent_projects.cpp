#include "ui/window/recent_projects.h"

#include <QFileInfo>
#include <QSettings>
#include <QUrl>

namespace tandem {
namespace {

constexpr const char* kKey = "recentProjects";

/// The settings' keys cannot hold a path as it is.
QString pageKey(const std::filesystem::path& folder) {
    return "projectPages/" + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(folder.string())));
}

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

QString RecentProjects::page(const std::filesystem::path& folder) const {
    return m_settings.value(pageKey(folder)).toString();
}

void RecentProjects::setPage(const std::filesystem::path& folder, const QString& id) {
    m_settings.setValue(pageKey(folder), id);
}

}  // namespace tandem
