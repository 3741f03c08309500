#include "ui/views/runs/device_combo.h"

#include "ui/studio/device_setting.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"

#include <QAbstractItemView>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyle>
#include <QStyleOptionComboBox>

#include <algorithm>

namespace lab {

DeviceCombo::DeviceCombo(DeviceSetting& setting, QWidget* parent) : QComboBox(parent), m_setting(setting) {
    connect(&setting, &DeviceSetting::changed, this, &DeviceCombo::fill);
    connect(&setting, &DeviceSetting::measuredAnew, this, &DeviceCombo::fill);
    connect(this, &QComboBox::activated, this, [this](int row) {
        if (const QVariant place = itemData(row); place.isValid())
            m_setting.choose(m_choices[place.toUInt()]);
        else
            showChoice();
    });
    fill();
}

void DeviceCombo::add(const QString& text, const DeviceChoice& choice, const QString& tip) {
    addItem(text, static_cast<unsigned>(m_choices.size()));
    setItemData(count() - 1, tip, Qt::ToolTipRole);
    m_choices.push_back(choice);
}

/// With what the last run measured of the precision.
void DeviceCombo::addOnGpu(const DeviceChoice& choice, const QString& tip) {
    const PrecisionEvent* error = m_setting.measured(choice.precision);
    add(formatOnGpu(choice.precision), choice,
        error == nullptr ? tip : tip + QStringLiteral("\n") + precisionErrorSentence(*error));
}

void DeviceCombo::addHeading(const QString& text, const QString& tip) {
    addItem(text);
    setItemData(count() - 1, tip, Qt::ToolTipRole);
    if (auto* items = qobject_cast<QStandardItemModel*>(model()))
        items->item(count() - 1)->setFlags(Qt::NoItemFlags);
}

void DeviceCombo::fill() {
    const QSignalBlocker quiet(this);
    clear();
    m_choices.clear();
    const int cores = DeviceSetting::cores();
    add(formatThreads(cores), {0}, tr("Every core of the processor"));
    for (int threads = cores / 2; threads >= 1; threads /= 2)
        add(formatThreads(threads), {threads}, tr("Leaves cores to other programs"));
    if (const DeviceInfo* gpu = m_setting.gpu()) {
        insertSeparator(count());
        if (gpu->usable()) {
            addHeading(formatGpu(*gpu), tr("The GPU of this machine and its memory"));
            const int threads = m_setting.choice().threads;
            addOnGpu({threads, gpu->id, Precision::Fp32}, tr("Computes as exactly as the processor"));
            addOnGpu({threads, gpu->id, Precision::Tf32},
                     tr("Products read 10 bits of fraction of each number: faster, less exact"));
            addOnGpu({threads, gpu->id, Precision::Bf16},
                     tr("Keeps 7 bits of fraction of each number: fastest, half the memory, least exact"));
        } else {
            addHeading(tr("No GPU"), coreSentence(QString::fromStdString(gpu->reason)));
        }
    }
    showChoice();
}

void DeviceCombo::showChoice() {
    const QSignalBlocker quiet(this);
    const auto at = std::find(m_choices.begin(), m_choices.end(), m_setting.choice());
    setCurrentIndex(at == m_choices.end() ? -1 : findData(static_cast<unsigned>(at - m_choices.begin())));
    const DeviceInfo* gpu = m_setting.gpu();
    setToolTip(m_setting.choice().device == "cuda" && gpu != nullptr
                   ? tr("What computes: %1").arg(formatGpu(*gpu))
                   : tr("What computes. The result has the same bits with any number of threads."));
}

QSize DeviceCombo::sizeHint() const {
    QStyleOptionComboBox option;
    initStyleOption(&option);
    int widest = 0;
    for (int row = 0; row < count(); ++row)
        if (itemData(row).isValid())
            widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(row)));
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, {widest, fontMetrics().height()}, this);
}

void DeviceCombo::showPopup() {
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * view()->frameWidth() +
                            view()->verticalScrollBar()->sizeHint().width());
    QComboBox::showPopup();
}

} // namespace lab
