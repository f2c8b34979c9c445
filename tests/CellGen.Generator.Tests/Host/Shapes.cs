using Microsoft.CodeAnalysis;

namespace CellGen.Generator.Tests.Host;

/// <summary>Classes of every shape and name: those that are networks, and those that are one mistake.</summary>
internal static class Shapes
{
    private const string Cell = "[global::CellGen.RecurrentCell(Kind = global::CellGen.CellKind.IndRnn, Input = 1, Hidden = 1)]";

    /// <summary>Networks; CELL stands for the attribute. Each goes into a namespace of its own.</summary>
    public static IEnumerable<string> Networks => Right.Select((source, i) => $"namespace Shape{i} {{ {source.Replace("CELL", Cell)} }}");

    private static readonly string[] Right =
    [
        "CELL sealed partial class Net { }",
        "partial class Outer { CELL private partial class Hidden { } CELL protected partial class Shielded { } CELL private protected partial class Both { } }",
        "static partial class Outer { CELL public unsafe partial class Net { } }",
        "ref partial struct Outer { CELL internal partial class Net { } }",
        "partial interface IOuter { CELL public partial class Net { } }",
        "partial record Outer(int X) { CELL public partial class Net { } } partial record struct Inner { CELL public partial class Net { } }",
        "CELL partial class Net { public string? Name { get; init; } public int this[int i] => i; public static Net operator +(Net a, Net b) => a; public static implicit operator string(Net net) => \"\"; }",
        "CELL partial class Net { public void Forward() { } public int Step(int x) => x; public void Save() { } public static Net Load(object source) => new Net(); public void Run() { } public int LayerOffset(string s) => 0; void Get<T>(string a, System.Span<float> b) { } }",
        "interface INet { int Parameters { get; } void State(); } CELL partial class Net : INet { int INet.Parameters => 1; void INet.State() { } }",
        "class Base { public virtual void Forward() { } public int State; public virtual int InputSize => 1; protected void Save(string path, CellGen.WeightNames? names = null) { } public static object Kernels = 1; } CELL partial class Net : Base { }",
        "abstract class Base { public abstract void Step(int count); public abstract int Size { get; } } CELL partial class Net : Base { public override void Step(int count) { } public override int Size => 1; }",
        "abstract class Root { public abstract int State { get; } } class Base : Root { public override int State => 1; } CELL partial class Net : Base { }",
        "class Base { protected Base() { } private Base(int x) { } } CELL partial class Net : Base { }",
        "class Base { internal Base(int x = 1, params string[] y) { } } CELL partial class Net : Base { }",
        "class Base<T> { [System.Obsolete] protected Base() { } } CELL partial class Net : Base<int> { }",
        "CELL [System.CodeDom.Compiler.GeneratedCode(\"x\", \"1\")] partial class Net { }",
        "CELL [System.Obsolete(\"old\")] partial class Net { }",
        "class Base { public class Net { } } partial class Outer { CELL internal partial class Inner : Base { } }",
        "CELL partial class @field { } CELL partial class @partial { } CELL partial class @await { } CELL partial class @value { } CELL partial class @global { } CELL partial class @async { } CELL partial class @void { }",
        "namespace @await.@partial.@field.@class { CELL partial class Net { } } namespace @global { partial class @event { CELL public partial class @int { } } }",
        "CELL partial class Kernels { } CELL partial class Layout { } CELL partial class Run { } CELL partial class StateSize { } CELL partial class Width { }",
        "CELL partial class Batch { } CELL partial class Span { } CELL partial class Vector512 { } CELL partial class GeneratedCode { } CELL partial class MethodImplAttribute : System.Attribute { }",
        "namespace Shop { CELL partial class Shop { } } namespace System { class Math { } } namespace CellGen.Generated { } namespace Vector512 { } namespace Span { } CELL partial class Net { }",
        "CELL partial class Net { public int Batch, Rows, Math; public void Span() { } public class MemoryMarshal { } public string Hardware { get; } = \"\"; public class StructLayout { } }",
    ];

    /// <summary>Whether a diagnostic is in a generated file.</summary>
    public static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
