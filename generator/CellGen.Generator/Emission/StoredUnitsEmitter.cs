using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>Emits the element-wise program of a phase as a method that reads the sums from memory.</summary>
internal sealed class StoredUnitsEmitter(CodeWriter writer, NetPlan plan, WidthPlan width, UnitsKernel kernel)
{
    private readonly VectorProfile _profile = width.Profile;

    public void Emit()
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Open($"private static {plan.SignatureOf(kernel).Declaration()}");
        ParameterReferences.Emit(writer, plan, biases: false);
        var matrix = plan.MatrixOf(kernel.Phase.Product!);
        var text = new VectorText(_profile, _profile.Lanes);
        var program = new PhaseProgramEmitter(writer, plan, width, kernel.Phase, kernel.Tape);
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
}
