using CellGen.Generator.Kernels;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's declaration and of its calls.</summary>
internal static class SignatureText
{
    /// <summary>"void Name(ref float weights, int rows)".</summary>
    public static string Declaration(this Signature signature) =>
        $"void {signature.Name}({string.Join(", ", signature.Parameters.Select(parameter => $"{TypeOf(parameter.Kind)} {parameter.Name}"))})";

    /// <summary>
    /// "Name(ref …, …)": each parameter takes the expression that is given under its name; what is given for parameters that the
    /// kernel has not is left out.
    /// </summary>
    public static string Call(this Signature signature, params (string Parameter, string Expression)[] given) =>
        $"{signature.Name}({string.Join(", ", Arguments(signature, given))})";

    /// <summary>The same from a place where the parameters have their own names: those that are not given are handed on.</summary>
    public static string HandOn(this Signature signature, params (string Parameter, string Expression)[] given) =>
        signature.Call([.. given, .. signature.Parameters.Select(parameter => (parameter.Name, parameter.Name))]);

    /// <summary>The same in lines: one for each argument, but a stride stands behind its reference.</summary>
    public static string CallInLines(this Signature signature, IEnumerable<(string Parameter, string Expression)> given)
    {
        var arguments = Arguments(signature, [.. given]).Zip(
            signature.Parameters, (argument, parameter) => (parameter.Kind == ParameterKind.Stride ? ", " : ",\n    ") + argument);
        return $"{signature.Name}({string.Concat(arguments).TrimStart(',')})";
    }

    private static IEnumerable<string> Arguments(Signature signature, (string Parameter, string Expression)[] given) =>
        signature.Parameters.Select(parameter =>
        {
            string expression = given.FirstOrDefault(argument => argument.Parameter == parameter.Name).Expression
                ?? throw new InvalidOperationException($"{signature.Name} has no argument for {parameter.Name}.");
            return parameter.Kind == ParameterKind.Reference ? "ref " + expression : expression;
        });

    private static string TypeOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Reference => "ref float",
        ParameterKind.Stride or ParameterKind.Integer => "int",
        ParameterKind.NativeInteger => "nint",
        _ => "bool",
    };
}
