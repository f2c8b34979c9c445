// What a native peer exports: the same functions for every library, called from C# (Peers/Native).
#pragma once

extern "C" {

// One row of the comparison. Values are row-major float32; sequences are time first: [steps, batch, size].
struct PeerShape {
    int kind;       // 0 Rnn (tanh), 1 Gru (torch's: reset after the product), 2 Lstm
    int input;
    int hidden;
    int layers;
    int directions;
    int steps;
    int batch;
    int streaming;  // a call a step; with a batch, of many states that share the weights
    int training;   // forward and backward
    int net;        // 0 a stack of cells; of several layers, a call a step: 1 RNNoise's, 2 Dense(8)-LSTM(128)-Dense(4)
    int head;       // the outputs of a dense head over every step; 0 where there is none
};

// The number of ways in which this library can do a row; the host measures all and keeps the fastest.
int peer_variants(const PeerShape* shape);
const char* peer_variant_name(const PeerShape* shape, int variant);
const char* peer_version(void);

// weights: for each layer and direction weight_ih, weight_hh, bias_ih, bias_hh as torch shapes them; then, where there is
// a head, its weight and bias; of a net of several layers those of each, of a dense one weight and bias. They are copied. Null
// where the library cannot do the row.
void* peer_create(const PeerShape* shape, const float* const* weights, int variant);
void peer_destroy(void* net);

// A sequence or a batch from zero states: [T, B, I] to [T, B, D * H].
void peer_forward(void* net, const float* input, float* output);

// Forward, then backward; the gradients of the weights stay in the net until peer_gradient copies one out.
void peer_train(void* net, const float* input, const float* output_gradient, float* output, float* input_gradient);
void peer_gradient(void* net, int tensor, float* destination);

// A stream from a zero state, one call of the net a step: [steps, I] to [steps, 1], or all outputs side by side; of many
// states [steps, B, I] to [steps, B, H], or with a head [steps, B, 1].
void peer_stream(void* net, const float* input, float* output);
}
