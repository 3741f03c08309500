#include "ui/views/model/stack_diagram.h"

#include "ui/look/look.h"
#include "ui/views/model/layer_diagram.h"
#include "ui/words/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kTieWidth = 1.25;
constexpr double kSide = 6.5, kPitch = 11,
                 kLabel = 14.5; ///< in units: box, from layer to layer, room for names

} // namespace

StackDiagram::StackDiagram(const Look& look, Extent extent, QWidget* parent)
    : QWidget(parent), m_look(look), m_extent(extent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(extent == Extent::Whole ? tr("Structure of the stack")
                                              : tr("Diagram of the parameter sharing"));
    setStack({});
    connect(&look, &Look::changed, this, [this] { update(); });
}

void StackDiagram::setStack(const Stack& stack) {
    m_stack = stack;
    m_tensors = attentionTensors(stack.model);
    setAccessibleDescription(sentence());
    setToolTip(sentence());
    updateGeometry();
    update();
}

std::vector<int> StackDiagram::shownLayers() const {
    const int layers = m_stack.model.layers, most = m_extent == Extent::Whole ? 4 : 2;
    if (layers <= most || m_extent == Extent::Attention) {
        std::vector<int> all;
        for (int layer = 0; layer < std::min(layers, most); ++layer)
            all.push_back(layer);
        return all;
    }
    return {0, 1, -1, layers - 1};
}

TensorUse StackDiagram::useOf(int layer, int tensor) const {
    const AttentionTensor& own = m_tensors[static_cast<std::size_t>(tensor)];
    return layer == 0 ? own.first : own.later;
}

QString StackDiagram::sentence() const {
    QStringList own, borrowed;
    for (const AttentionTensor& tensor : m_tensors) {
        (tensor.first == TensorUse::Borrowed ? borrowed : own) << tensor.meaning;
    }
    QString text = m_stack.model.sharing == Sharing::QueryValueLayer
                       ? tr("All layers use the first layer's %1.").arg(own.join(QStringLiteral(", ")))
                       : tr("Every layer keeps its own %1.").arg(own.join(QStringLiteral(", ")));
    if (m_stack.model.sharing == Sharing::QueryValueHead)
        text += u' ' + tr("All heads use one head's slice.");
    if (!borrowed.isEmpty())
        text += u' ' + tr("The value is the query.");
    return text;
}

QSize StackDiagram::sizeHint() const {
    const int lines = static_cast<int>(shownLayers().size());
    const double ends = m_extent == Extent::Whole ? 3 * kPitch - 3 : 0;
    return {m_look.u(m_extent == Extent::Whole ? 92 : 58), m_look.u(4 + lines * kPitch + ends)};
}

QSize StackDiagram::minimumSizeHint() const {
    return {m_look.u(45), sizeHint().height()};
}

QRectF StackDiagram::box(int line, int tensor, const QRect& place) const {
    const double side = m_look.u(kSide), left = m_look.u(kLabel);
    const double step =
        std::min<double>(m_look.u(11), (place.width() - left - m_look.u(3.5)) /
                                           static_cast<double>(std::max<std::size_t>(m_tensors.size(), 1)));
    return QRectF(std::floor(place.left() + left + tensor * step),
                  place.top() + m_look.u(4) + line * m_look.u(kPitch), std::min(side, step - m_look.u(1)),
                  side)
        .translated(0.5, 0.5);
}

void StackDiagram::drawTies(QPainter& painter, const QRect& place) const {
    painter.setPen(QPen(m_look.colour(Role::Accent), kTieWidth));
    painter.setBrush(Qt::NoBrush);
    const auto layers = shownLayers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const int line = headRows() + static_cast<int>(i);
        for (int tensor = 0; tensor < static_cast<int>(m_tensors.size()); ++tensor) {
            const AttentionTensor& own = m_tensors[static_cast<std::size_t>(tensor)];
            const QRectF here = box(line, tensor, place);
            const bool lender =
                layers[i] >= 0 && own.owner >= 0 && useOf(layers[i], own.owner) != TensorUse::Borrowed;
            if (lender) {
                const QRectF owner = box(line, own.owner, place);
                const double y = owner.top() - m_look.u(1.75);
                painter.drawPolyline(QPolygonF({{owner.center().x(), owner.top()},
                                                {owner.center().x(), y},
                                                {here.center().x(), y},
                                                {here.center().x(), here.top()}}));
            }
            const bool below = i > 0 && own.owner < 0 && m_stack.model.sharing == Sharing::QueryValueLayer;
            if (below)
                painter.drawLine(QPointF(here.center().x(), box(line - 1, tensor, place).bottom()),
                                 QPointF(here.center().x(), layers[i] < 0 ? here.bottom() : here.top()));
        }
    }
}

