#include "ui/studio/device_setting.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace lab {

DeviceSetting::DeviceSetting(QObject* parent) : QObject(parent) {}

int DeviceSetting::cores() {
    return static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
}

const PrecisionEvent* DeviceSetting::measured(Precision precision) const {
    const auto found = m_measured.find(precision);
    return found == m_measured.end() ? nullptr : &found->second;
}

void DeviceSetting::keepMeasured(const PrecisionEvent& event) {
    m_measured.insert_or_assign(event.precision, event);
    emit measuredAnew();
}

void DeviceSetting::look() {
    m_worker.run(
        [this](const std::stop_token&) -> Worker::Continuation {
            return [this, devices = listDevices()] { take(devices); };
        },
        [](const QString&) {}); // listDevices tells what is wrong
}

void DeviceSetting::take(const std::vector<DeviceInfo>& devices) {
    m_gpus.clear();
    std::copy_if(devices.begin(), devices.end(), std::back_inserter(m_gpus),
                 [](const DeviceInfo& device) { return device.id == "cuda"; });
    if (!m_chosen && gpu() != nullptr && gpu()->usable())
        m_choice.device = gpu()->id;
    emit changed();
}

void DeviceSetting::choose(const DeviceChoice& choice) {
    m_chosen = true;
    if (m_choice == choice)
        return;
    m_choice = choice;
    emit changed();
}

} // namespace lab
