// tandem: the window. Composes the pages and opens a project if one is named.
#include "app/gui/tour.h"
#include "ui/datasets/datasets_page.h"
#include "ui/inspect/inspect_page.h"
#include "ui/theme/theme.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QSurfaceFormat>
#include <cstdio>

using namespace tandem;

namespace {

/// A page whose class is made from the session and the parent.
template <class Shown>
Page pageOf(const char* id, const char* title) {
    return {id, id, title, [](ProjectSession& session, QWidget* parent) { return new Shown(session, parent); }};
}

std::vector<Page> pages() {
    return {pageOf<DatasetsPage>("datasets", QT_TRANSLATE_NOOP("Page", "Datasets")),
            pageOf<TrainingPage>("training", QT_TRANSLATE_NOOP("Page", "Training")),
            pageOf<InspectPage>("inspect", QT_TRANSLATE_NOOP("Page", "Inspect"))};
}

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

/// What VTK needs of every context; must be set before the application is made.
void chooseOpenGl() {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setAlphaBufferSize(8);
    QSurfaceFormat::setDefaultFormat(format);
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

int run(QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Reliable semi-supervised segmentation of 3D medical images.");
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption tour("tour", "Save a picture of every page into DIR and exit.", "DIR");
    const QCommandLineOption theme("theme", "dark or light; the last one used if absent.", "THEME");
    const QCommandLineOption size("size", "Of the window, e.g. 1280x800.", "WIDTHxHEIGHT");
    parser.addOptions({tour, theme, size});
    parser.addPositionalArgument("project", "The project to open.", "[PROJECT]");
    parser.process(application);

    // A tour leaves no trace in what the window remembers.
    QSettings settings =
        parser.isSet(tour) ? QSettings(parser.value(tour) + "/tour.ini", QSettings::IniFormat) : QSettings();
    const QString named = parser.isSet(theme) ? parser.value(theme) : settings.value("theme").toString();
    applyTheme(application, themeNamed(named));
    const std::vector<Page> all = pages();
    MainWindow window(all, settings);
    if (parser.isSet(size)) {
        window.resize(sizeNamed(parser.value(size)));
    }
    window.show();
    const QString project = parser.positionalArguments().value(0);
    if (parser.isSet(tour)) {
        if (project.isEmpty()) {
            std::fputs("tandem: --tour needs a project to show.\n", stderr);
            return 2;
        }
        return takeTour(window, idsOf(all), project, parser.value(tour)) ? 0 : 1;
    }
    if (!project.isEmpty()) {
        window.openProject(project.toStdString());
    }
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    chooseOpenGl();
    QCoreApplication::setOrganizationName("Tandem");
    QCoreApplication::setApplicationName("tandem");
    QCoreApplication::setApplicationVersion(TANDEM_VERSION);
    QApplication application(argc, argv);
    return run(application);
}
