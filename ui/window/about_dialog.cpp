#include "ui/window/about_dialog.h"

#include "core/engine_module.h"
#include "storage/image/library_versions.h"
#include "ui/theme/breakable.h"
#include "ui/theme/icon.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent),
      m_versions(new QLabel(this)),
      m_asking([this](const QString& engine) { tell(engine); },
               [this](const QString& sentence, const QString&) { tell(breakable(sentence)); }) {
    setObjectName("about");
    setWindowTitle(tr("About Tandem"));
    auto* const icon = new QLabel(this);
    icon->setPixmap(programIcon().pixmap(56, 56));
    auto* const title = new QLabel(tr("Tandem %1").arg(QCoreApplication::applicationVersion()), this);
    title->setObjectName("aboutTitle");
    title->setProperty("role", "title");
    auto* const purpose = new QLabel(tr("Reliable segmentations of 3D medical images from few labels.\n"
                                        "For research use only; not for diagnosis."),
                                     this);
    purpose->setWordWrap(true);
    m_versions->setObjectName("aboutVersions");
    m_versions->setWordWrap(true);
    m_versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName("copyAbout");
    copy->setToolTip(tr("The versions, for a report of a fault"));
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(copy, &QPushButton::clicked, this,
            [this, title] { QGuiApplication::clipboard()->setText(title->text() + '\n' + m_versions->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const texts = new QVBoxLayout;
    for (QLabel* const text : {title, purpose, m_versions}) {
        texts->addWidget(text);
    }
    auto* const row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->addLayout(row);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(480, 260);
    tell(tr("is being asked…"));
    m_asking.ask(tr("Asking the engine"), [](const Progress& /*progress*/, const std::stop_token& /*stop*/) {
        return QString::fromStdString(openEngine()->version());
    });
}

void AboutDialog::tell(const QString& engine) {
    QStringList lines{tr("Engine: %1").arg(engine), QString("Qt %1").arg(qVersion())};
    for (const auto& [name, version] : imageLibraryVersions()) {
        lines << QString::fromStdString(name + " " + version);
    }
    m_versions->setText(lines.join('\n'));
}

}  // namespace tandem