void StackDiagram::drawLayer(QPainter& painter, int line, int layer, const QRect& place) const {
    const QRectF first = box(line, 0, place);
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    const QString name = layer >= 0 ? tr("layer %1").arg(layer + 1) : QStringLiteral("⋮");
    painter.drawText(QRectF(place.left() + m_look.u(3.5), first.top(), m_look.u(kLabel), first.height()),
                     Qt::AlignVCenter, name);
    if (layer < 0)
        return;
    for (int tensor = 0; tensor < static_cast<int>(m_tensors.size()); ++tensor) {
        const TensorUse use = useOf(layer, tensor);
        const QRectF rect = box(line, tensor, place);
        paintTensorBox(painter, m_look, rect, use);
        QFont font = m_look.font(Type::Secondary);
        if (use != TensorUse::Borrowed)
            font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(m_look.colour(use != TensorUse::Borrowed ? Role::Text : Role::Muted));
        painter.drawText(rect, Qt::AlignCenter, m_tensors[static_cast<std::size_t>(tensor)].name);
    }
}

void StackDiagram::drawEnd(QPainter& painter, int line, const QString& text, const QString& note,
                           const QRect& place) const {
    const double left = place.left() + m_look.u(3.5), top = box(line, 0, place).top();
    const QRectF rect =
        QRectF(left, std::floor(top) + 0.5, place.right() - left - m_look.u(3.5), m_look.u(kSide))
            .translated(0.5, 0);
    painter.setPen(QPen(m_look.colour(Role::Edge), Look::kLine));
    painter.setBrush(m_look.colour(Role::Alt));
    painter.drawRect(rect);
    const QRectF inner = rect.adjusted(m_look.u(2), 0, -m_look.u(2), 0);
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Text));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, text);
    painter.setFont(m_look.font(Type::Axis));
    painter.setPen(m_look.colour(Role::Muted));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, note);
}

void StackDiagram::draw(QPainter& painter, const QRect& place) const {
    drawTies(painter, place);
    const auto layers = shownLayers();
    int line = headRows();
    for (const int layer : layers)
        drawLayer(painter, line++, layer, place);
    if (m_extent == Extent::Attention)
        return;
    const ModelConfig& model = m_stack.model;
    const auto times = [](std::int64_t rows, std::int64_t columns) {
        return formatCount(rows) + QStringLiteral(" × ") + formatCount(columns);
    };
    const int words = model.embeddingDim > 0 ? model.embeddingDim : model.dim;
    QString note = m_stack.vocabulary > 0 ? times(m_stack.vocabulary, words) : QStringLiteral("–");
    if (model.positions)
        note += QStringLiteral(" + ") + times(model.maxLength, model.dim);
    drawEnd(painter, 0, model.positions ? tr("words + positions") : tr("words"), note, place);
    drawEnd(painter, line++, tr("attention pooling"), times(model.dim, model.dim), place);
    drawEnd(painter, line, tr("classes"),
            m_stack.classes > 0 ? times(m_stack.classes, model.dim) : QStringLiteral("–"), place);
}

void StackDiagram::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw(painter, rect());
}

void StackDiagram::paintExport(QPainter& painter, const QRect& place) {
    draw(painter, place);
}

NumberTable StackDiagram::exportNumbers() const {
    NumberTable table{{QStringLiteral("layer"), QStringLiteral("tensor"), QStringLiteral("parameters")}, {}};
    for (int layer = 0; layer < m_stack.model.layers; ++layer)
        for (int tensor = 0; tensor < static_cast<int>(m_tensors.size()); ++tensor) {
            const AttentionTensor& own = m_tensors[static_cast<std::size_t>(tensor)];
            const bool stored = useOf(layer, tensor) != TensorUse::Borrowed;
            table.rows.push_back({layer + 1, own.name, static_cast<qlonglong>(stored ? own.parameters : 0)});
        }
    return table;
}

} // namespace lab
