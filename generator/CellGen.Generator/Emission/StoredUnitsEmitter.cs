using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>Emits the element-wise program of a phase as a method that reads the sums from memory.</summary>
internal sealed class StoredUnitsEmitter(CodeWriter writer, NetPlan plan, WidthPlan width, PhasePlan phase, bool tape)
{
    private readonly VectorProfile _profile = width.Profile;

    /// <summary>The statement that runs it.</summary>
    public static string Call(NetPlan plan, PhasePlan phase, bool tape) => SignatureOf(plan, phase, tape).HandOn() + ";";

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Open($"private static {SignatureOf(plan, phase, tape).Declaration()}");
        ParameterReferences.Emit(writer, plan, biases: false);
        var matrix = plan.MatrixOf(phase.Product!);
        var text = new VectorText(_profile, _profile.Lanes);
        var program = new PhaseProgramEmitter(writer, plan, width, phase, tape);
        new GroupLoops(writer, matrix.Layout, plan.Gates.Gates).Emit(width.Of(matrix).Stored!.Units, place =>
        {
            writer.Open();
            for (int v = 0; v < place.Group.VectorLanes.Count; v++)
            {
                writer.Line($"var a{v} = {text.Load("sums", place.Lane + place.Group.VectorLanes[v])};");
            }

            program.EmitGroup(place);
            writer.Close();
        });
        writer.Close();
    }

    private static Signature SignatureOf(NetPlan plan, PhasePlan phase, bool tape) =>
        new(phase.Product!.Name + (tape ? "UnitsTaped" : "Units"), new([.. Parameters(plan, phase, tape).Select(KernelParameter.Reference)]));

    private static IEnumerable<string> Parameters(NetPlan plan, PhasePlan phase, bool tape)
    {
        var program = tape ? phase.ForwardTaped : phase.Forward;
        bool Reads(params Operation[] operations) => program.Instructions.Any(instruction => operations.Contains(instruction.Operation));
        yield return "sums";
        if (Reads(Operation.Vector))
        {
            yield return "parameters";
        }

        if (Reads(Operation.InputProduct))
        {
            yield return "projected";
        }

        foreach (string state in (tape ? plan.Training : plan.Step).StateNames)
        {
            if (program.Instructions.Any(instruction => instruction.Operation == Operation.PreviousState && instruction.Symbol == state))
            {
                yield return state;
            }

            if (program.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == state))
            {
                yield return state + "Next";
            }
        }

        if (program.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == "h"))
        {
            yield return "output";
        }

        if (Reads(Operation.Carried) || program.Outputs.Any(output => output.Kind != OutputKind.NextState))
        {
            yield return tape ? "tape" : "carried";
        }

        if (Reads(Operation.Mask))
        {
            yield return "mask";
        }
    }
}
