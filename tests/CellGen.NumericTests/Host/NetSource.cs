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

        {{Attributes(shape)}}
        public partial class {{shape.Name}} { }

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
            public void Save(Stream stream) => _net.Save(stream);
            public INet Load(string path) => new {{shape.Name}}Harness({{shape.Name}}.Load(path));
            public INet Load(Stream stream) => new {{shape.Name}}Harness({{shape.Name}}.Load(stream));
            public void LoadFrom(string path) => _net.LoadFrom(path);
            public void LoadFrom(Stream stream) => _net.LoadFrom(stream);
            public INetState NewState() => new StateBox();
            public object NewWorkspace(int maxSteps) => new {{shape.Name}}.Workspace(maxSteps);
            public object NewTape(int maxSteps) => new {{shape.Name}}.Tape(maxSteps);
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

    private static string Attributes(NetShape shape)
    {
        string cell = $"[RecurrentCell(Kind = CellKind.{shape.Kind}, Input = {shape.Input}, Hidden = {shape.Hidden}, "
            + $"Layers = {shape.Layers}, Bidirectional = {Text(shape.Bidirectional)}, Bias = {Text(shape.Bias)}"
            + (shape.Kind == CellKind.Rnn ? $", Nonlinearity = Nonlinearity.{shape.Nonlinearity})]" : ")]");
        return shape.Head is null
            ? cell
            : cell + $"\n[DenseHead(Output = {shape.Head.Output}, Over = HeadInput.{shape.Head.Over}, "
                + $"Bias = {Text(shape.Head.Bias)})]";
    }

    private static string Text(bool value) => value ? "true" : "false";
}
