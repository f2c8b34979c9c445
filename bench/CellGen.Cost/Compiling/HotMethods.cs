using System.Reflection;
using CellGen.Simd;

namespace CellGen.Cost.Compiling;

/// <summary>The methods of a net that are compiled optimised at once: those that every call runs.</summary>
internal static class HotMethods
{
    /// <summary>All methods that a type declares.</summary>
    public const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The methods, of all widths.</summary>
    public static IEnumerable<MethodInfo> Of(Assembly net) =>
        from type in net.GetTypes().Select(OfThisMachine)
        from method in type.GetMethods(All)
        where method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)
        select method;

    /// <summary>The methods of one width, and those that all widths share.</summary>
    public static IEnumerable<MethodInfo> Of(Assembly net, string kernels) =>
        Of(net).Where(method => !method.DeclaringType!.Name.Contains("Kernels", StringComparison.Ordinal)
            || method.DeclaringType.Name == kernels);

    /// <summary>The kernels of 128 bits as this machine has them.</summary>
    private static Type OfThisMachine(Type type) => type.IsGenericTypeDefinition
        ? type.MakeGenericType(Hardware.Supports(VectorWidth.Bits128) ? typeof(OneRounding) : typeof(TwoRoundings))
        : type;
}
