using System.Linq.Expressions;
using System.Reflection;

namespace CellGen.RoundTrip;

/// <summary>
/// Binds the members that all generated classes have, and no common base declares, to delegates. A member may have further,
/// optional parameters.
/// </summary>
internal static class Member
{
    /// <summary>A static method with the delegate's parameters.</summary>
    public static TDelegate Static<TDelegate>(Type type, string name)
        where TDelegate : Delegate
    {
        ParameterExpression[] parameters = Parameters<TDelegate>();
        MethodInfo method = Find(type.GetMethods(BindingFlags.Static | BindingFlags.Public), name, parameters);
        return Expression.Lambda<TDelegate>(Expression.Call(method, Arguments(method, parameters)), parameters).Compile();
    }

    /// <summary>A method of the delegate's first parameter with the others as parameters.</summary>
    public static TDelegate Instance<TDelegate>(string name)
        where TDelegate : Delegate
    {
        ParameterExpression[] parameters = Parameters<TDelegate>();
        MethodInfo method = Find(parameters[0].Type.GetMethods(BindingFlags.Instance | BindingFlags.Public), name, parameters[1..]);
        Expression call = Expression.Call(parameters[0], method, Arguments(method, parameters[1..]));
        return Expression.Lambda<TDelegate>(call, parameters).Compile();
    }

    /// <summary>The constructor with the delegate's parameters.</summary>
    public static TDelegate Constructor<TDelegate>(Type type)
        where TDelegate : Delegate
    {
        ParameterExpression[] parameters = Parameters<TDelegate>();
        ConstructorInfo constructor = Find(type.GetConstructors(), ".ctor", parameters);
        return Expression.Lambda<TDelegate>(Expression.New(constructor, Arguments(constructor, parameters)), parameters).Compile();
    }

    private static ParameterExpression[] Parameters<TDelegate>() =>
        [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];

    private static T Find<T>(T[] methods, string name, ParameterExpression[] parameters)
        where T : MethodBase =>
        methods.Where(method => method.Name == name && Takes(method.GetParameters(), parameters))
            .MinBy(method => method.GetParameters().Length)
            ?? throw new MissingMethodException($"there is no {name}({string.Join(", ", parameters.Select(parameter => parameter.Type.Name))})");

    private static bool Takes(ParameterInfo[] parameters, ParameterExpression[] arguments) =>
        parameters.Length >= arguments.Length
        && parameters[arguments.Length..].All(parameter => parameter.IsOptional)
        && arguments.Zip(parameters).All(pair => pair.Second.ParameterType == TypeOf(pair.First));

    private static Type TypeOf(ParameterExpression parameter) => parameter.IsByRef ? parameter.Type.MakeByRefType() : parameter.Type;

    private static IEnumerable<Expression> Arguments(MethodBase method, ParameterExpression[] parameters) =>
        parameters.Concat(method.GetParameters().Skip(parameters.Length)
            .Select(Expression (optional) => Expression.Constant(optional.DefaultValue, optional.ParameterType)));
}
