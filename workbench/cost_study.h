#pragma once

#include "core/backend/devices.h"
#include "core/config/run_config.h"
#include "core/store/timing_repository.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// What is to be measured: encoders × sharing modes × lengths at constant tokens a batch.
struct CostRequest {
    std::string labPath;
    std::vector<std::string> encoders = {"all"};
    std::vector<std::string> sharings = {"query_value"}; ///< "all": every mode that the encoder offers
    std::vector<std::int64_t> lengths = {128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536};
    std::int64_t tokens = 65'536; ///< of a batch; a longer sequence makes a batch alone
    int dim = 256, heads = 16, layers = 1;
    int threads = 0;
    std::string device = "cpu"; ///< cpu | cuda
    Precision products = Precision::Fp32;
    double pointSeconds = 20; ///< at most about so long for one point
    double precision = 0.05;  ///< half width of the training interval by its median at which a point is done
    bool fresh = false;       ///< measure again what is stored
    bool breakdown = false;   ///< also where the time of a pass goes, once a point
};

/// After each visit to a point.
struct CostProgress {
    TimingPoint point;
    std::size_t done = 0, points = 0;
    double secondsLeft = 0; ///< a guess from what the visits took so far
};

struct CostResult {
    TimingPlace place;
    std::string processor;           ///< or the GPU
    std::vector<TimingPoint> points; ///< in the order of the request
    bool stopped = false;            ///< before every point was done
};

/// The points of a request in order: encoders, their sharing modes, lengths. \throws ConfigError that names
/// the flag for an unknown encoder, a mode that an encoder refuses when it was named, or an impossible size.
std::vector<TimingPoint> spotsOf(const CostRequest& request);

/// The model of a point; what a point does not say is the default.
ModelConfig modelOf(const TimingPoint& point);

/// Where this program measures. \p choice: a device of resolveDevice.
TimingPlace timingPlace(const DeviceChoice& choice);

/// Visits the points in turn, so that a slow minute of the machine hits all alike, until each is precise or
/// its time is used up. Every visit is stored; the same request again goes on with what is missing. Stops in
/// the middle of a pass, within a tenth of a second; what that pass would have told is lost.
CostResult runCostStudy(const CostRequest& request, const std::function<void(const CostProgress&)>& tell,
                        const std::stop_token& stop = {});

/// Every chart of the lab file, the one with the newest point first; empty where there is no such file.
/// \throws StoreError.
std::vector<TimingSet> loadTimings(const std::string& labPath);

} // namespace lab
