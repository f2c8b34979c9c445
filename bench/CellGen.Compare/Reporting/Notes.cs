namespace CellGen.Compare.Reporting;

/// <summary>What the figures include.</summary>
internal static class Notes
{
    /// <summary>The last section.</summary>
    public const string Text = """
        ## What the figures are

        Every peer has the same weights, inputs, steps and sequences, and gives the outputs of every step, both directions side by side. Each row is measured for
        all peers in turn, again and again, in one process pinned to one core (torch: a second process on the same core, idle while the others run); every answer
        is compared with CellGen's in the same run. Floor: the row's multiply-adds at the measured peak; forward and backward count three times forward.

        - **Sequences** begin from zero states. One call is one sequence or batch, [T, B, size]. CellGen, TensorPrimitives, the loops and ONNX Runtime are called
          from C#, C++ and oneDNN through one P/Invoke a call (some nanoseconds, shared by all steps).
        - **A call a step**: 100 calls, the state kept between them, divided by 100. CellGen: `Step`, called from C#. C++: a function that is not inlined, called
          from a loop in C++; no P/Invoke is in the figure. oneDNN: `execute` of one primitive from the same kind of loop, the dense head written out. ONNX
          Runtime: `RunWithBinding` through a function pointer, two bindings that take turns. torch: `rnn(x, state)` and `Linear` in a Python loop; the
          interpreter is part of the figure, as it is of using torch so.
        - **Forward + backward**: outputs, then the gradients of all weights (cleared before) and of the input, from a given gradient of the output. oneDNN's
          weights stay in the layouts that its two passes want and its gradients in its own: reordering them, which real training would need, is not in its
          figure. torch's autograd graph is built anew each time, as it always is. C++, ONNX Runtime and the C# peers have no backward.
        - **C++** is one program with the sizes as template arguments, packed weights, vectors by the compilers' extension, -O3 -ffast-math, for this machine:
          lanes are units, with and without the product with the input hoisted out of the recurrence; lanes are rows of the matrix, hoisted; lanes are the
          sequences of a batch. Every way is compiled with clang and with g++ where both are there, and the fastest counts, row by row. Its activations are the
          rational functions that CellGen uses.
        - **TensorPrimitives** has two ways too: a dot for each row, a multiply-add for each column.
        - **ONNX Runtime**: one thread, all graph optimisations, tensors bound once. **torch**: one thread, inference_mode in forward.
        - **CellGen and the other C# peers** run with tiered compilation as it is by default but without profile-guided recompilation, and are warm.
        - **Without AVX-512**: .NET with DOTNET_EnableAVX512=0, C++ compiled for AVX2 and FMA, oneDNN with ONEDNN_MAX_CPU_ISA=AVX2, torch with
          ATEN_CPU_CAPABILITY=avx2 and OPENBLAS_CORETYPE=Haswell. ONNX Runtime chooses its instructions itself and could not be restricted: it still has AVX-512.
        - **Without vectors**: .NET with DOTNET_EnableHWIntrinsic=0 and DOTNET_EnableAVX=0: CellGen's plain path.

        """;
}
