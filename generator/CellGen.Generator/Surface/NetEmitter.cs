using CellGen.Generator.Descriptions;
using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Routes;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the user's side of a net: what stands above the class, its constants and public members, and, in one nested type, what they are
/// made of.
/// </summary>
internal static class NetEmitter
{
    /// <summary>A net that is one stack.</summary>
    public static SourceText Emit(NetPlan plan) => Emit(NetFace.Of(plan), NetConstants.Of(plan), StackRemarks.Of(plan), StackEquations.Of(plan), (writer, face) =>
    {
        new FaceEmitter(writer, face).Emit();
        StateEmitter.Emit(writer, plan);
        new MemoryEmitter(writer, face).Emit(() => RecordEmitter.Emit(writer, plan));
        new CoreEmitter(writer, plan).Emit();
    });

    /// <summary>A net of several layers.</summary>
    public static SourceText Emit(NetworkPlan plan) => Emit(NetFace.Of(plan), NetConstants.Of(plan), NetworkRemarks.Of(plan), NetworkEquations.Of(plan), (writer, face) =>
    {
        new FaceEmitter(writer, face).Emit();
        new NetworkStateEmitter(writer, plan).Emit();
        new MemoryEmitter(writer, face).Emit(() => RecordEmitter.Emit(writer, plan));
        new NetworkCoreEmitter(writer, plan).Emit();
    });

    /// <summary>An encoder and decoder.</summary>
    public static SourceText Emit(PairPlan plan) => Emit(NetFace.Of(plan), NetConstants.Of(plan), PairRemarks.Of(plan), PairEquations.Of(plan), (writer, face) =>
    {
        new PairFaceEmitter(writer, plan).Emit();
        new PairStateEmitter(writer, plan).Emit();
        new PairMemoryEmitter(writer, face, plan).Emit();
        new PairCoreEmitter(writer, plan).Emit();
    });

    private static SourceText Emit(
        NetFace face, IEnumerable<(string Name, long Value, string Summary)> constants, NetRemarks remarks, NetText text, Action<CodeWriter, NetFace> emitMembers)
    {
        var spec = face.Spec;
        return SourceFile.Of(spec.Type, SourceFile.SpacesOfNet, writer =>
        {
            RemarksEmitter.Emit(writer, spec.Type, remarks);
            NetTextEmitter.Emit(writer, text);
            SourceFile.OpenClass(writer, spec.Type, spec.Network.Training);
            foreach (var (name, value, summary) in constants)
            {
                writer.Line($"/// <summary>{summary}</summary>");
                writer.Line($"public const int {name} = {value};\n");
            }

            new ParameterEmitter(writer, face).Emit();
            emitMembers(writer, face);
            writer.Close();
        });
    }
}
