// Lanes are rows of the weight matrix, whatever gate they belong to, so that no lane is padding between gates; the sums go
// through memory to the activations. The product with x is hoisted.
#pragma once
#include "cells.hpp"

template <class Cell, int In, int H> struct RowsLayer {
    static constexpr int W = vector_for<H>, G = Cell::Gates, S = Cell::Sums;
    static constexpr int Vectors = round_up(G * H, W) / W, Padded = Vectors * W;
    static constexpr int NB = divisor(Vectors, RegisterCount == 32 ? 8 : 6), Blocks = Vectors / NB, P = chains(NB);
    static constexpr int Rows = RegisterCount == 32 ? (NB >= 6 ? 3 : 4) : (NB >= 5 ? 2 : 3), Chunk = 16;
    static constexpr int Column = NB * W;
    using StateType = State<H, W>;

    Floats wx{size_t(Padded) * In}, wh{size_t(Padded) * H}, bias_x{Padded}, bias_h{Padded};
    Floats projected{size_t(Chunk) * Padded + 2 * W};

    explicit RowsLayer(const Tensors& t) {
        for (int row = 0; row < G * H; row++) {
            int block = row / Column, lane = row % Column;
            for (int j = 0; j < In; j++) wx[(size_t(block) * In + j) * Column + lane] = t.weight_ih[size_t(row) * In + j];
            for (int j = 0; j < H; j++) wh[(size_t(block) * H + j) * Column + lane] = t.weight_hh[size_t(row) * H + j];
            bool apart = Cell::hidden_sum(row / H) != row / H;
            bias_x[row] = t.bias_ih[row] + (apart ? 0 : t.bias_hh[row]);
            bias_h[row] = apart ? t.bias_hh[row] : 0;
        }
    }

    /// One row of rows: to = bias + weights · x.
    template <int N> static inline void product(const float* weights, const float* bias, const float* x, float* to) {
        for (int block = 0; block < Blocks; block++) {
            const float* w = weights + size_t(block) * N * Column;
            V<W> s[P][NB] = {};
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) s[0][v] = load<W>(bias + block * Column + v * W);
            auto column = [&](int j, int p) __attribute__((always_inline)) {
                #pragma GCC unroll 8
                for (int v = 0; v < NB; v++) s[p][v] += x[j] * load<W>(w + size_t(j) * Column + v * W);
            };
            int j = 0;
            for (; j + P <= N; j += P) {
                #pragma GCC unroll 4
                for (int p = 0; p < P; p++) column(j + p, p);
            }
            #pragma GCC unroll 4
            for (int rest = 0; rest < N % P; rest++) column(N - N % P + rest, rest);
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) {
                #pragma GCC unroll 4
                for (int p = 1; p < P; p++) s[0][v] += s[p][v];
                store<W>(to + block * Column + v * W, s[0][v]);
            }
        }
    }

    template <int R> inline void project_rows(const float* in, long stride, float* to, int block) const {
        V<W> s[R][NB];
        #pragma GCC unroll 4
        for (int r = 0; r < R; r++) {
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) s[r][v] = load<W>(bias_x + block * Column + v * W);
        }
        const float* w = wx + size_t(block) * In * Column;
        for (int j = 0; j < In; j++) {
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) {
                V<W> column = load<W>(w + size_t(j) * Column + v * W);
                #pragma GCC unroll 4
                for (int r = 0; r < R; r++) s[r][v] += in[r * stride + j] * column;
            }
        }
        #pragma GCC unroll 4
        for (int r = 0; r < R; r++) {
            #pragma GCC unroll 8
            for (int v = 0; v < NB; v++) store<W>(to + size_t(r) * Padded + block * Column + v * W, s[r][v]);
        }
    }

    void project(const float* in, long stride, int count) {
        for (int block = 0; block < Blocks; block++) {
            int t = 0;
            for (; t + Rows <= count; t += Rows) project_rows<Rows>(in + t * stride, stride, projected + size_t(t) * Padded, block);
            for (; t < count; t++) project_rows<1>(in + t * stride, stride, projected + size_t(t) * Padded, block);
        }
    }

    inline void step(const float* xp, StateType& state) const {
        alignas(64) float hp[Padded + W];
        const float* h = state.h[state.now];
        float* next = state.h[state.now ^ 1];
        product<H>(wh, bias_h, h, hp);
        for (int u = 0; u < H; u += W) {
            V<W> s[S];
            #pragma GCC unroll 4
            for (int g = 0; g < G; g++) {
                V<W> x = load<W>(xp + g * H + u), y = load<W>(hp + g * H + u);
                if (Cell::hidden_sum(g) == g) {
                    s[g] = x + y;
                } else {
                    s[g] = x;
                    s[Cell::hidden_sum(g)] = y;
                }
            }
            V<W> c = load<W>(state.c + u);
            store<W>(next + u, Cell::template next<W>(s, load<W>(h + u), c));
            store<W>(state.c + u, c);
        }
        state.now ^= 1;
    }

    void run(const float* in, long in_stride, float* out, long out_stride, int steps) {
        StateType state;
        for (int begin = 0; begin < steps; begin += Chunk) {
            int count = steps - begin < Chunk ? steps - begin : Chunk;
            project(in + begin * in_stride, in_stride, count);
            for (int t = 0; t < count; t++) {
                step(projected + size_t(t) * Padded, state);
                copy_row<H, W>(out + (begin + t) * out_stride, state.h[state.now]);
            }
        }
    }

    void stream(const float* x, StateType& state) {
        product<In>(wx, bias_x, x, projected);
        step(projected, state);
    }
};
