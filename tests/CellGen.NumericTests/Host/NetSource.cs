namespace CellGen.NumericTests.Host;

/// <summary>The C# text of one net as a user types it, and of the class that makes it an <see cref="INet"/>.</summary>
internal static class NetSource
{
    /// <summary>The namespace of all nets.</summary>
    public const string Namespace = "Nets";

    /// <summary>The full name of the class that implements <see cref="INet"/>.</summary>
    public static string HarnessName(NetShape shape) => $"{Namespace}.{shape.Name}Harness";

    /// <summary>A file with the partial class and its harness.</summary>
    public static string Write(NetShape shape) => $$"""
        #pragma warning disable
        using System;
        using System.IO;
        using CellGen;
        using CellGen.NumericTests.Host;
        using CellGen.Simd;

        namespace {{Namespace}};

        {{NetAttributes.Write(shape)}}
        public partial class {{shape.Name}}
        {
            {{(shape.Own ? OwnCells.Write(shape) : "")}}
        }

        public sealed class {{shape.Name}}Harness : INet
        {
            private readonly {{shape.Name}} _net;

            public {{shape.Name}}Harness(int seed) : this(new {{shape.Name}}(seed)) { }

            private {{shape.Name}}Harness({{shape.Name}} net) => _net = net;

            public Type Type => typeof({{shape.Name}});
            public VectorWidth VectorWidth { get => _net.VectorWidth; set => _net.VectorWidth = value; }
            public Span<float> Parameters => _net.Parameters;
            public void Get(string name, Span<float> destination) => _net.Get(name, destination);
            public void Set(string name, ReadOnlySpan<float> source) => _net.Set(name, source);
            public void Save(string path) => _net.Save(path);
            public void Save(Stream stream, WeightNames? names) => _net.Save(stream, names);
            public INet Load(string path) => new {{shape.Name}}Harness({{shape.Name}}.Load(path));
            public INet Load(Stream stream) => new {{shape.Name}}Harness({{shape.Name}}.Load(stream));
            public void LoadFrom(string path) => _net.LoadFrom(path);
            public void LoadFrom(Stream stream, WeightNames? names) => _net.LoadFrom(stream, names);
            public INetState NewState() => new StateBox();
            public object NewWorkspace(int maxSteps, int batchSize) => new {{shape.Name}}.Workspace(maxSteps, batchSize);
            public object NewTape(int maxSteps, int batchSize) => new {{shape.Name}}.Tape(maxSteps, batchSize);
            public INetGradient NewGradient() => new GradientBox();

            public void Forward(ReadOnlySpan<float> input, Span<float> output, INetState? state, object scratch)
            {
                if (scratch is {{shape.Name}}.Tape tape)
                {
                    if (state is null) { _net.Forward(input, output, tape); }
                    else { _net.Forward(input, output, ref ((StateBox)state).Value, tape); }
                }
                else
                {
                    var workspace = ({{shape.Name}}.Workspace)scratch;
                    if (state is null) { _net.Forward(input, output, workspace); }
                    else { _net.Forward(input, output, ref ((StateBox)state).Value, workspace); }
                }
            }

            public void Step(ReadOnlySpan<float> input, Span<float> output, INetState state) =>
                {{(shape.CanStep ? "_net.Step(input, output, ref ((StateBox)state).Value)" : "throw new NotSupportedException()")}};

            public void Backward(
                ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient,
                INetState? stateGradient, INetGradient gradient, object tape)
            {
                var values = ((GradientBox)gradient).Value;
                var record = ({{shape.Name}}.Tape)tape;
                if (stateGradient is null) { _net.Backward(input, outputGradient, inputGradient, values, record); }
                else { _net.Backward(input, outputGradient, inputGradient, ref ((StateBox)stateGradient).Value, values, record); }
            }

            public void StepMany(ReadOnlySpan<float> input, Span<float> output, INetState[] states)
            {
                var values = Array.ConvertAll(states, state => ((StateBox)state).Value);
                {{(shape.CanStep ? "_net.StepMany(input, output, values)" : "throw new NotSupportedException()")}};
                for (int i = 0; i < states.Length; i++) { ((StateBox)states[i]).Value = values[i]; }
            }

            public void ForwardBatch(
                ReadOnlySpan<float> input, Span<float> output, ReadOnlySpan<int> lengths, INetState[] states, object scratch, BatchLayout layout)
            {
                var values = Array.ConvertAll(states, state => ((StateBox)state).Value);
                if (scratch is {{shape.Name}}.Tape tape) { _net.Forward(input, output, lengths, values, tape, layout); }
                else { _net.Forward(input, output, lengths, values, ({{shape.Name}}.Workspace)scratch, layout); }
                for (int i = 0; i < states.Length; i++) { ((StateBox)states[i]).Value = values[i]; }
            }

            public void BackwardBatch(
                ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ReadOnlySpan<int> lengths,
                INetState[] stateGradients, INetGradient gradient, object tape, BatchLayout layout)
            {
                var values = Array.ConvertAll(stateGradients, state => ((StateBox)state).Value);
                _net.Backward(
                    input, outputGradient, inputGradient, lengths, values,
                    ((GradientBox)gradient).Value, ({{shape.Name}}.Tape)tape, layout);
                for (int i = 0; i < values.Length; i++) { ((StateBox)stateGradients[i]).Value = values[i]; }
            }

            private sealed class StateBox : INetState
            {
                public {{shape.Name}}.State Value = new {{shape.Name}}.State();
                public Span<float> Hidden(int layer, int direction) => Value.Hidden(layer, direction);
                public Span<float> Cell(int layer, int direction) =>
                    {{(shape.HasCell ? "Value.Cell(layer, direction)" : "throw new NotSupportedException()")}};
                public INetState Copy() => new StateBox { Value = Value };
            }

            private sealed class GradientBox : INetGradient
            {
                public readonly {{shape.Name}}.Gradient Value = new {{shape.Name}}.Gradient();
                public Span<float> Values => Value.Values;
                public void Clear() => Value.Clear();
                public void Get(string name, Span<float> destination) => Value.Get(name, destination);
            }
        }
        """;
}
