using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what a trainer asks of a net, ITrainable: the member of the interface, and within the core the pass that it gives.</summary>
internal sealed class TrainableEmitter(CodeWriter writer, NetFace face)
{
    private const string Pass = "Pass";

    private bool IsTokens => face.Spec.Tokens is not null;

    private string Input => IsTokens ? "sequence.Tokens" : "sequence.Input";

    public void Emit() => writer.Raw($"""
        TrainingPass ITrainable.NewPass(int maxSteps) => new {SourceFile.Core}.{Pass}(this, maxSteps);

        """);

    public void EmitPass()
    {
        string outputs = string.Join(", ", face.Outputs.Select(output => $"({face.Spec.Type.Name}.{output.SizeName}, {(output.OneRow ? "true" : "false")})"));
        string parts = string.Join(", ", face.Outputs.Select((_, i) => Part("output", i)));
        string gradients = string.Join(", ", face.Outputs.Select((_, i) => Part("outputGradient", i)));
        string noInput = IsTokens ? "" : "default, ";
        writer.Raw($$"""

            /// <summary>What a trainer runs: the net, with a tape and a gradient.</summary>
            public sealed class {{Pass}} : NetPass<State>
            {
                private readonly {{face.Spec.Type.Name}} _net;
                private readonly Tape _tape;
                private readonly {{face.Spec.Type.Name}}.Gradient _gradient = new {{face.Spec.Type.Name}}.Gradient();

                public {{Pass}}({{face.Spec.Type.Name}} net, int maxSteps)
                    : base(maxSteps, {{outputs}}) => (_net, _tape) = (net, new Tape(maxSteps));

                public override Span<float> Gradient => _gradient.Values;
            """);
        if (face.Drops)
        {
            writer.Raw("""

                    public override void SeedDropout(int seed) => _tape.DropoutSeed = seed;

                    protected override void SetDropout(bool drops) => _tape.Training = drops;
                """);
        }

        writer.Raw($$"""

                protected override void RunAnew(Sequence sequence, Span<float> output) => _net.Forward({{Input}}, {{parts}}, _tape);

                protected override void RunFrom(Sequence sequence, ref State state, Span<float> output) => _net.Forward({{Input}}, {{parts}}, ref state, _tape);

                protected override void RunBackward(Sequence sequence, ReadOnlySpan<float> outputGradient, bool fromState)
                {
            """);
        string anew = $"_net.Backward({Input}, {gradients}, {noInput}_gradient, _tape);";
        if (face.Spec.TrainsInitialState)
        {
            writer.Raw($$"""
                        if (!fromState)
                        {
                            {{anew}}
                            return;
                        }

                        State none = default;
                        _net.Backward({{Input}}, {{gradients}}, {{noInput}}ref none, _gradient, _tape);
                """);
        }
        else
        {
            writer.Raw("        " + anew);
        }

        writer.Raw("    }\n}");
    }

    private string Part(string all, int index) => face.Outputs.Count == 1 ? all : FormattableString.Invariant($"Part({all}, {index})");
}
