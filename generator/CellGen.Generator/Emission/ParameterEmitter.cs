using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits what has to do with a model's parameters: the tensors, construction, files, Get and Set.</summary>
internal sealed class ParameterEmitter(CodeWriter writer, ModelPlan plan)
{
    public void Emit()
    {
        EmitOffsets();
        EmitTensors();
        EmitMembers();
    }

    private void EmitOffsets()
    {
        var cell = plan.Spec.Cell;
        int hiddenLength = plan.Gates.MatrixLength(cell.Hidden);
        writer.Raw("// Where the tensors of one direction of a layer begin, from the end of its weight_ih on.");
        writer.Line($"private const int WeightHiddenLength = {hiddenLength};");
        writer.Line($"private const int InputWeightLength = {plan.Gates.MatrixLength(cell.Input)};");
        writer.Line($"private const int LayerWeightLength = {plan.Gates.MatrixLength(cell.LayerOutput)};");
        writer.Line($"private const int FirstLayerLength = {plan.FirstLayerLength};");
        writer.Line($"private const int UpperLayerLength = {plan.UpperLayerLength};");
        if (plan.HeadLanes is { } head)
        {
            writer.Line($"private const int HeadOffset = {plan.HeadOffset};");
            writer.Line($"private const int HeadBiasOffset = {plan.HeadOffset + head.MatrixLength(cell.LayerOutput)};");
        }

        writer.Line($"private const int PackedLength = {plan.PackedLength};");
        writer.Line();
    }

    private void EmitTensors()
    {
        var cell = plan.Spec.Cell;
        int lanes = plan.Gates.Lanes;
        string bound = Invariant($"1 / MathF.Sqrt({cell.Hidden})");
        writer.Raw("private static readonly ParameterLayout Tensors = new ParameterLayout(");
        writer.Raw($"    \"{plan.Spec.Type.Name}\"" + ",");
        var tensors = new List<string>();
        int offset = 0;
        for (int layer = 0; layer < cell.Layers; layer++)
        {
            int input = layer == 0 ? cell.Input : cell.LayerOutput;
            for (int direction = 0; direction < cell.Directions; direction++)
            {
                string suffix = Invariant($"_l{layer}") + (direction == 1 ? "_reverse" : "");
                Gates("weight_ih" + suffix, input);
                Gates("weight_hh" + suffix, cell.Hidden);
                if (cell.Bias)
                {
                    Gates("bias_ih" + suffix, 0);
                    Gates("bias_hh" + suffix, 0);
                }
            }
        }

        if (plan.Spec.Head is { } head)
        {
            string headBound = Invariant($"1 / MathF.Sqrt({cell.LayerOutput})");
            Add("head.weight", 1, head.Output, cell.LayerOutput, headBound, plan.HeadLanes!.MatrixLength(cell.LayerOutput));
            if (head.Bias)
            {
                Add("head.bias", 1, head.Output, 0, headBound, plan.HeadLanes.Lanes);
            }
        }

        writer.Raw("    " + string.Join(",\n    ", tensors) + ");\n");

        void Gates(string name, int columns) =>
            Add(name, plan.Step.Gates, cell.Hidden, columns, bound, columns == 0 ? lanes : lanes * columns);

        void Add(string name, int gates, int units, int columns, string bound, int length)
        {
            tensors.Add(Invariant($"new ParameterTensor(\"{name}\", offset: {offset}, gates: {gates}, units: {units}, columns: {columns}, bound: {bound})"));
            offset += length;
        }
    }

    private void EmitMembers()
    {
        string name = plan.Spec.Type.Name;
        writer.Raw($$"""
            private readonly AlignedBuffer _parameters = new AlignedBuffer(PackedLength);
            private Kernels _kernels = Kernels.Of(Hardware.PreferredWidth);
            private VectorWidth _vectorWidth = Hardware.PreferredWidth;

            /// <summary>Creates a net with torch's default initialisation: uniform over ±1/√fan.</summary>
            /// <param name="seed">The seed; the same seed gives the same bits on every machine.</param>
            public {{name}}(int seed = 0) => Tensors.Initialize(_parameters.Span, seed);

            private {{name}}(AlignedBuffer parameters) => _parameters = parameters;

            /// <summary>
            /// The vector width of the computations: at first the one that suits the machine. 512, 256 and 128 bits give
            /// the same bits.
            /// </summary>
            /// <exception cref="PlatformNotSupportedException">The machine has not the width.</exception>
            public VectorWidth VectorWidth
            {
                get => _vectorWidth;
                set
                {
                    if (!Hardware.Supports(value))
                    {
                        throw new PlatformNotSupportedException($"This machine does not support the vector width {value}.");
                    }

                    _vectorWidth = value;
                    _kernels = Kernels.Of(value);
                }
            }

            /// <summary>
            /// All parameters, in CellGen's packed order: what an optimizer steps over, beside
            /// <see cref="Gradient.Values"/>. Padding is zero and stays zero.
            /// </summary>
            public Span<float> Parameters => _parameters.Span;

            /// <summary>Copies one tensor out, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="destination">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
            public void Get(string name, Span<float> destination) => Tensors.Get(_parameters.Span, name, destination);

            /// <summary>Copies one tensor in, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="source">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length.</exception>
            public void Set(string name, ReadOnlySpan<float> source) => Tensors.Set(_parameters.Span, name, source);

            /// <summary>Writes the weights as .safetensors, under torch's names and shapes. The file appears whole or not at all.</summary>
            /// <param name="path">The file; replaced where it exists.</param>
            public void Save(string path) => Tensors.Save(_parameters.Span, path);

            /// <summary>Writes the weights as .safetensors to a stream, which is left open.</summary>
            /// <param name="stream">Where to write.</param>
            public void Save(Stream stream) => Tensors.Save(_parameters.Span, stream);

            /// <summary>Creates a net with the weights of a .safetensors file.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(string path)
            {
                var parameters = new AlignedBuffer(PackedLength);
                Tensors.Load(parameters.Span, path);
                return new {{name}}(parameters);
            }

            /// <summary>Creates a net with the weights of a .safetensors stream.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(Stream stream)
            {
                var parameters = new AlignedBuffer(PackedLength);
                Tensors.Load(parameters.Span, stream);
                return new {{name}}(parameters);
            }

            /// <summary>Replaces this net's weights by those of a .safetensors file. Where the file is bad, nothing changes.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(string path) => Tensors.Load(_parameters.Span, path);

            /// <summary>Replaces this net's weights by those of a .safetensors stream. Where it is bad, nothing changes.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(Stream stream) => Tensors.Load(_parameters.Span, stream);

            /// <summary>Where the packed parameters of one direction of a layer begin.</summary>
            private static int LayerOffset(int layer, int direction) => layer == 0
                ? direction * FirstLayerLength
                : (DirectionCount * FirstLayerLength) + ((((layer - 1) * DirectionCount) + direction) * UpperLayerLength);

            /// <summary>The length of weight_ih of a layer.</summary>
            private static int WeightInputLength(int layer) => layer == 0 ? InputWeightLength : LayerWeightLength;

            """);
    }
}
