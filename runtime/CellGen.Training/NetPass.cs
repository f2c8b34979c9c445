using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace CellGen;

/// <summary>
/// The training pass of a generated net, from its public members:
/// <code>
/// public partial class Net : ITrainable
/// {
///     public TrainingPass NewPass(int maxSteps) => NetPass.Of&lt;Net, State, Tape, Gradient>(this, maxSteps);
/// }
/// </code>
/// </summary>
public static class NetPass
{
    private const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicMethods
        | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Allocates the pass. Members are looked up by reflection, once, and called through delegates.</summary>
    /// <typeparam name="TNet">The net.</typeparam>
    /// <typeparam name="TState">Its State.</typeparam>
    /// <typeparam name="TTape">Its Tape.</typeparam>
    /// <typeparam name="TGradient">Its Gradient.</typeparam>
    /// <param name="net">The net that the pass runs.</param>
    /// <param name="maxSteps">The longest sequence, at least 1.</param>
    /// <exception cref="ArgumentException">The class is no net that CellGen has generated, with training and one output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1 or more than is possible.</exception>
    public static TrainingPass Of<
        [DynamicallyAccessedMembers(Members)] TNet,
        TState,
        [DynamicallyAccessedMembers(Members)] TTape,
        [DynamicallyAccessedMembers(Members)] TGradient>(TNet net, int maxSteps)
        where TNet : class
        where TState : struct, IRecurrentState
        where TTape : class
        where TGradient : class, new()
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
        Type type = typeof(TNet);
        int outputSize = (int)(type.GetField("OutputSize")?.GetValue(null) ?? throw Missing<TNet>("constant OutputSize"));
        DenseHeadAttribute[] heads = [.. type.GetCustomAttributes<DenseHeadAttribute>()];
        HeadInput over = heads.Length == 1 ? heads[0].Over : HeadInput.EveryStep;
        ConstructorInfo newTape = typeof(TTape).GetConstructor([typeof(int), typeof(int)]) ?? throw Missing<TNet>("Tape(maxSteps, batchSize)");
        Type rows = typeof(ReadOnlySpan<float>);
        Type tokens = typeof(ReadOnlySpan<int>);
        Type numbers = typeof(Span<float>);
        Type state = typeof(TState).MakeByRefType();
        Type tape = typeof(TTape);
        Type gradient = typeof(TGradient);
        var members = new NetMembers<TState, TTape, TGradient>
        {
            Tape = (TTape)newTape.Invoke(BindingFlags.DoNotWrapExceptions, null, [maxSteps, 1], null),
            OfRows = Find<NetMembers<TState, TTape, TGradient>.ForwardRows>("Forward", rows, numbers, tape) is { } forward
                && Find<NetMembers<TState, TTape, TGradient>.ForwardRowsFrom>("Forward", rows, numbers, state, tape) is { } forwardFrom
                && Find<NetMembers<TState, TTape, TGradient>.BackwardRows>("Backward", rows, rows, numbers, gradient, tape) is { } backward
                && Find<NetMembers<TState, TTape, TGradient>.BackwardRowsFrom>("Backward", rows, rows, numbers, state, gradient, tape) is { } backwardFrom
                ? (forward, forwardFrom, backward, backwardFrom) : null,
            OfTokens = Find<NetMembers<TState, TTape, TGradient>.ForwardTokens>("Forward", tokens, numbers, tape) is { } forwardTokens
                && Find<NetMembers<TState, TTape, TGradient>.ForwardTokensFrom>("Forward", tokens, numbers, state, tape) is { } forwardTokensFrom
                && Find<NetMembers<TState, TTape, TGradient>.BackwardTokens>("Backward", tokens, rows, gradient, tape) is { } backwardTokens
                && Find<NetMembers<TState, TTape, TGradient>.BackwardTokensFrom>("Backward", tokens, rows, state, gradient, tape) is { } backwardTokensFrom
                ? (forwardTokens, forwardTokensFrom, backwardTokens, backwardTokensFrom) : null,
            Values = typeof(TGradient).GetProperty("Values")?.GetMethod
                ?.CreateDelegate<NetMembers<TState, TTape, TGradient>.ValuesOf>() ?? throw Missing<TNet>("Gradient.Values"),
            Seed = typeof(TTape).GetProperty("DropoutSeed")?.SetMethod?.CreateDelegate<Action<TTape, int>>(),
            Training = typeof(TTape).GetProperty("Training")?.SetMethod?.CreateDelegate<Action<TTape, bool>>(),
        };
        return members.OfRows is not null || members.OfTokens is not null
            ? new NetPass<TState, TTape, TGradient>(
                members, maxSteps, outputSize, everyStep: over is HeadInput.EveryStep or HeadInput.InputAndPreviousState)
            : throw Missing<TNet>("Forward and Backward with a tape and one output");

        T? Find<T>(string name, params Type[] parameters)
            where T : Delegate => typeof(TNet).GetMethod(name, parameters)?.CreateDelegate<T>(net);
    }

    private static ArgumentException Missing<TNet>(string what) =>
        new($"{typeof(TNet).Name} has no {what}; expected a net that CellGen has generated, with training.", "net");
}
