#include "ui/views/model/sharing_glyph.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>

namespace lab {

namespace {

/// The square maps among an encoder's tensors; its other tensors are small or of its own kind.
std::vector<AttentionTensor> mapsOf(const std::vector<AttentionTensor>& tensors) {
    std::vector<AttentionTensor> maps;
    for (const char* name : {"Q", "K", "V", "T"})
        for (const AttentionTensor& tensor : tensors)
            if (tensor.name == QLatin1String(name))
                maps.push_back(tensor);
    return maps;
}

} // namespace

QSize paintSharingGlyph(QPainter* painter, QPoint topLeft, const Look& look,
                        const std::vector<AttentionTensor>& tensors, bool selected) {
    constexpr int kMost = 4; // so that glyphs of all encoders begin at the same place
    const int side = look.u(1.75), step = look.u(2.5);
    const QSize size((kMost - 1) * step + side, step + side);
    if (painter == nullptr)
        return size;
    const auto maps = mapsOf(tensors);
    const QColor full = look.colour(selected ? Role::Accent : Role::Muted);
    for (int layer = 0; layer < 2; ++layer) {
        for (std::size_t map = 0; map < maps.size(); ++map) {
            const TensorUse use = layer == 0 ? maps[map].first : maps[map].later;
            const QRect box(topLeft + QPoint(static_cast<int>(map) * step, layer * step), QSize(side, side));
            if (use == TensorUse::Stored) {
                painter->fillRect(box, full);
                continue;
            }
            painter->setBrush(Qt::NoBrush);
            painter->setPen(use == TensorUse::Slice ? full : look.colour(Role::Faint));
            painter->drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5));
            if (use == TensorUse::Slice)
                painter->fillRect(QRect(box.topLeft(), QSize((side + 1) / 2, (side + 1) / 2)), full);
        }
    }
    return size;
}

SharingOption::SharingOption(const Look& look, Sharing sharing, QWidget* parent)
    : QRadioButton(parent), m_look(look), m_sharing(sharing) {
    setAttribute(Qt::WA_Hover);
}

void SharingOption::setTitle(const QString& title, bool indented) {
    setText(title);
    m_indented = indented;
    update();
}

void SharingOption::setAttention(std::vector<AttentionTensor> tensors, std::int64_t parameters,
                                 std::int64_t most) {
    m_tensors = std::move(tensors);
    m_parameters = parameters;
    m_most = most;
    setAccessibleDescription(parameters < 0 ? tr("not possible with these settings")
                                            : tr("%1 attention parameters").arg(formatCount(parameters)));
    update();
}

void SharingOption::setLocked(bool locked) {
    m_locked = locked;
    setAttribute(Qt::WA_TransparentForMouseEvents, locked);
    setFocusPolicy(locked ? Qt::NoFocus : Qt::StrongFocus);
    update();
}

QSize SharingOption::sizeHint() const {
    return {m_look.u(60), m_look.u(6)};
}

QSize SharingOption::minimumSizeHint() const {
    return {m_look.u(45), m_look.u(6)};
}

void SharingOption::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (isChecked())
        painter.fillRect(rect(), m_look.colour(Role::Selection));
    else if (underMouse() && !m_locked && isEnabled())
        painter.fillRect(rect(), m_look.colour(Role::Hover));
    const int margin = m_look.u(3.5), side = m_look.u(3.5);
    QStyleOptionButton option;
    option.initFrom(this);
    option.rect = QRect(margin, (height() - side) / 2, side, side);
    option.state |= isChecked() ? QStyle::State_On : QStyle::State_Off;
    if (!m_locked)
        style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
    else if (isChecked())
        m_look.icon(QStringLiteral("lock"), Role::Accent).paint(&painter, option.rect);

    painter.setFont(m_look.font(Type::Body));
    const Role name = !isEnabled() ? Role::Faint : m_locked && !isChecked() ? Role::Muted : Role::Text;
    painter.setPen(m_look.colour(name));
    const int left = option.rect.right() + m_look.u(m_indented ? 5.5 : 2);
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());

    const QFont number = m_look.font(isChecked() ? Type::Strong : Type::Body);
    painter.setFont(number);
    if (!isChecked())
        painter.setPen(m_look.colour(isEnabled() ? Role::Muted : Role::Faint));
    painter.drawText(rect().adjusted(0, 0, -margin, 0), Qt::AlignVCenter | Qt::AlignRight,
                     m_parameters < 0 ? QStringLiteral("–") : formatCount(m_parameters));
    if (!isEnabled())
        return;
    const QSize glyph = paintSharingGlyph(nullptr, {}, m_look, m_tensors, false);
    const int numbers = QFontMetrics(m_look.font(Type::Strong)).horizontalAdvance(formatCount(m_most));
    const int right = width() - margin - std::max(m_look.u(14.5), numbers + m_look.u(2));
    paintSharingGlyph(&painter, {right - glyph.width(), (height() - glyph.height()) / 2}, m_look, m_tensors,
                      isChecked());
}

} // namespace lab
