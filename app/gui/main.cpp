// tandem: the window. Shows the pages and opens a project if one is named.
#include "app/gui/pages.h"
#include "app/gui/tour.h"
#include "core/base/private_files.h"
#include "core/base/program_version.h"
#include "core/openmp_waiting.h"
#include "storage/image/detached_data.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/recent_projects.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>

using namespace tandem;

namespace {

QStringList idsOf(const std::vector<Page>& all) {
    QStringList ids;
    for (const Page& page : all) {
        ids.append(page.id);
    }
    return ids;
}

/// WIDTHxHEIGHT, or an empty size.
QSize sizeNamed(const QString& text) {
    const QStringList parts = text.split('x');
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

int run(QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Reliable semi-supervised segmentation of 3D medical images.");
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption tour("tour", "Save a picture of every page into DIR and exit.", "DIR");
    const QCommandLineOption theme("theme", "dark or light; the last one used if absent.", "THEME");
    const QCommandLineOption size("size", "Of the window, e.g. 1280x800.", "WIDTHxHEIGHT");
    const QCommandLineOption language("language", "en or zh_CN; the last one used if absent.", "LANGUAGE");
    const QCommandLineOption readOnly("read-only", "Open the project to look at it: nothing in it changes.");
    const QCommandLineOption anywhere("data-anywhere",
                                      "Read voxels also from files that do not lie beside or beneath their header.");
    parser.addOptions({tour, theme, size, language, readOnly, anywhere});
    parser.addPositionalArgument("project", "The project to open.", "[PROJECT]");
    parser.process(application);
    if (parser.isSet(anywhere)) {
        allowDataAnywhere();
    }

    const QString project = parser.positionalArguments().value(0);
    if (parser.isSet(tour) && project.isEmpty()) {
        std::fputs("tandem: --tour needs a project to show.\n", stderr);
        return 2;
    }
    // A tour leaves no trace in what the window remembers.
    const QTemporaryDir forgotten;
    QSettings settings =
        parser.isSet(tour) ? QSettings(forgotten.filePath("tour.ini"), QSettings::IniFormat) : QSettings();
    const auto wanted = [&](const QCommandLineOption& option, const char* key) {
        return parser.isSet(option) ? parser.value(option) : settings.value(key).toString();
    };
    if (parser.isSet(tour)) {
        RecentProjects(settings).add(QFileInfo(project).absoluteFilePath());
    }
    applyTheme(application, themeNamed(wanted(theme, "theme")));
    applyLanguage(application, languageNamed(wanted(language, "language")));
    const std::vector<Page> all = pages();
    MainWindow window(all, settings);
    if (parser.isSet(size)) {
        window.resize(sizeNamed(parser.value(size)));
    }
    window.show();
    if (parser.isSet(tour)) {
        return takeTour(window, idsOf(all), project, parser.value(tour)) ? 0 : 1;
    }
    if (!project.isEmpty()) {
        window.openProject(project.toStdString(), {},
                           parser.isSet(readOnly) ? ProjectAccess::ReadOnly : ProjectAccess::WherePossible);
    }
    QTimer::singleShot(0, &window, &MainWindow::findDevices);
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    keepFilesPrivate();
    waitWithShortSpin(argv);
    QCoreApplication::setOrganizationName("Tandem");
    QCoreApplication::setApplicationName("tandem");
    QCoreApplication::setApplicationVersion(QString::fromUtf8(programVersion().data(), std::ssize(programVersion())));
    // By this a Wayland desktop finds the window's icon and name (installer/linux/tandem.desktop).
    QGuiApplication::setDesktopFileName("tandem");
    QApplication application(argc, argv);
    return run(application);
}
