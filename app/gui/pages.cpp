#include "app/gui/pages.h"

#include "ui/datasets/datasets_page.h"
#include "ui/export/export_page.h"
#include "ui/inspect/inspect_page.h"
#include "ui/review/review_page.h"
#include "ui/training/training_page.h"

#include <utility>

namespace tandem {
namespace {

/// A page whose class is made from the session and the parent.
template <class Shown>
Page pageOf(const char* id, const char* title, std::vector<PageKeys> keys = {}) {
    Page page{.id = id, .icon = id, .title = title};
    page.make = [](ProjectSession& session, QWidget* parent) { return new Shown(session, parent); };
    page.keys = std::move(keys);
    return page;
}

Page datasetsPage() {
    Page page = pageOf<DatasetsPage>("datasets", QT_TRANSLATE_NOOP("Page", "Datasets"));
    page.takesFiles = true;
    return page;
}

/// The keys that a chart handles while it has the focus.
Page trainingPage() {
    return pageOf<TrainingPage>(
        "training", QT_TRANSLATE_NOOP("Page", "Training"),
        {{QT_TRANSLATE_NOOP("Page", "+, −"), QT_TRANSLATE_NOOP("Page", "Zoom the chosen chart")},
         {QT_TRANSLATE_NOOP("Page", "Left, Right"), QT_TRANSLATE_NOOP("Page", "Move along the chosen chart")},
         {QT_TRANSLATE_NOOP("Page", "0"), QT_TRANSLATE_NOOP("Page", "Show all of the chosen chart")}});
}

/// The keys that its views handle; the others are actions.
Page inspectPage() {
    return pageOf<InspectPage>(
        "inspect", QT_TRANSLATE_NOOP("Page", "Inspect"),
        {{QT_TRANSLATE_NOOP("Page", "Up, Down, Page Up, Page Down"),
          QT_TRANSLATE_NOOP("Page", "Go through the slices")},
         {QT_TRANSLATE_NOOP("Page", "Home"), QT_TRANSLATE_NOOP("Page", "Fit the slice into its view")}});
}

}  // namespace

std::vector<Page> pages() {
    return {datasetsPage(), trainingPage(), inspectPage(),
            pageOf<ReviewPage>("review", QT_TRANSLATE_NOOP("Page", "Review")),
            pageOf<ExportPage>("export", QT_TRANSLATE_NOOP("Page", "Export"))};
}

}  // namespace tandem
