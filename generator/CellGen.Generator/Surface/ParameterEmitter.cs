using CellGen.Generator.Flow;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what has to do with a model's parameters: the tensors, construction, files, Get and Set.</summary>
internal sealed class ParameterEmitter(CodeWriter writer, NetFace face)
{
    private const string Core = SourceFile.Core;
    private const string Tensors = Core + ".Layout.Tensors";
    private const string Packed = SourceFile.CoreField + ".Parameters";

    public void Emit()
    {
        var type = face.Spec.Type;
        string name = type.Name;
        string frozen = face.IsFrozen ? " The frozen embedding is no part of them." : "";
        writer.Raw($$"""
            private {{Core}} {{SourceFile.CoreField}} = new {{Core}}({{(type.DrawsInConstructors ? $"{Tensors}.Draw({Core}.PackedLength)" : $"new AlignedBuffer({Core}.PackedLength)")}});

            {{ParameterlessText}}/// <summary>Creates a net whose weights are drawn.</summary>
            /// <param name="seed">The seed; the same seed gives the same bits on every machine.</param>
            /// <param name="initialization">How; torch's default, uniform over ±1/√Hidden, where it is null.</param>
            public {{name}}(int seed = 0, Initialization? initialization = null) =>
                {{Tensors}}.Initialize({{Packed}}, seed, initialization);

            private {{name}}({{Core}} core) => {{SourceFile.CoreField}} = core;

            /// <summary>
            /// The vector width of the computations: at first the one that suits the machine. 512, 256 and 128 bits give
            /// the same bits.
            /// </summary>
            /// <exception cref="PlatformNotSupportedException">The machine has not the width.</exception>
            public VectorWidth VectorWidth
            {
                get => {{SourceFile.CoreField}}.Width;
                set => {{SourceFile.CoreField}}.Width = value;
            }

            /// <summary>
            /// All parameters, in CellGen's packed order{{(face.Spec.Network.Training ? ": what an optimizer steps over, beside\n/// <see cref=\"Gradient.Values\"/>" : "")}}. Padding is zero and stays zero.{{frozen}}
            /// </summary>
            public Span<float> Parameters => {{Packed}}{{(frozen.Length > 0 ? $".Slice(0, {Core}.TrainedLength)" : "")}};

            /// <summary>Copies one tensor out, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="destination">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the parameters.</exception>
            public void Get(string name, Span<float> destination) => {{Tensors}}.Get({{Packed}}, name, destination);

            /// <summary>Copies one tensor in, in torch's shape, row-major.</summary>
            /// <param name="name">torch's name, such as weight_ih_l0.</param>
            /// <param name="source">As many floats as the tensor has.</param>
            /// <exception cref="ArgumentException">There is no such tensor, or the span has not its length, or is a part of the parameters.</exception>
            public void Set(string name, ReadOnlySpan<float> source) => {{Tensors}}.Set({{Packed}}, name, source);

            /// <summary>Writes the weights as .safetensors, under torch's names and shapes. The file appears whole or not at all.</summary>
            /// <param name="path">The file; replaced where it exists.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            public void Save(string path, WeightNames? names = null) => {{Tensors}}.Save({{Packed}}, path, names);

            /// <summary>Writes the weights as .safetensors to a stream, which is left open.</summary>
            /// <param name="stream">Where to write.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            public void Save(Stream stream, WeightNames? names = null) => {{Tensors}}.Save({{Packed}}, stream, names);

            /// <summary>Creates a net with the weights of a .safetensors file.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(string path, WeightNames? names = null) =>
                new {{name}}(new {{Core}}({{Tensors}}.Load({{Core}}.PackedLength, path, names)));

            /// <summary>Creates a net with the weights of a .safetensors stream.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public static {{name}} Load(Stream stream, WeightNames? names = null) =>
                new {{name}}(new {{Core}}({{Tensors}}.Load({{Core}}.PackedLength, stream, names)));

            /// <summary>Replaces this net's weights by those of a .safetensors file. Where the file is bad, nothing changes.</summary>
            /// <param name="path">The file: exactly this net's tensors, under torch's names and shapes.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The file is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(string path, WeightNames? names = null) => {{Tensors}}.Load({{Packed}}, path, names);

            /// <summary>Replaces this net's weights by those of a .safetensors stream. Where it is bad, nothing changes.</summary>
            /// <param name="stream">Read to its end; left open.</param>
            /// <param name="names">The names in the file, such as a prefix "model.rnn."; torch's own where it is null.</param>
            /// <exception cref="SafeTensorsException">The content is malformed or does not hold this net; the message says why.</exception>
            public void LoadFrom(Stream stream, WeightNames? names = null) => {{Tensors}}.Load({{Packed}}, stream, names);

            """);
        if (face.Spec.HasTable)
        {
            EmitFold();
        }
    }

    /// <summary>For new() constraints, Activator and containers. The type is said: a constructor of the user's may take an int and anything.</summary>
    private string ParameterlessText => face.Spec.Type.HasParameterlessConstructor ? "" : $$"""
            /// <summary>Creates a net whose weights are drawn with seed 0.</summary>
            public {{face.Spec.Type.Name}}()
                : this(0, default(Initialization))
            {
            }


            """;

    private void EmitFold() => writer.Raw("""
        /// <summary>
        /// Multiplies every token's embedding with weight_ih, once: inference with the table gives the same bits in less time.
        /// </summary>
        /// <returns>The table for the present parameters; later changes do not reach it.</returns>
        public TokenTable FoldEmbedding() => new TokenTable(this);

        """);
}
