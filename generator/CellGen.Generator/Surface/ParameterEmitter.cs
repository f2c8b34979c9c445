using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what has to do with a model's parameters: the tensors, construction, files, Get and Set.</summary>
internal sealed class ParameterEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        EmitOffsets();
        new LayoutEmitter(writer, plan).Emit();
        EmitMembers();
    }

    private void EmitOffsets()
    {
        var cell = plan.Spec.Cell;
        writer.Raw("// Where the tensors of one direction of a layer begin: weight_ih, bias_ih, then those of the recurrence.");
        writer.Line($"private const int InputWeightLength = {plan.Parameters.InputBiasOffset};");
        writer.Line($"private const int LayerWeightLength = {plan.Gates.MatrixLength(cell.LayerOutput)};");
        writer.Line($"private const int FirstLayerLength = {plan.Parameters.FirstLayerLength};");
        writer.Line($"private const int UpperLayerLength = {plan.Parameters.UpperLayerLength};");
        if (plan.Head is { } head)
        {
            writer.Line($"private const int HeadOffset = {plan.Parameters.HeadOffset};");
            writer.Line($"private const int HeadBiasOffset = {plan.Parameters.HeadOffset + head.WeightLength};");
        }

        if (plan.Spec.IsEmbedded)
        {
            writer.Line($"private const int EmbeddingOffset = {plan.Parameters.EmbeddingOffset};");
        }

        writer.Line($"private const int TrainedLength = {plan.Parameters.TrainedLength};");
        writer.Line($"private const int PackedLength = {plan.Parameters.PackedLength};");
        writer.Line();
    }

    private void EmitMembers()
    {
        var type = plan.Spec.Type;
        string name = type.Name;
        string frozen = plan.Parameters.TrainedLength < plan.Parameters.PackedLength ? " The frozen embedding is no part of them." : "";
        writer.Raw($$"""
            private readonly AlignedBuffer _parameters = {{(type.DrawsInConstructors ? "Layout.Tensors.Draw(PackedLength)" : "new AlignedBuffer(PackedLength)")}};
            private Kernels _kernels = Kernels.Of(Hardware.PreferredWidth);
            private VectorWidth _vectorWidth = Hardware.PreferredWidth;

            {{ParameterlessText}}/// <summary>Creates a net whose weights are drawn.</summary>
            /// <param name="seed">The seed; the same seed gives the same bits on every machine.</param>
            /// <param name="initialization">How; torch's default, uniform over ±1/√Hidden, where it is null.</param>
            public {{name}}(int seed = 0, Initialization? initialization = null) => Layout.Tensors.Initialize(_parameters.Span, seed, initialization);

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
            /// <see cref="Gradient.Values"/>. Padding is zero and stays zero.{{frozen}}
            /// </summary>
            public Span<float> Parameters => _parameters.Span{{(plan.Parameters.TrainedLength < plan.Parameters.PackedLength ? ".Slice(0, TrainedLength)" : "")}};

            /// <summary>Copies one tensor out, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="destination">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the parameters.</exception>
            public void Get(string name, Span<float> destination) => Layout.Tensors.Get(_parameters.Span, name, destination);

            /// <summary>Copies one tensor in, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="source">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the parameters.</exception>
            public void Set(string name, ReadOnlySpan<float> source) => Layout.Tensors.Set(_parameters.Span, name, source);

            /// <summary>Writes the weights as .safetensors, under torch's names and shapes. The file appears whole or not at all.</summary>
            /// <param name="path">The file; replaced where it exists.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            public void Save(string path, WeightNames? names = null) => Layout.Tensors.Save(_parameters.Span, path, names);

            /// <summary>Writes the weights as .safetensors to a stream, which is left open.</summary>
            /// <param name="stream">Where to write.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            public void Save(Stream stream, WeightNames? names = null) => Layout.Tensors.Save(_parameters.Span, stream, names);

            /// <summary>Creates a net with the weights of a .safetensors file.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(string path, WeightNames? names = null)
            {
                var parameters = new AlignedBuffer(PackedLength);
                Layout.Tensors.Load(parameters.Span, path, names);
                return new {{name}}(parameters);
            }

            /// <summary>Creates a net with the weights of a .safetensors stream.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(Stream stream, WeightNames? names = null)
            {
                var parameters = new AlignedBuffer(PackedLength);
                Layout.Tensors.Load(parameters.Span, stream, names);
                return new {{name}}(parameters);
            }

            /// <summary>Replaces this net's weights by those of a .safetensors file. Where the file is bad, nothing changes.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(string path, WeightNames? names = null) => Layout.Tensors.Load(_parameters.Span, path, names);

            /// <summary>Replaces this net's weights by those of a .safetensors stream. Where it is bad, nothing changes.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(Stream stream, WeightNames? names = null) => Layout.Tensors.Load(_parameters.Span, stream, names);

            {{FoldText}}/// <summary>Where the packed parameters of one direction of a layer begin.</summary>
            private static int LayerOffset(int layer, int direction) => layer == 0
                ? direction * FirstLayerLength
                : (DirectionCount * FirstLayerLength) + ((((layer - 1) * DirectionCount) + direction) * UpperLayerLength);

            /// <summary>The length of weight_ih of a layer.</summary>
            private static int WeightInputLength(int layer) => layer == 0 ? InputWeightLength : LayerWeightLength;

            /// <summary>The length of weight_ih and bias_ih of a layer.</summary>
            private static int InputPartLength(int layer) => WeightInputLength(layer){{(plan.Spec.Cell.Bias ? " + GateLanes" : "")}};

            """);
    }

    /// <summary>For new() constraints, Activator and containers. The type is said: a constructor of the user's may take an int and anything.</summary>
    private string ParameterlessText => plan.Spec.Type.HasParameterlessConstructor ? "" : $$"""
            /// <summary>Creates a net whose weights are drawn with seed 0.</summary>
            public {{plan.Spec.Type.Name}}()
                : this(0, default(Initialization))
            {
            }


            """;

    private string FoldText => plan.Spec.IsEmbedded
        ? """
            /// <summary>
            /// Multiplies every token's embedding with weight_ih, once: inference with the table gives the same bits in less time.
            /// </summary>
            /// <returns>The table for the present parameters; later changes do not reach it.</returns>
            public TokenTable FoldEmbedding() => new TokenTable(this);


            """
        : "";
}
