using CellGen.Generator.Model;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits, for what a net was told to leave out, members that are an error where they are called: the compiler then says why
/// they are not there.
/// </summary>
internal static class LeftOut
{
    /// <summary>A method.</summary>
    public static void Emit(CodeWriter writer, PublicMethod method, string reason) => writer.Raw($"""
        /// <summary>{reason}</summary>
        {Attribute(reason)}
        {method.Head} => throw new NotSupportedException();

        """);

    /// <summary>Tape and Gradient.</summary>
    public static void EmitMemory(CodeWriter writer) => writer.Raw($$"""
        /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
        {{Attribute(NetworkSpec.WithoutTraining)}}
        public sealed class Tape
        {
            /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
            public Tape(int maxSteps, int batchSize = 1) => throw new NotSupportedException();
        }

        /// <summary>{{NetworkSpec.WithoutTraining}}</summary>
        {{Attribute(NetworkSpec.WithoutTraining)}}
        public sealed class Gradient
        {
        }

        """);

    private static string Attribute(string reason) => $"[Obsolete(\"{reason}\", error: true)]";
}
