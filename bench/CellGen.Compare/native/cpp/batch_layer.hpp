// Lanes are the sequences of a batch: no padding whatever the number of units, each weight is broadcast. Values between the
// layers are [T, size, B].
#pragma once
#include "cells.hpp"

template <class Cell, int In, int H, int B> struct BatchLayer {
    static constexpr int W = WidestVector, G = Cell::Gates, S = Cell::Sums;
    static constexpr int VB = 2, Units = RegisterCount == 32 ? 2 : 1, Tile = Units * G;
    static_assert(B % (VB * W) == 0 && H % Units == 0, "whole tiles only");

    Floats wx{size_t(G) * H * In}, wh{size_t(G) * H * H}, bias{size_t(S) * H}, h{size_t(2) * H * B}, c{size_t(H) * B};

    explicit BatchLayer(const Tensors& t) {
        for (int u = 0; u < H; u++) {
            for (int g = 0; g < G; g++) {
                int tile = u / Units, lane = g * Units + u % Units;
                for (int j = 0; j < In; j++) wx[(size_t(tile) * In + j) * Tile + lane] = t.weight_ih[size_t(g * H + u) * In + j];
                for (int j = 0; j < H; j++) wh[(size_t(tile) * H + j) * Tile + lane] = t.weight_hh[size_t(g * H + u) * H + j];
                bias[u * S + g] += t.bias_ih[g * H + u];
                bias[u * S + Cell::hidden_sum(g)] += t.bias_hh[g * H + u];
            }
        }
    }

    template <int N, bool Hidden> static inline __attribute__((always_inline)) void columns(V<W> (&s)[S][Units][VB], const float* x, const float* w) {
        for (int j = 0; j < N; j++) {
            V<W> value[VB];
            #pragma GCC unroll 2
            for (int v = 0; v < VB; v++) value[v] = load<W>(x + j * B + v * W);
            #pragma GCC unroll 4
            for (int g = 0; g < G; g++) {
                #pragma GCC unroll 2
                for (int u = 0; u < Units; u++) {
                    V<W> weight = splat<W>(w[j * Tile + g * Units + u]);
                    #pragma GCC unroll 2
                    for (int v = 0; v < VB; v++) s[Hidden ? Cell::hidden_sum(g) : g][u][v] += weight * value[v];
                }
            }
        }
    }

    /// One step: [In, B] to [H, B].
    void step(const float* x, const float* before, float* after, float* out) {
        for (int lane = 0; lane < B; lane += VB * W) {
            for (int tile = 0; tile < H / Units; tile++) {
                V<W> s[S][Units][VB];
                #pragma GCC unroll 4
                for (int k = 0; k < S; k++) {
                    #pragma GCC unroll 2
                    for (int u = 0; u < Units; u++) {
                        #pragma GCC unroll 2
                        for (int v = 0; v < VB; v++) s[k][u][v] = splat<W>(bias[(tile * Units + u) * S + k]);
                    }
                }
                columns<In, false>(s, x + lane, wx + size_t(tile) * In * Tile);
                columns<H, true>(s, before + lane, wh + size_t(tile) * H * Tile);
                #pragma GCC unroll 2
                for (int u = 0; u < Units; u++) {
                    #pragma GCC unroll 2
                    for (int v = 0; v < VB; v++) {
                        V<W> sums[S];
                        #pragma GCC unroll 4
                        for (int k = 0; k < S; k++) sums[k] = s[k][u][v];
                        size_t at = size_t(tile * Units + u) * B + lane + v * W;
                        V<W> cell = load<W>(c + at);
                        V<W> result = Cell::template next<W>(sums, load<W>(before + at), cell);
                        store<W>(c + at, cell);
                        store<W>(after + at, result);
                        store<W>(out + at, result);
                    }
                }
            }
        }
    }

    /// A sequence, in the order that the stride says.
    void run(const float* in, long in_stride, float* out, long out_stride, int steps) {
        std::memset(h, 0, size_t(2) * H * B * sizeof(float));
        std::memset(c, 0, size_t(H) * B * sizeof(float));
        for (int t = 0; t < steps; t++) {
            step(in + t * in_stride, h + size_t(t & 1) * H * B, h + size_t(~t & 1) * H * B, out + t * out_stride);
        }
    }
};
