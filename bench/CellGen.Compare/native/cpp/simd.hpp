// Vectors by the compilers' own extension, and the activations: the rational functions that CellGen uses too, so that the
// comparison is of code, not of approximations.
#pragma once
#include <cstdlib>
#include <cstring>
#include <memory>

#ifdef __AVX512F__
constexpr int WidestVector = 16, RegisterCount = 32;
#else
constexpr int WidestVector = 8, RegisterCount = 16;
#endif

template <int W> struct VectorOf { typedef float Type __attribute__((vector_size(W * 4))); };
template <int W> using V = typename VectorOf<W>::Type;

template <int W> inline V<W> load(const float* p) { V<W> v; std::memcpy(&v, p, sizeof v); return v; }
template <int W> inline void store(float* p, V<W> v) { std::memcpy(p, &v, sizeof v); }
template <int W> inline V<W> splat(float x) { return V<W>{} + x; }

template <int W> inline V<W> clamp(V<W> x, float limit) {
    x = x < limit ? x : splat<W>(limit);
    return x > -limit ? x : splat<W>(-limit);
}

template <int W> inline V<W> tanh_of(V<W> x) {
    x = clamp<W>(x, 8.07974148f);
    V<W> t = x * x, t2 = t * t;
    V<W> p = 2.09078244e-05f * t + 0.00351384073f + 1.37673428e-08f * t2;
    V<W> q = 0.000331540621f * t + 0.0259465575f + 7.94561856e-07f * t2;
    p = p * (x * t2) + x * (0.133964404f * t + 1.0f);
    q = q * t2 + (0.467297643f * t + 1.0f);
    return p / q;
}

template <int W> inline V<W> sigmoid_of(V<W> x) { return 0.5f * tanh_of<W>(0.5f * x) + 0.5f; }

/// Floats on a cache line's boundary, zero at first.
struct Floats {
    explicit Floats(size_t count) : data(static_cast<float*>(std::aligned_alloc(64, (count * 4 + 191) / 64 * 64))) {
        std::memset(data.get(), 0, (count * 4 + 191) / 64 * 64);
    }
    operator float*() { return data.get(); }
    operator const float*() const { return data.get(); }
    struct Free { void operator()(float* p) const { std::free(p); } };
    std::unique_ptr<float, Free> data;
};

constexpr int round_up(int n, int to) { return (n + to - 1) / to * to; }

/// The largest divisor of n that is at most limit.
constexpr int divisor(int n, int limit) {
    for (int d = limit; d > 1; d--) {
        if (n % d == 0) return d;
    }
    return 1;
}

/// How many independent partial sums fit beside `sums` accumulators.
constexpr int chains(int sums) {
    int limit = RegisterCount == 32 ? 20 : 12;
    return sums * 4 <= limit ? 4 : sums * 3 <= limit ? 3 : sums * 2 <= limit ? 2 : 1;
}

/// Narrow nets take narrow vectors.
template <int H> constexpr int vector_for = H <= 8 ? 8 : WidestVector;
