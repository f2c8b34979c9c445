using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits the pass that a trainer runs.</summary>
/// <remarks>It calls the core, since inside it the name of the user's class may mean something else.</remarks>
internal sealed class TrainingPassEmitter(CodeWriter writer, NetFace face)
{
    /// <summary>Its type, within the core.</summary>
    public const string Pass = "Pass";

    private string Input => face.Spec.Tokens is null ? "sequence.Input" : "sequence.Tokens";

    private string Table => face.Spec.HasTable ? ", null" : "";

    public void Emit()
    {
        string outputs = string.Join(", ", face.Outputs.Select(output => Invariant($"({output.Size}, {(output.OneRow ? "true" : "false")})")));
        string parts = string.Join(", ", face.Outputs.Select((_, i) => Part("output", i)));
        string gradients = string.Join(", ", face.Outputs.Select((_, i) => Part("outputGradient", i)));
        string noInput = face.Spec.Tokens is null ? "default, " : "";
        writer.Raw($$"""

            /// <summary>What a trainer runs: the net, with a tape and a gradient.</summary>
            public sealed class {{Pass}} : NetPass<State, Tape, Gradient>
            {
                private {{SourceFile.Core}} _core;

                public {{Pass}}({{SourceFile.Core}} core, Tape tape, Gradient gradient)
                    : base(tape, gradient, tape.MaxSteps, {{outputs}}) => _core = core;

                public override Span<float> Gradient => Own.Values;
            """);
        if (face.Drops)
        {
            writer.Raw("""

                    public override void SeedDropout(int seed) => Tape.DropoutSeed = seed;

                    protected override void SetDropout(bool drops) => Tape.Training = drops;
                """);
        }

        if (face.Spec.TrainsInitialState)
        {
            writer.Raw($"""

                    protected override State Initial => _core.Initial;

                    protected override void AddInitial(in State stateGradient) => {SourceFile.Core}.AddInitial(stateGradient, Own.Values);
                """);
        }

        writer.Raw($$"""

                protected override void Run(Sequence sequence, ref State state, Span<float> output) =>
                    _core.Forward({{Input}}, {{parts}}, ref state, Tape.Memory{{Table}});

                protected override void Run(Sequence sequence, ReadOnlySpan<float> outputGradient, ref State stateGradient) =>
                    _core.Backward({{Input}}, {{gradients}}, {{noInput}}ref stateGradient, Own, Tape.Memory);
            }
            """);
    }

    private string Part(string all, int index) => face.Outputs.Count == 1 ? all : Invariant($"Part({all}, {index})");
}
