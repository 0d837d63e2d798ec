#include "ui/inspect/grey_window_box.h"

#include "ui/theme/translated.h"

#include <QSettings>
#include <algorithm>
#include <chrono>
#include <iterator>

namespace tandem {
namespace {

constexpr const char* kUsual = "usual";
constexpr const char* kFull = "full";
constexpr const char* kSoftTissue = "ct-soft-tissue";
constexpr const char* kByHand = "by-hand";

struct CtWindow {
    const char* id;
    const char* name;
    GreyWindow window;  ///< Hounsfield units
};

// Level and width as radiologists use them: 40/400, -600/1500, 300/1500, 40/80.
const CtWindow kCtWindows[]{
    {kSoftTissue, QT_TRANSLATE_NOOP("tandem::GreyWindowBox", "CT soft tissue"), {-160, 240}},
    {"ct-lung", QT_TRANSLATE_NOOP("tandem::GreyWindowBox", "CT lung"), {-1350, 150}},
    {"ct-bone", QT_TRANSLATE_NOOP("tandem::GreyWindowBox", "CT bone"), {-450, 1050}},
    {"ct-brain", QT_TRANSLATE_NOOP("tandem::GreyWindowBox", "CT brain"), {0, 80}},
};

}  // namespace

GreyWindowBox::GreyWindowBox(const std::filesystem::path& project, bool remembers, QWidget* parent)
    : QComboBox(parent), m_memory(QString::fromStdString((project / "view.ini").string())), m_remembers(remembers) {
    const QSettings memory(m_memory, QSettings::IniFormat);
    const QString id = memory.value("greyWindow/choice").toString();
    m_isChosen = !id.isEmpty();
    if (memory.contains("greyWindow/low") && memory.contains("greyWindow/high")) {
        const GreyWindow window{memory.value("greyWindow/low").toDouble(), memory.value("greyWindow/high").toDouble()};
        if (window.high > window.low) {
            m_byHand = window;
        }
    }
    fill();
    choose(m_isChosen ? id : kUsual);
    whenLanguageChanges(*this, [this] {
        const QString chosen = currentData().toString();
        fill();
        choose(chosen);
    });
    m_rememberTimer.setSingleShot(true);
    m_rememberTimer.setInterval(std::chrono::milliseconds(500));
    connect(&m_rememberTimer, &QTimer::timeout, this, &GreyWindowBox::remember);
    connect(this, &QComboBox::activated, this, &GreyWindowBox::chosen);
}

GreyWindowBox::~GreyWindowBox() {
    if (m_rememberTimer.isActive()) {
        remember();
    }
}

void GreyWindowBox::fill() {
    clear();
    addItem(tr("MR, 1 to 99 %"), kUsual);
    setItemData(0, tr("From the 1st to the 99th percentile of the image's values"), Qt::ToolTipRole);
    addItem(tr("Full range"), kFull);
    for (const CtWindow& preset : kCtWindows) {
        addItem(tr(preset.name), preset.id);
        setItemData(count() - 1,
                    tr("Level %1, width %2 HU")
                        .arg((preset.window.low + preset.window.high) / 2)
                        .arg(preset.window.high - preset.window.low),
                    Qt::ToolTipRole);
    }
    if (m_byHand.has_value()) {
        addItem(tr("By hand"), kByHand);
    }
}

void GreyWindowBox::choose(const QString& id) {
    setCurrentIndex(std::max(findData(id), 0));
}

void GreyWindowBox::setRanges(const GreyRanges& ranges) {
    m_ranges = ranges;
    if (!m_isChosen) {
        choose(ranges.isCt ? kSoftTissue : kUsual);
    }
}

GreyWindow GreyWindowBox::greyWindow() const {
    const QString id = currentData().toString();
    if (id == kByHand) {
        return m_byHand.value_or(m_ranges.usual);
    }
    const auto* const preset =
        std::ranges::find_if(kCtWindows, [&id](const CtWindow& one) { return id == QLatin1String(one.id); });
    if (preset != std::end(kCtWindows)) {
        return preset->window;
    }
    return id == kFull ? m_ranges.full : m_ranges.usual;
}

void GreyWindowBox::setByHand(const GreyWindow& window) {
    const bool isNew = !m_byHand.has_value();
    m_byHand = window;
    m_isChosen = true;
    if (isNew) {
        fill();
    }
    choose(kByHand);
    m_rememberTimer.start();
}

void GreyWindowBox::chosen() {
    m_isChosen = true;
    m_rememberTimer.start();
    Q_EMIT windowChosen(greyWindow());
}

void GreyWindowBox::remember() {
    m_rememberTimer.stop();
    if (!m_remembers) {
        return;
    }
    QSettings memory(m_memory, QSettings::IniFormat);
    memory.setValue("greyWindow/choice", currentData());
    if (m_byHand.has_value()) {
        memory.setValue("greyWindow/low", m_byHand->low);
        memory.setValue("greyWindow/high", m_byHand->high);
    }
}

}  // namespace tandem
