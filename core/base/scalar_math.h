#pragma once

#include "core/base/random.h" // LAB_HD

#include <bit>
#include <cmath>
#include <cstdint>

/// Scalar functions of the model, written once for the host (where loops over them vectorise: they are free
/// of branches and library calls) and for CUDA. Accuracy: a few units in the last place of float32.
namespace lab::scalar {

/// 2^n for an integer-valued \p n in [-126, 127].
LAB_HD inline float exp2Integer(float n) {
    const auto bits = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23;
#ifdef __CUDA_ARCH__
    return __uint_as_float(bits);
#else
    return std::bit_cast<float>(bits);
#endif
}

/// Splits e^x into 2^n and e^r - 1 with |r| <= ln(2)/2; the Taylor remainder is below 6e-9.
struct ExpParts {
    float power, remainder;
};
LAB_HD inline ExpParts expParts(float x) {
    const float n = std::rint(x * 1.44269504088896341F);
    const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
    float q = 1.0F / 5040;
    q = q * r + 1.0F / 720;
    q = q * r + 1.0F / 120;
    q = q * r + 1.0F / 24;
    q = q * r + 1.0F / 6;
    q = q * r + 0.5F;
    return {exp2Integer(n), r + r * r * q};
}

/// e^x; arguments below -87.3 give 0 or a tiny value, above 88.3 the value at 88.3. NaN stays NaN.
LAB_HD inline float exp(float x) {
#ifdef __CUDA_ARCH__
    const float value = expf(x > 88.3F ? 88.3F : x); // one unit in the last place, a third of the work
    return x < -87.3F ? 0.0F : value;                // chosen, not branched upon
#else
    const float low = x < -87.3F ? -87.3F : x;
    const float bounded = low > 88.3F ? 88.3F : low;
    const ExpParts parts = expParts(bounded);
    const float value = parts.power + parts.power * parts.remainder;
    return x < -87.3F ? 0.0F : value;
#endif
}

/// e^x for x <= 0, as a softmax needs it: on CUDA no bound has to be looked at.
LAB_HD inline float expUpToZero(float x) {
#ifdef __CUDA_ARCH__
    return expf(x);
#else
    return exp(x);
#endif
}

/// tanh(x) = (e^2x - 1) / (e^2x + 1), exact to the last places near 0 as well.
LAB_HD inline float tanh(float x) {
    const float low = x < -9.1F ? -9.1F : x;
    const float bounded = low > 9.1F ? 9.1F : low;
    const ExpParts parts = expParts(2.0F * bounded);
    const float expm1 = parts.power * parts.remainder + (parts.power - 1.0F);
    return expm1 / (expm1 + 2.0F);
}

/// Φ(x), the standard normal distribution function, and its density φ(x).
///
/// erfc(z) = e^{-z²} P(t), t = (z-2)/(z+2), z = |x|/√2; P is a minimax fit of degree 10, relative
/// error 6e-9.
struct Gaussian {
    float distribution, density;
};
LAB_HD inline Gaussian gaussian(float x) {
    const float magnitude = x < 0 ? -x : x;
    const float z = (magnitude > 18.0F ? 18.0F : magnitude) * 0.70710678118654752F;
#ifdef __CUDA_ARCH__
    const float t = __fdividef(z - 2.0F, z + 2.0F); // two units in the last place, of a value below 1
#else
    const float t = (z - 2.0F) / (z + 2.0F);
#endif
    float p = 2.70984429e-5F;
    p = p * t + 1.38899744e-4F;
    p = p * t + 3.23165357e-5F;
    p = p * t - 9.63454560e-4F;
    p = p * t - 8.40755415e-4F;
    p = p * t + 6.99274701e-3F;
    p = p * t + 3.73168457e-3F;
    p = p * t - 7.89780378e-2F;
    p = p * t + 2.41658262e-1F;
    p = p * t - 4.27185866e-1F;
    p = p * t + 2.55395676e-1F;
    const float e = exp(-0.5F * x * x);
    const float tail = 0.5F * e * p;
    return {x < 0 ? tail : 1.0F - tail, 0.39894228040143268F * e};
}

/// GELU with the exact Gaussian: x Φ(x). Source: the authors' hidden_act "gelu" (erf form).
LAB_HD inline float gelu(float x) {
    return x * gaussian(x).distribution;
}
LAB_HD inline float geluDerivative(float x) {
    const Gaussian g = gaussian(x);
    return g.distribution + x * g.density;
}

/// φ(x) = elu(x) + 1: x + 1 above 0, e^x below. Source: Katharopoulos et al. 2020 (Linear Transformer).
LAB_HD inline float eluPlusOne(float x) {
    return x > 0 ? x + 1.0F : exp(x);
}
LAB_HD inline float eluPlusOneDerivative(float x) {
    return x > 0 ? 1.0F : exp(x);
}

} // namespace lab::scalar
