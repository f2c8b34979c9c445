namespace CellGen.Compare.Reporting;

/// <summary>What the figures include.</summary>
internal static class Notes
{
    /// <summary>The last section.</summary>
    public const string Text = """
        ## What the figures are

        Every peer has the same weights, inputs, steps and sequences, and gives the outputs of every step, both directions side by side. Each row is measured for
        all peers in turn, again and again, in one process pinned to one core (torch: a second process on the same core, idle while the others run); every answer
        is compared with CellGen's in the same run.

        - **Bound**: what the row takes at least on this machine, from its shape and from what was measured in the same run; the largest of three:
          - **work**: its multiply-adds at the peak, those between gates and states too, and its sigmoids and tanhs at what a vector of them adds to a stream of
            multiply-adds, for the same units of the processor compute both (each function is twelve multiply-adds or multiplications and a division). No
            padding is counted. Forward and backward count the multiply-adds of forward three times, and the functions once.
          - **chain**: the way from one h to the next, each operation waiting for the one before: h to all lanes (through memory where a call is a step), the
            multiply-adds of one partial sum, the tree that adds the sums, and the functions that follow one another: in a GRU r, r ⊙ (U h) + W x, n,
            (1 − z) ⊙ n + z ⊙ h; in an LSTM f, f ⊙ c, i ⊙ g + f ⊙ c, tanh(c'), o ⊙ tanh(c'); in an RNN tanh. Two directions, and the layers of a sequence,
            run beside one another and count once; only the layers of a bidirectional net must wait for each other.
          - **stream**: the weights that every step reads again (of a sequence the recurrent ones), from each cache what the smaller ones cannot keep.

          Faster than that no code is that has these functions and these bits. A target with † asks for it: in this run the target times the best other is
          less than the bound. [BOUNDS.md](../BOUNDS.md) says what is between a row and its target.
        - **Sequences** begin from zero states. One call is one sequence or batch, [T, B, size]. CellGen, TensorPrimitives, the loops and ONNX Runtime are called
          from C#, C++ and oneDNN through one P/Invoke a call (some nanoseconds, shared by all steps).
        - **A call a step**: 100 calls, the state kept between them, divided by 100. CellGen: `Step`, called from C#. C++: a function that is not inlined, called
          from a loop in C++; no P/Invoke is in the figure. oneDNN: `execute` of one primitive from the same kind of loop, the dense head written out. ONNX
          Runtime: `RunWithBinding` of its C# API, two bindings that take turns. torch: `rnn(x, state)` and `Linear` in a Python loop; the
          interpreter is part of the figure, as it is of using torch so.
        - **Buffers of 64**: the same in an audio plug-in's buffers, from a zero state each.
        - **States**: four calls of `StepMany`, the states zero at first, divided by four: the figures are for a step of all states. C++ keeps the states as
          CellGen has them, an array with h (and c) of each, and steps each of them, or transposes 32 at a time and steps those side by side. oneDNN, ONNX
          Runtime and torch have them as a batch, and a call a step.
        - **A step of training**: an embedding, LSTM(32,128) and a dense head over 128 characters, 16 sequences of 64: forward, the loss of the next character,
          backward, clipping by the norm, Adam, as one writes it by hand for each; the figures are for a time step of all 16. What is compared is five losses in
          turn, from the same weights, and the clipped gradients of the first step. torch: `Embedding`, `LSTM`, `Linear`, `cross_entropy`, `clip_grad_norm_`, `Adam`.
        - **First calls**: in a process that has run nets of two other sizes, a net is made, takes all its weights, and does its first step; ten nets (those of
          16 to 40 units among the rows), on average. CellGen's time is the JIT's. ONNX Runtime's has the writing of the model in it, torch's the reading of the
          weights from a file. C++ and TensorPrimitives have several ways in one place, and are left out: C++ has nothing to do at a first call.
        - **Cold caches**: those ten nets, warm, called in turn for one step from a zero state, and before each call twice as much memory read as the largest cache
          holds (256 MB at most): weights, code and stacks come from memory again, in this program and in torch's on the same core.
        - **Silence**: after a tenth of a second of noise a minute of zeros, at 48 kHz (or as much of it as a peer does in a quarter of a second), through a net without
          biases, whose state fades; in brackets the time of a silent step over that of a loud one. Where it is far from 1, denormal numbers slow it down.
        - **Beside itself**: `StepMany` beside `Step` of each state; one net with two workspaces (or tapes) on two threads beside two processes with a net each, on
          the same two cores at the same time.
        - **Nets of several layers**, a call a step, too: all outputs side by side, the states of all cells kept. C++: each layer a type with its sizes, what a
          layer reads of several copied side by side; of RNNoise's GRUs, whose reset acts before the product, all units' r ⊙ h and then the product with it.
          ONNX Runtime: one graph, each state and output bound. Of their bound the work is that of all layers, the chain that of the slowest cell. The other
          peers have not been written for them.
        - **Forward + backward**: outputs, then the gradients of all weights (cleared before) and of the input, from a given gradient of the output. oneDNN's
          weights stay in the layouts that its two passes want and its gradients in its own: reordering them, which real training would need, is not in its
          figure. torch's autograd graph is built anew each time, as it always is. C++, ONNX Runtime and the C# peers have no backward.
        - **Encoder–decoder**: 12 letters of 29 to 12 phonemes of 43, embeddings of 32, a GRU of both directions, a bridge, a GRU with additive attention, a
          dense head; the figures are for a phoneme (of the whole batch). Forward + backward is with teacher forcing, from a given gradient of the logits to those
          of all weights. Decoding is one source, the likeliest phoneme each time: CellGen's `Decode`; in torch a loop in Python over `GRUCell`, as one writes it
          there, compared phoneme by phoneme. There is no bound of these rows, and the other peers have not been written for them.
        - **C++** is one program with the sizes as template arguments, packed weights, vectors by the compilers' extension, -O3 -ffast-math, for this machine:
          lanes are units, with and without the product with the input hoisted out of the recurrence; lanes are rows of the matrix, hoisted; lanes are the
          sequences of a batch. Every way is compiled with clang and with g++ where both are there, and the fastest counts, row by row. Its activations are the
          rational functions that CellGen uses.
        - **TensorPrimitives** has two ways too: a dot for each row, a multiply-add for each column.
        - **ONNX Runtime** is the package Microsoft.ML.OnnxRuntime, as .NET has it: one thread, all graph optimisations, tensors bound once. TorchSharp is not
          among the peers: its native library (0.107) wants a newer libstdc++ than Debian 12 has. **torch**: one thread, inference_mode in forward.
        - **CellGen and the other C# peers** run with tiered compilation as it is by default but without profile-guided recompilation, and are warm. (On a single
          core .NET waits ten times as long before it compiles again; here it does not: DOTNET_TC_DelaySingleProcMultiplier=1.)
        - **Without AVX-512**: .NET with DOTNET_EnableAVX512=0, C++ compiled for AVX2 and FMA, oneDNN with ONEDNN_MAX_CPU_ISA=AVX2, torch with
          ATEN_CPU_CAPABILITY=avx2 and OPENBLAS_CORETYPE=Haswell. ONNX Runtime chooses its instructions itself and could not be restricted: it still has AVX-512, and
          its time (‡) is not in the ratio.
        - **Without AVX and FMA**: .NET with DOTNET_EnableAVX=0: CellGen's kernels of 128 bits, which then multiply and add; without batches of 128 units and more,
          for which the loops beside it would take minutes each.

        """;
}
