using CellGen.Simd;

namespace CellGen.NumericTests.Host;

/// <summary>
/// The members of a generated net. <see cref="NetSource"/> writes a class beside each net that passes every call on, so
/// that tests can hold nets of all shapes in one hand; it allocates nothing in the calls that must not.
/// </summary>
public interface INet
{
    /// <summary>The generated class.</summary>
    Type Type { get; }

    /// <summary>The path that the net computes on.</summary>
    VectorWidth VectorWidth { get; set; }

    /// <summary>The parameters in CellGen's packed order.</summary>
    Span<float> Parameters { get; }

    /// <summary>Copies a tensor out, in torch's order.</summary>
    void Get(string name, Span<float> destination);

    /// <summary>Copies a tensor in, in torch's order.</summary>
    void Set(string name, ReadOnlySpan<float> source);

    /// <summary>Writes a weight file.</summary>
    void Save(string path);

    /// <summary>Writes a weight file to a stream.</summary>
    void Save(Stream stream, WeightNames? names = null);

    /// <summary>The static Load(path): a new net.</summary>
    INet Load(string path);

    /// <summary>The static Load(stream): a new net.</summary>
    INet Load(Stream stream);

    /// <summary>Replaces the parameters by those of a weight file.</summary>
    void LoadFrom(string path);

    /// <summary>Replaces the parameters by those of a weight file in a stream.</summary>
    void LoadFrom(Stream stream, WeightNames? names = null);

    /// <summary>A zero State in a box.</summary>
    INetState NewState();

    /// <summary>A Workspace.</summary>
    object NewWorkspace(int maxSteps, int batchSize = 1);

    /// <summary>A Tape.</summary>
    object NewTape(int maxSteps, int batchSize = 1);

    /// <summary>A Gradient.</summary>
    INetGradient NewGradient();

    /// <summary>Forward: the overload that fits the state (null: none) and the scratch (a Workspace or a Tape).</summary>
    void Forward(ReadOnlySpan<float> input, Span<float> output, INetState? state, object scratch);

    /// <summary>Step; the shape must have one.</summary>
    void Step(ReadOnlySpan<float> input, Span<float> output, INetState state);

    /// <summary>Backward: the overload that fits the gradient of the state (null: none).</summary>
    void Backward(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        INetState? stateGradient,
        INetGradient gradient,
        object tape);

    /// <summary>StepMany; the shape must have one.</summary>
    void StepMany(ReadOnlySpan<float> input, Span<float> output, INetState[] states);

    /// <summary>Forward over a batch, with a Workspace or a Tape.</summary>
    void ForwardBatch(
        ReadOnlySpan<float> input, Span<float> output, ReadOnlySpan<int> lengths, INetState[] states, object scratch, BatchLayout layout);

    /// <summary>Backward over a batch.</summary>
    void BackwardBatch(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        ReadOnlySpan<int> lengths,
        INetState[] stateGradients,
        INetGradient gradient,
        object tape,
        BatchLayout layout);
}
